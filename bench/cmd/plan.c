/* SPDX-License-Identifier: MIT */
/* plan.c - from the words of a command line to a plan for the conductor. See plan.h. */
#include "bench/cmd/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/protocol/version.h"
#include "bench/run/describe.h"

static void lineup_free(struct lineup *lineup)
{
	if (!lineup)
		return;
	for (size_t i = 0; i < lineup->count; i++)
		contestant_free(&lineup->contestants[i]);
	free(lineup->own.words);
	free(lineup);
}

void plan_free(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		lineup_free(plan->lineups[i]);
	for (size_t i = 0; i < plan->setting_count; i++)
		free(plan->settings[i].words);
	catalogue_free(&plan->catalogue);
	plan_command_free(plan);
	free(plan->worker);
}

int plan_set(struct plan *plan, const char *text)
{
	int result;

	if (plan->setting_count == PLAN_SETTINGS)
		return complain("more than %d settings", PLAN_SETTINGS);
	result = setting_parse(text, &plan->settings[plan->setting_count]);
	plan->setting_count++; /* also after an error: it owns its words */
	return result;
}

/* Whether the worker has both names, and the runtime does not play the workload. */
static bool does_not_play(struct plan *plan, const struct contestant *contestant)
{
	const json_t *description = catalogue_get(&plan->catalogue, contestant->program);
	const json_t *runtime = catalogue_find(json_object_get(description, "runtimes"),
					       contestant->runtime);

	return runtime &&
	       catalogue_find(json_object_get(description, "workloads"),
			      contestant->workload) &&
	       !catalogue_plays(runtime, contestant->workload);
}

/* Labels are unique within a duet: the second of a name is "name#2". */
static void make_unique(struct lineup *lineup, struct contestant *contestant)
{
	size_t same = 1, length = strlen(contestant->label);

	for (size_t i = 0; i < lineup->count; i++)
		same += strncmp(lineup->contestants[i].label, contestant->label, length) ==
				0 &&
			(!lineup->contestants[i].label[length] ||
			 lineup->contestants[i].label[length] == '#');
	if (same > 1 && length + 8 < sizeof(contestant->label))
		snprintf(contestant->label + length, 8, "#%u", (unsigned)same % 100);
}

/* Check the contestant and put it into the lineup, which takes it over. */
static int join(struct plan *plan, struct lineup *lineup, struct contestant *contestant)
{
	int result = contestant_settle(contestant, &plan->catalogue, &lineup->own,
				       lineup->own.words ? 1 : 0);

	if (result == 0)
		result = contestant_settle(contestant, &plan->catalogue, plan->settings,
					   plan->setting_count);
	if (result)
		return result;
	make_unique(lineup, contestant);
	struct contestant *own = &lineup->contestants[lineup->count];

	*own = *contestant;
	lineup->plans[lineup->count++] = (struct contestant_plan){
		.label = own->label,
		.worker = own->program,
		.runtime = own->runtime,
		.workload = own->workload,
		.parameters = own->parameters,
		.parameter_count = own->parameter_count,
	};
	return 0;
}

static int add_contestant(struct plan *plan, struct lineup *lineup, const char *text,
			  const char *workload, bool lenient)
{
	struct contestant contestant;
	int result;

	if (lineup->count == PLAN_CONTESTANTS)
		return complain("more than %d contestants in a duet", PLAN_CONTESTANTS);
	result = contestant_parse(text, workload, &contestant);
	if (result == 0 && lenient && does_not_play(plan, &contestant)) {
		contestant_free(&contestant);
		return 0;
	}
	if (result == 0)
		result = join(plan, lineup, &contestant);
	if (result)
		contestant_free(&contestant);
	return result;
}

/* Fill the lineup from the list, which is cut up. */
static int line_up(struct plan *plan, struct lineup *lineup, char *list,
		   const char *workload, bool lenient)
{
	char *text;
	int result = 0;

	while (result == 0 && (text = strsep(&list, ",")))
		result = add_contestant(plan, lineup, text, workload, lenient);
	return result;
}

