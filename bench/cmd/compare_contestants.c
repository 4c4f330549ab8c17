/* SPDX-License-Identifier: MIT */
/* compare_contestants.c - two contestants, A ÷ B. See compare_contestants.h. */
#include "bench/cmd/compare_contestants.h"

#include <math.h>
#include <stdio.h>

#include "bench/cmd/command.h"
#include "bench/cmd/play.h"
#include "bench/report/duet.h"
#include "bench/report/format.h"
#include "bench/report/warnings.h"

/* One line a duet: A ÷ B, and whether that is at most what was asked. Returns an exit code. */
static int judge(FILE *file, const struct compare_options *options,
		 const struct duet_summary *duet)
{
	const struct contestant_summary *a = duet->contestants, *b = duet_base(duet);
	struct estimate ratio = a == b ? (struct estimate){0} : *summary_ratio(duet, a);
	bool within;

	if (!ratio.rounds) {
		fprintf(file, "A ÷ B: not measured\n");
		return EXIT_FAILED;
	}
	fprintf(file, "A ÷ B = %s ÷ %s: %s%s, %s (", a->record->label, b->record->label,
		verdict_of(&ratio) == VERDICT_UNCLEAR ? "~ " : "",
		isfinite(ratio.low)
			? format_interval(ratio.value, ratio.low, ratio.high).text
			: format_number(ratio.value).text,
		duet_metric_words(duet));
	if (duet_is_mixed(duet))
		fputs("an operation of each; the work is not the same)\n", file);
	else
		fprintf(file, "below 1: %s costs less)\n", a->record->label);
	if (!options->at_most)
		return EXIT_DONE;
	within = ratio.high <= options->at_most; /* false for NaN */
	fprintf(file, "%s: A ÷ B is %sat most %s\n", within ? "PASS" : "FAIL",
		within ? "" : "not surely ", format_number(options->at_most).text);
	return within ? EXIT_DONE : EXIT_FAILED;
}

/* Have every ratio told as A ÷ B. */
static void turn(const struct summary *summary)
{
	for (size_t i = 0; i < summary->count; i++)
		if (duet_rival(&summary->duets[i]))
			summary_rebase(summary, &summary->duets[i], 1);
}

static int show(const void *asked, const char *folder)
{
	const struct compare_options *options = asked;
	FILE *file = options->common.json ? stderr : stdout;
	bool strict = options->common.plan->run.strict;
	struct played played;
	int code = played_read(folder, true, &played);

	if (code)
		return code;
	if (options->common.json)
		played_print_json(&played);
	turn(&played.summary);
	if (!options->common.json)
		code = played_print(&played);
	fputc('\n', file);
	for (size_t i = 0; i < played.summary.count; i++) {
		const struct duet_summary *duet = &played.summary.duets[i];

		if (judge(file, options, duet) || (strict && control_failed(duet)))
			code = EXIT_FAILED;
	}
	played_print_place(file, folder);
	if (!code)
		code = played.unsaved;
	played_free(&played);
	return code;
}

/* One who is missing was left out. Returns 0 or EXIT_BAD_USE. */
static int add_pair(struct plan *plan, const char *workload, const char *list)
{
	int code = plan_add(plan, workload, list, NULL, false);

	if (code)
		return code;
	return plan->lineups[plan->count - 1]->count == 2 ? 0 : EXIT_BAD_USE;
}

static int make_plan(struct compare_options *options)
{
	struct plan *plan = options->common.plan;
	char list[1024];
	int code = 0;

	if (snprintf(list, sizeof(list), "%s,%s", options->sides[0], options->sides[1]) >=
	    (int)sizeof(list))
		return complain("the contestants' names are too long");
	if (!options->workload_count)
		code = add_pair(plan, NULL, list);
	for (size_t i = 0; i < options->workload_count && !code; i++)
		code = add_pair(plan, options->workloads[i], list);
	if (!code)
		code = options_finish(&options->common);
	return code;
}

int compare_contestants(struct compare_options *options)
{
	int code = make_plan(options);

	if (code)
		return code;
	options->common.turned = true;
	return play_and_show(&options->common, show, options);
}
