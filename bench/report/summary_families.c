/* SPDX-License-Identifier: MIT */
/* summary_families.c - what several duets show together, in summary.json. */
#include <string.h>

#include "bench/report/family.h"
#include "bench/report/summary_json.h"
#include "bench/store/encode.h"

static const char *const kinds[] = {
	[CROSSOVER_NONE] = "none",	     [CROSSOVER_CROSSES] = "crosses",
	[CROSSOVER_ALWAYS] = "always",	     [CROSSOVER_UNSURE] = "unsure",
	[CROSSOVER_UNDECIDED] = "undecided",
};

static json_t *crossover_to_json(const struct family *family)
{
	const struct duet_summary *duet = family->duets[0];
	struct crossover crossover = family_crossover(family);
	const char *winner = NULL;

	if (crossover.winner)
		winner = (crossover.winner > 0 ? duet_base(duet) : duet_rival(duet))
				 ->record->label;
	return json_pack("{s:s, s:s?, s:o, s:o, s:o}", "kind", kinds[crossover.kind],
			 "winner", winner, "value", encode_number(crossover.value), "low",
			 encode_number(crossover.low), "high",
			 encode_number(crossover.high));
}

/* The parameters that are the same in all of its duets. */
static json_t *fixed_to_json(const struct family *family)
{
	const struct contestant_record *first = family->duets[0]->record->contestants;
	json_t *fixed = json_object();

	for (size_t i = 0; i < first->parameter_count; i++)
		if (strcmp(first->parameters[i].name, family->parameter) != 0)
			json_object_set_new(fixed, first->parameters[i].name,
					    json_integer(first->parameters[i].value));
	return fixed;
}

static json_t *family_to_json(const struct family *family)
{
	const struct duet_summary *first = family->duets[0];
	json_t *values = json_array(), *duets = json_array();

	for (size_t i = 0; i < family->count; i++) {
		json_array_append_new(values, json_integer(family_value(family, i)));
		json_array_append_new(
			duets, json_integer(family->duets[i] - family->summary->duets));
	}
	return json_pack("{s:s, s:s, s:o, s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "workload",
			 first->record->workload, "parameter", family->parameter,
			 "parameters", fixed_to_json(family), "cores", first->record->cores,
			 "metric", first->record->metric, "base",
			 duet_base(first)->record->label, "rival",
			 duet_rival(first)->record->label, "values", values, "duets", duets,
			 "crossover", crossover_to_json(family));
}

json_t *summary_families_to_json(const struct summary *summary)
{
	struct families families;
	json_t *json = json_array();

	if (families_find(summary, &families) < 0) {
		json_decref(json);
		json = NULL;
	}
	for (size_t i = 0; json && i < families.count; i++)
		json_array_append_new(json, family_to_json(&families.all[i]));
	families_free(&families);
	return json;
}
