/* SPDX-License-Identifier: MIT */
/* trend_select.c - what of a history is asked for. See trend_select.h. */
#include "bench/report/trend_select.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/report/row.h"

/* A choice that a ratio turned around is; as it is otherwise. */
static struct trend_choice choice_of(const struct history_entry *entry, bool turned)
{
	struct estimate estimate = {entry->value, entry->low, entry->high,
				    (size_t)entry->rounds};

	if (turned)
		return (struct trend_choice){entry, entry->over, entry->row,
					     estimate_inverse(&estimate)};
	return (struct trend_choice){entry, entry->row, entry->over, estimate};
}

/* Whether row and over are asked for; *turned: the other way round. */
static bool rows_match(const struct trend_options *options,
		       const struct history_entry *entry, bool *turned)
{
	const char *row = options->row ? options->row : "*";

	*turned = false;
	if (!options->over)
		return !*entry->over && row_matches(entry->row, row);
	if (!*entry->over)
		return false;
	if (row_matches(entry->over, options->over) && row_matches(entry->row, row))
		return true;
	*turned = row_matches(entry->row, options->over) && row_matches(entry->over, row) &&
		  entry->value > 0;
	return *turned;
}

static bool metric_matches(const struct trend_options *options,
			   const struct history_entry *entry)
{
	return options->metric ? strcmp(options->metric, entry->metric) == 0
			       : entry->judged;
}

static bool machine_matches(const struct trend_options *options,
			    const struct history *history,
			    const struct history_entry *entry)
{
	const char *machine = options->machine;

	if (!machine)
		return strcmp(entry->machine,
			      history->entries[history->count - 1].machine) == 0;
	return strcmp(machine, "all") == 0 ||
	       strncmp(entry->machine, machine, strlen(machine)) == 0;
}

/* Whether the entry is a point; if not for an interesting reason, that is counted. */
static bool is_chosen(const struct trend_options *options, const struct history *history,
		      const struct history_entry *entry, struct trend *trend, bool *turned)
{
	if (!rows_match(options, entry, turned) || !metric_matches(options, entry) ||
	    (options->revision && strcmp(options->revision, entry->revision) != 0))
		return false;
	if (!machine_matches(options, history, entry)) {
		trend->other_machines++;
		return false;
	}
	trend->doubtful += *entry->doubtful != 0;
	return !*entry->doubtful;
}

/* Seconds since the epoch; dates that cannot be read come first. */
static time_t time_of(const char *date)
{
	struct tm local = {0};
	const char *end = strptime(date, "%Y-%m-%dT%H:%M:%S%z", &local);
	long offset = local.tm_gmtoff;

	return end ? timegm(&local) - offset : 0;
}

/* What is of one time stays in the order of the file, in which the entries lie. */
static int by_date(const void *left, const void *right)
{
	const struct history_entry *a = ((const struct trend_choice *)left)->entry;
	const struct history_entry *b = ((const struct trend_choice *)right)->entry;
	time_t at = time_of(a->date), bt = time_of(b->date);

	if (at != bt)
		return at < bt ? -1 : 1;
	return (a > b) - (a < b);
}

/* The first two that rows of the history are over; NULL: there are not so many. */
static void name_overs(const struct history *history, const char *overs[2])
{
	overs[0] = overs[1] = NULL;
	for (size_t i = 0; i < history->count && !overs[1]; i++) {
		const char *over = history->entries[i].over;

		if (*over && (!overs[0] || strcmp(overs[0], over) != 0))
			overs[overs[0] != NULL] = over;
	}
}

static bool has_ratios_alone(const struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		if (!*history->entries[i].over)
			return false;
	return true;
}

/* Gates add nothing else: costs are not in it, whichever options are given. */
static int nothing_but_ratios(const struct history *history, struct problem *problem)
{
	const char *overs[2];

	name_overs(history, overs);
	problem_set(problem, -ENOENT,
		    "the history has ratios only, over %.100s%s%.100s, and no costs",
		    overs[0], overs[1] ? ", over " : "", overs[1] ? overs[1] : "");
	problem_remedy(problem, "show them: --over='*'");
	return -ENOENT;
}

static int nothing(const struct history *history, const struct trend_options *options,
		   const struct trend *trend, struct problem *problem)
{
	if (!options->over && has_ratios_alone(history))
		return nothing_but_ratios(history, problem);
	problem_set(problem, -ENOENT,
		    "nothing in the history is asked for: row %s%s%s%s%s%s%s",
		    options->row ? options->row : "*", options->metric ? ", metric " : "",
		    options->metric ? options->metric : "", options->over ? ", over " : "",
		    options->over ? options->over : "", options->revision ? ", at " : "",
		    options->revision ? options->revision : "");
	if (trend->other_machines)
		problem_remedy(problem, "other machines have it: --machine=all");
	else if (trend->doubtful)
		problem_remedy(problem, "what there is was not to be trusted");
	else
		problem_remedy(problem, "duet trend without options shows what there is");
	return -ENOENT;
}

int trend_select(const struct history *history, const struct trend_options *options,
		 struct trend_choices *choices, struct trend *trend,
		 struct problem *problem)
{
	bool turned;

	*choices = (struct trend_choices){0};
	if (!history->count)
		return problem_set(problem, -ENOENT, "the history is empty");
	choices->all = calloc(history->count, sizeof(*choices->all));
	if (!choices->all)
		return problem_set(problem, -ENOMEM, "out of memory");
	for (size_t i = 0; i < history->count; i++)
		if (is_chosen(options, history, &history->entries[i], trend, &turned))
			choices->all[choices->count++] =
				choice_of(&history->entries[i], turned);
	if (!choices->count) {
		free(choices->all);
		return nothing(history, options, trend, problem);
	}
	qsort(choices->all, choices->count, sizeof(*choices->all), by_date);
	return 0;
}
