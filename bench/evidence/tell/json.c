/* SPDX-License-Identifier: MIT */
/* json.c - verdicts as JSON. See json.h. */
#include "bench/evidence/tell/json.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/source.h"
#include "bench/evidence/tell/words.h"
#include "bench/report/draft.h"

/* A number, or null where it is none. */
static json_t *number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *quantity_to_json(const struct predicate_quantity *quantity, double level)
{
	static const char *const compared[] = {
		[PREDICATE_VALUE] = "",	     [PREDICATE_LESS] = "<",
		[PREDICATE_AT_MOST] = "<=",  [PREDICATE_MORE] = ">",
		[PREDICATE_AT_LEAST] = ">=",
	};
	struct estimate value = predicate_interval(quantity, level);

	return json_pack("{s:o, s:o, s:o, s:s, s:s, s:o}", "value", number(value.value),
			 "low", number(value.low), "high", number(value.high), "unit",
			 dimension_name(quantity->dimension).text, "compared",
			 compared[quantity->compared], "threshold",
			 number(quantity->threshold));
}

static json_t *run_to_json(const struct volume *volume)
{
	char day[SOURCE_DAY];

	return json_pack("{s:s, s:s, s:s, s:s}", "hash", volume->hash, "folder",
			 volume->results.path, "day", source_day(volume, day), "version",
			 volume->results.run.version);
}

static json_t *runs_to_json(const struct scope *scope)
{
	json_t *runs = json_array();

	for (size_t i = 0; i < scope->used_count; i++)
		json_array_append_new(runs, run_to_json(scope->used[i]));
	return runs;
}

static json_t *traces_to_json(const struct scope *scope)
{
	json_t *traces = json_array();

	for (size_t i = 0; i < scope->trace_count; i++) {
		const struct trace_kept *kept = scope->traces[i];

		json_array_append_new(
			traces, json_pack("{s:s, s:s, s:s%, s:s}", "hash", kept->hash,
					  "file", kept->path, "day", kept->log.started,
					  strnlen(kept->log.started, SOURCE_DAY - 1),
					  "version", kept->log.version));
	}
	return traces;
}

static json_t *needs_to_json(const struct predicate_result *result)
{
	json_t *needs = json_array();

	for (size_t i = 0; i < result->need_count; i++)
		json_array_append_new(needs, json_string(result->needs[i]));
	return needs;
}

/* The processor and kernel of the machine, from any of the runs that answered. */
static void add_machine(json_t *json, const struct scope *scope)
{
	const struct machine *machine =
		scope->used_count ? &scope->used[0]->results.machine : NULL;

	json_object_set_new(json, "machine",
			    scope->machine ? json_string(scope->machine) : json_null());
	if (!machine)
		return;
	json_object_set_new(json, "cpu", json_string(machine->cpu));
	json_object_set_new(json, "kernel", json_string(machine->kernel));
}

/* As other outputs have it; NULL: no memory, which the object is without then. */
static json_t *words_to_json(const struct opinion *opinion, size_t claims)
{
	struct draft words;
	json_t *json;

	if (draft_start(&words))
		return NULL;
	words_write_opinion(words.file, opinion, claims);
	if (draft_end(&words))
		return NULL;
	json = json_string(words.text);
	free(words.text);
	return json;
}

static json_t *opinion_to_json(const struct opinion *opinion, size_t claims)
{
	const struct predicate_result *result = &opinion->result;
	json_t *json = json_object(), *quantities = json_array();

	add_machine(json, &opinion->scope);
	json_object_set_new(json, "verdict",
			    json_string(claim_verdict_names[opinion->verdict]));
	json_object_set_new(json, "words", words_to_json(opinion, claims));
	if (!result->need_count) {
		json_object_set_new(json, "p", number(predicate_p(result)));
		json_object_set_new(json, "level", number(opinion->level));
	}
	for (size_t i = 0; i < result->quantity_count; i++)
		json_array_append_new(quantities, quantity_to_json(&result->quantities[i],
								   opinion->level));
	json_object_set_new(json, "quantities", quantities);
	if (opinion->beyond)
		json_object_set_new(json, "beyond", json_true());
	if (*opinion->scope.doubt)
		json_object_set_new(json, "doubt", json_string(opinion->scope.doubt));
	json_object_set_new(json, "runs", runs_to_json(&opinion->scope));
	if (opinion->otherwise)
		json_object_set_new(json, "otherwise", run_to_json(opinion->otherwise));
	json_object_set_new(json, "traces", traces_to_json(&opinion->scope));
	json_object_set_new(json, "needs", needs_to_json(result));
	return json;
}

/* Each command of the text is a line. */
static json_t *commands_to_json(const struct claim *claim)
{
	char *text = claim_commands(claim), *rest = text, *line;
	json_t *commands = json_array();

	while (rest && (line = strsep(&rest, "\n")))
		if (*line)
			json_array_append_new(commands, json_string(line));
	free(text);
	return commands;
}

static json_t *claim_to_json(const struct claim *claim, size_t claims)
{
	char *sentence = claim_sentence(claim, SIZE_MAX);
	json_t *json = json_object(), *opinions = json_array();

	for (size_t i = 0; i < claim->opinion_count; i++)
		json_array_append_new(opinions,
				      opinion_to_json(&claim->opinions[i], claims));
	json_object_set_new(json, "line", json_integer((json_int_t)claim->line));
	json_object_set_new(json, "sentence", json_string(sentence ? sentence : ""));
	json_object_set_new(json, "predicate", json_string(claim->annotation->text));
	json_object_set_new(json, "verdict",
			    json_string(claim_verdict_names[claim->verdict]));
	json_object_set_new(json, "doubtful", json_boolean(claim_is_doubtful(claim)));
	json_object_set_new(json, "opinions", opinions);
	json_object_set_new(json, "commands", commands_to_json(claim));
	free(sentence);
	return json;
}

json_t *evidence_to_json(const struct document *document, const struct check *check)
{
	json_t *json = json_object(), *claims = json_array(), *counts = json_object();
	size_t doubtful = 0;

	for (size_t i = 0; i < check->count; i++)
		json_array_append_new(claims,
				      claim_to_json(&check->claims[i], check->count));
	for (enum claim_verdict v = 0; v < CLAIM_VERDICTS; v++) {
		json_object_set_new(counts, claim_verdict_names[v],
				    json_integer((json_int_t)check_count(check, v)));
		doubtful += check_count_doubtful(check, v);
	}
	json_object_set_new(counts, "doubtful", json_integer((json_int_t)doubtful));
	json_object_set_new(json, "path", json_string(document->path));
	json_object_set_new(json, "claims", claims);
	json_object_set_new(json, "counts", counts);
	return json;
}