int plan_add(struct plan *plan, const char *workload, const char *contestants,
	     const char *setting, bool lenient)
{
	struct lineup *lineup = calloc(1, sizeof(*lineup));
	char *list = strdup(contestants);
	int result = 0;

	if (!lineup || !list) {
		result = complain("out of memory");
		goto free_lineup;
	}
	if (plan->count == PLAN_DUETS)
		result = complain("more than %d duets in a run", PLAN_DUETS);
	else if (setting)
		result = setting_parse(setting, &lineup->own);
	if (result == 0)
		result = line_up(plan, lineup, list, workload, lenient);
	if (result || !lineup->count)
		goto free_lineup;
	plan->duets[plan->count] = (struct duet_plan){.contestants = lineup->plans,
						      .contestant_count = lineup->count};
	plan->lineups[plan->count++] = lineup;
	free(list);
	return 0;

free_lineup:
	lineup_free(lineup);
	free(list);
	return result;
}

/* Whether `-p` sets what the profile's row sets; then the row would repeat another. */
static bool overridden(const struct plan *plan, const struct profile_duet *row)
{
	for (size_t i = 0; row->setting && i < plan->setting_count; i++) {
		const struct setting *setting = &plan->settings[i];
		size_t length = strlen(setting->name);

		if ((!setting->workload || strcmp(setting->workload, row->workload) == 0) &&
		    strncmp(row->setting, setting->name, length) == 0 &&
		    row->setting[length] == '=')
			return true;
	}
	return false;
}

/* Whether the peer plays the workload as the settings ask, and as the one of a row does. */
static bool peer_plays(const struct plan *plan, const char *peer, const char *workload,
		       const char *row)
{
	struct setting own = {0};
	bool plays = true;

	if (row && setting_parse(row, &own) == 0)
		plays = profile_peer_plays(peer, workload, own.name, own.value);
	free(own.words);
	for (size_t i = 0; plays && i < plan->setting_count; i++) {
		const struct setting *setting = &plan->settings[i];

		if (!setting->workload || strcmp(setting->workload, workload) == 0)
			plays = profile_peer_plays(peer, workload, setting->name,
						   setting->value);
	}
	return plays;
}

/* Coroutines, threads, and those of the peers that can play what is asked for. */
static int add_usual(struct plan *plan, const char *workload, const char *peers,
		     const char *setting, bool lenient)
{
	char list[256] = USUAL_CONTESTANTS, names[128], *name, *rest = names;

	snprintf(names, sizeof(names), "%s", peers ? peers : "");
	while ((name = strsep(&rest, ",")) && *name)
		if (peer_plays(plan, name, workload, setting))
			snprintf(list + strlen(list), sizeof(list) - strlen(list), ",%s",
				 name);
	return plan_add(plan, workload, list, setting, lenient);
}

int plan_add_named(struct plan *plan, const char *workload, const char *contestants,
		   const char *setting)
{
	return contestants
		       ? plan_add(plan, workload, contestants, setting, false)
		       : add_usual(plan, workload, profile_peers(workload), setting, false);
}

static int fill_from_profile(struct plan *plan, const struct profile *profile,
			     const char *contestants)
{
	int result = 0;

	for (const struct profile_duet *row = profile->duets; row->workload && result == 0;
	     row++) {
		if (overridden(plan, row))
			continue;
		result = contestants ? plan_add(plan, row->workload, contestants,
						row->setting, true)
				     : add_usual(plan, row->workload, row->peers,
						 row->setting, true);
	}
	return result;
}

