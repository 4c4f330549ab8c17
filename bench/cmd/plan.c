/* SPDX-License-Identifier: MIT */
/* plan.c - from the words of a command line to a plan for the conductor. See plan.h. */
#include "bench/cmd/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/protocol/version.h"
#include "bench/run/describe.h"

void plan_free(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		lineup_free(plan->lineups[i]);
	settings_free(plan->settings, plan->setting_count);
	catalogue_free(&plan->catalogue);
	plan_command_free(plan);
	free(plan->worker);
}

/* Whether both set the same parameter of the same workload, or of all. */
static bool set_the_same(const struct setting *one, const struct setting *other)
{
	const char *a = one->workload, *b = other->workload;

	return strcmp(one->name, other->name) == 0 && !a == !b && (!a || strcmp(a, b) == 0);
}

/* Whether the last setting can stand beside those before. Returns 0 or EXIT_BAD_USE. */
static int check_set(const struct plan *plan, const char *text)
{
	const struct setting *last = &plan->settings[plan->setting_count - 1];

	if (strchr(last->value, ','))
		return complain("-p %s: one -p for each parameter, with one value", text);
	for (const struct setting *it = plan->settings; it < last; it++)
		if (set_the_same(it, last))
			return complain("-p %s: %s is given twice", text, last->name);
	return 0;
}

int plan_set(struct plan *plan, const char *text)
{
	int result;

	if (plan->setting_count == PLAN_SETTINGS)
		return complain("more than %d settings", PLAN_SETTINGS);
	result = setting_parse(text, &plan->settings[plan->setting_count]);
	plan->setting_count++; /* also after an error: it owns its words */
	return result ? result : check_set(plan, text);
}

int plan_add(struct plan *plan, const char *workload, const char *contestants,
	     const char *settings, bool lenient)
{
	struct lineup_rules rules = {&plan->catalogue, plan->settings, plan->setting_count,
				     workload, lenient};
	struct lineup *lineup;
	int result;

	if (plan->count == PLAN_DUETS)
		return complain("more than %d duets in a run", PLAN_DUETS);
	result = lineup_make(&rules, contestants, settings, &lineup);
	if (!lineup)
		return result;
	plan->duets[plan->count] = (struct duet_plan){.contestants = lineup->plans,
						      .contestant_count = lineup->count,
						      .weight = NAMED_WEIGHT};
	plan->lineups[plan->count++] = lineup;
	return 0;
}

bool plan_sets(const struct plan *plan, const char *workload, const char *name)
{
	for (size_t i = 0; i < plan->setting_count; i++)
		if (setting_is_of(&plan->settings[i], workload) &&
		    strcmp(plan->settings[i].name, name) == 0)
			return true;
	return false;
}

/* Whether `-p` sets what the profile's row sets; then the row would repeat another. */
static bool overridden(const struct plan *plan, const struct profile_duet *row)
{
	struct setting own[LINEUP_SETTINGS];
	bool found = false;
	size_t count;

	settings_parse(row->settings, own, LINEUP_SETTINGS, &count);
	for (size_t i = 0; i < count; i++)
		found = found || plan_sets(plan, row->workload, own[i].name);
	settings_free(own, count);
	return found;
}

/* Whether an earlier row asks the same, but on other cores. */
static bool asked_before(const struct profile *profile, const struct profile_duet *row)
{
	for (const struct profile_duet *other = profile->duets; other < row; other++)
		if (strcmp(other->workload, row->workload) == 0 &&
		    (other->settings == row->settings ||
		     (other->settings && row->settings &&
		      strcmp(other->settings, row->settings) == 0)))
			return true;
	return false;
}

/* Whether the peer plays the workload as the settings ask, and as those of a row do. */
static bool peer_plays(const struct plan *plan, const json_t *peer, const char *workload,
		       const char *row)
{
	struct setting own[LINEUP_SETTINGS];
	bool plays = true;
	size_t count;

	settings_parse(row, own, LINEUP_SETTINGS, &count);
	for (size_t i = 0; i < count; i++)
		plays = plays &&
			catalogue_plays_with(peer, workload, own[i].name, own[i].value);
	settings_free(own, count);
	for (size_t i = 0; plays && i < plan->setting_count; i++) {
		const struct setting *setting = &plan->settings[i];

		if (setting_is_of(setting, workload))
			plays = catalogue_plays_with(peer, workload, setting->name,
						     setting->value);
	}
	return plays;
}

/* Coroutines, threads, and those of the peers that can play what is asked for. */
static int add_usual(struct plan *plan, const char *workload, const char *peers,
		     const char *settings, bool lenient)
{
	char list[256] = USUAL_CONTESTANTS, names[128], *name, *rest = names;
	const json_t *description = catalogue_get(&plan->catalogue, NULL);

	if (!description)
		return EXIT_BAD_USE;
	snprintf(names, sizeof(names), "%s", peers ? peers : "");
	while ((name = strsep(&rest, ",")) && *name)
		if (peer_plays(plan, describe_runtime(description, name), workload,
			       settings))
			snprintf(list + strlen(list), sizeof(list) - strlen(list), ",%s",
				 name);
	return plan_add(plan, workload, list, settings, lenient);
}

/* Give the duet that was just added, if it was, what its row says of it. */
static void shape(struct plan *plan, size_t before, const struct profile_duet *row)
{
	for (size_t i = before; i < plan->count; i++) {
		plan->duets[i].cores = row->cores;
		plan->duets[i].weight = row->weight;
		plan->duets[i].metric = row->metric;
	}
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
		size_t before = plan->count;

		if (overridden(plan, row) ||
		    (plan->cores_chosen && asked_before(profile, row)))
			continue;
		result = contestants ? plan_add(plan, row->workload, contestants,
						row->settings, true)
				     : add_usual(plan, row->workload, row->peers,
						 row->settings, true);
		shape(plan, before, row);
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
	const json_t *workload = describe_entry(workloads, setting->workload);

	if (!workload)
		return catalogue_unknown(workloads, "workload", setting->workload,
					 "see: duet list workloads");
	if (!describe_entry(json_object_get(workload, "parameters"), setting->name))
		return catalogue_unknown_parameter(workload, setting->name);
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
		if (describe_entry(rows, setting->name))
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
	for (size_t i = 0; i < plan->count; i++) {
		lineup_shorten(plan->lineups[i]);
		plan->run.budget_ns += plan->duets[i].weight * profile->unit_ns;
	}
	plan->run.max_rounds = profile->max_rounds;
	return 0;
}
