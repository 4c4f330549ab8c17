/* SPDX-License-Identifier: MIT */
/* lineup.c - the contestants of one duet. See lineup.h. */
#include "bench/cmd/lineup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/missing.h"
#include "bench/cmd/program.h"
#include "bench/run/describe.h"

/* Whether the worker has both names, and the runtime does not play the workload. */
static bool does_not_play(struct catalogue *catalogue, const struct contestant *contestant)
{
	const json_t *description = catalogue_get(catalogue, contestant->program);
	const json_t *runtime = describe_runtime(description, contestant->runtime);

	return runtime && describe_workload(description, contestant->workload) &&
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

/* Whether the contestant's parameters go together. Returns 0 or EXIT_BAD_USE. */
static int check(const struct lineup_rules *rules, struct lineup *lineup,
		 const struct contestant *contestant)
{
	char why[128];

	if (contestant_is_fit(contestant, rules->catalogue, why, sizeof(why)))
		return 0;
	if (rules->lenient && lineup->own_count) {
		lineup->unfit = true;
		return 0;
	}
	return complain("%s: %s", contestant->workload, why);
}

/* Check the contestant and put it into the lineup, which takes it over. */
static int join(const struct lineup_rules *rules, struct lineup *lineup,
		struct contestant *contestant)
{
	struct contestant *own = &lineup->contestants[lineup->count];
	int result = contestant_settle(contestant, rules->catalogue, lineup->own,
				       lineup->own_count);

	if (result == 0)
		result = contestant_settle(contestant, rules->catalogue, rules->settings,
					   rules->setting_count);
	if (result == 0)
		result = check(rules, lineup, contestant);
	if (result)
		return result;
	make_unique(lineup, contestant);
	*own = *contestant;
	lineup->plans[lineup->count++] = (struct contestant_plan){
		.label = own->label,
		.worker = own->program,
		.told = own->found ? program_of(own->runtime)->name : NULL,
		.runtime = own->runtime,
		.workload = own->workload,
		.parameters = own->parameters,
		.parameter_count = own->parameter_count,
	};
	return 0;
}

static int add(const struct lineup_rules *rules, struct lineup *lineup, const char *text)
{
	struct contestant contestant;
	int result;

	if (lineup->count == LINEUP_CONTESTANTS)
		return complain("more than %d contestants in a duet", LINEUP_CONTESTANTS);
	result = contestant_parse(text, rules->workload, &contestant);
	if (result == 0 &&
	    (missing_tell(rules->catalogue, &contestant) ||
	     (rules->lenient && does_not_play(rules->catalogue, &contestant)))) {
		contestant_free(&contestant);
		return 0;
	}
	if (result == 0)
		result = join(rules, lineup, &contestant);
	if (result)
		contestant_free(&contestant);
	return result;
}

void lineup_free(struct lineup *lineup)
{
	if (!lineup)
		return;
	for (size_t i = 0; i < lineup->count; i++)
		contestant_free(&lineup->contestants[i]);
	settings_free(lineup->own, lineup->own_count);
	free(lineup);
}

int lineup_make(const struct lineup_rules *rules, const char *list, const char *settings,
		struct lineup **made)
{
	struct lineup *lineup = calloc(1, sizeof(*lineup));
	char *words = strdup(list), *rest = words, *text;
	int result;

	*made = NULL;
	if (!lineup || !words) {
		result = complain("out of memory");
		goto free_words;
	}
	result = settings_parse(settings, lineup->own, LINEUP_SETTINGS, &lineup->own_count);
	while (result == 0 && (text = strsep(&rest, ",")))
		result = add(rules, lineup, text);
	if (result == 0 && !lineup->count && !rules->lenient)
		result = EXIT_BAD_USE; /* everybody is missing, and that was said */
	if (result == 0 && lineup->count && !lineup->unfit) {
		*made = lineup;
		lineup = NULL;
	}
free_words:
	free(words);
	lineup_free(lineup);
	return result;
}

static bool play_alike(const struct contestant *one, const struct contestant *other)
{
	return strcmp(one->workload, other->workload) == 0 &&
	       named_values_equal(one->parameters, one->parameter_count, other->parameters,
				  other->parameter_count);
}

/* The place in a label behind the runtime's name, where "/WORKLOAD" or ":NAME=VALUE" begins. */
static char *behind_runtime(struct contestant *contestant)
{
	char *at = strrchr(contestant->label, '@');
	char *name = at ? at + 1 : contestant->label;

	return name + strcspn(name, "/:#");
}

void lineup_shorten(struct lineup *lineup)
{
	for (size_t i = 1; i < lineup->count; i++)
		if (!play_alike(&lineup->contestants[0], &lineup->contestants[i]))
			return;
	for (size_t i = 0; i < lineup->count; i++)
		*behind_runtime(&lineup->contestants[i]) = '\0';
	for (size_t i = lineup->count; i-- > 1;) {
		struct lineup before = {.count = i};

		memcpy(before.contestants, lineup->contestants,
		       i * sizeof(before.contestants[0]));
		make_unique(&before, &lineup->contestants[i]);
	}
}