/* Whether each of the list names its own workload: then the list is a duet by itself. */
static bool all_name_workloads(const char *contestants)
{
	const char *end;

	for (; contestants; contestants = end ? end + 1 : NULL) {
		struct contestant contestant;
		char *text;
		bool named;

		end = strchr(contestants, ',');
		text = end ? strndup(contestants, (size_t)(end - contestants))
			   : strdup(contestants);
		named = text && contestant_parse(text, "", &contestant) == 0 &&
			*contestant.workload;
		if (text)
			contestant_free(&contestant);
		free(text);
		if (!named)
			return false;
	}
	return true;
}

/* Whether one before the i-th is the same. */
static bool was_named(char *const *names, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(names[i], names[j]) == 0)
			return true;
	return false;
}

int plan_fill(struct plan *plan, const struct profile *profile, char *const *workloads,
	      size_t count, const char *contestants)
{
	int result = 0;

	if (!count && contestants && all_name_workloads(contestants))
		return plan_add(plan, NULL, contestants, NULL, false);
	if (!count)
		return fill_from_profile(plan, profile, contestants);
	for (size_t i = 0; i < count && result == 0; i++) {
		if (was_named(workloads, i)) {
			complain("%s is named twice, and played once", workloads[i]);
			continue;
		}
		result = plan_add_named(plan, workloads[i], contestants, NULL);
	}
	return result;
}

/* `-p WORKLOAD.NAME=VALUE` that fits nothing: which of the two names is wrong? */
static int complain_unused_of(const struct plan *plan, const struct setting *setting)
{
	const json_t *workloads =
		json_object_get(plan->catalogue.entries[0].description, "workloads");
	const json_t *workload = catalogue_find(workloads, setting->workload);
	const json_t *rows = json_object_get(workload, "parameters");
	char kind[128];

	if (!workload)
		return catalogue_unknown(workloads, "workload", setting->workload,
					 "see: duet list workloads");
	snprintf(kind, sizeof(kind), "parameter of %s", setting->workload);
	if (!catalogue_find(rows, setting->name))
		return catalogue_unknown(rows, kind, setting->name,
					 "see: duet list workloads");
	return complain("-p %s.%s: this run does not play %s", setting->workload,
			setting->name, setting->workload);
}

static int complain_unused(const struct plan *plan, const struct setting *setting)
{
	const char *names[CATALOGUE_NAMES];
	size_t count = 0;
	const json_t *workloads =
		json_object_get(plan->catalogue.entries[0].description, "workloads");

	if (setting->workload)
		return complain_unused_of(plan, setting);
	for (size_t i = 0; i < json_array_size(workloads); i++) {
		const json_t *rows =
			json_object_get(json_array_get(workloads, i), "parameters");

		for (size_t j = 0; j < json_array_size(rows) && count < CATALOGUE_NAMES;
		     j++)
			names[count++] = catalogue_string(json_array_get(rows, j), "name");
		if (catalogue_find(rows, setting->name))
			return complain(
				"%s is a parameter of %s, which is not played",
				setting->name,
				catalogue_string(json_array_get(workloads, i), "name"));
	}
	return complain_unknown("parameter of these workloads", setting->name, names, count,
				"see: duet list workloads");
}

int plan_finish(struct plan *plan, const struct profile *profile)
{
	for (size_t i = 0; i < plan->setting_count; i++)
		if (!plan->settings[i].used)
			return complain_unused(plan, &plan->settings[i]);
	if (!plan->count)
		return complain("none of these contestants plays any of these workloads "
				"(see: duet list)");
	plan->worker = default_worker();
	if (!plan->worker)
		return complain("out of memory");
	plan->run.worker = plan->worker;
	plan->run.duets = plan->duets;
	plan->run.duet_count = plan->count;
	if (plan->words)
		fflush(plan->words);
	plan->run.command = plan->command ? plan->command : "duet run";
	plan->run.profile = profile->name;
	plan->run.version = DUET_VERSION;
	plan->run.budget_ns = (int64_t)plan->count * profile->duet_ns;
	plan->run.max_rounds = profile->max_rounds;
	return 0;
}
