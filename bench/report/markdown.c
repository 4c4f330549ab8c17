/* SPDX-License-Identifier: MIT */
/* markdown.c - a run as a document. See markdown.h. */
#include "bench/report/markdown.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/advice.h"
#include "bench/report/client_tables.h"
#include "bench/report/commands.h"
#include "bench/report/describe.h"
#include "bench/report/duet.h"
#include "bench/report/family_report.h"
#include "bench/report/harness.h"
#include "bench/report/latency.h"
#include "bench/report/repeat.h"
#include "bench/report/warning_list.h"
#include "bench/report/warnings.h"
#include "bench/store/folder.h"

static const char method[] =
	"## How it was measured\n\n"
	"A worker process plays a contestant. Within a **round**, "
	"the workers of a duet are fresh processes that take "
	"turns in slices, in a balanced random order; the first "
	"slices are thrown away, and a round's number is the mean "
	"of the fastest quarter of the others, since noise only "
	"ever adds time. Over the rounds, which are what is "
	"independent, a value is the 20 % trimmed mean of their "
	"logarithms, and a ratio that of the logarithms of the "
	"rounds' own ratios; intervals are Yuen's, at 95 %. The "
	"number of rounds was fixed before a duet started. Before "
	"any slice, every contestant did a fixed number of "
	"operations, and the checksums of those who play the same "
	"workload with the same parameters agreed. Memory is no matter of slices: a "
	"round's number is the slope of a line through processes "
	"that hold different numbers of tasks. Unless it was left out, the first "
	"contestant was played once more against itself, the A/A "
	"control: what it shows is noise. A ratio whose interval "
	"spans 1 is marked ~: no difference was found, which does "
	"not mean that there is none. A **crossover** is told as the values it lies "
	"between, whatever the ratio does there: from the last value at which the "
	"loser surely cost less (\"≤ 1\": at none, so that it may lie below all values, "
	"too) to the first from which on the winner surely does at every value. Each "
	"value's interval is one of 95 %, so that of m values an end is wrong in up to "
	"m × 2.5 % of all runs, and where costs are equal at the last value a crossover "
	"is claimed in 2.5 %. Latencies are in histograms with an error "
	"below 1 %. In a closed loop each connection asks again once it is "
	"answered, and they are those of that load alone. In an open loop requests "
	"are due at set times, and they count from these times, whenever a "
	"request was sent; \"sent\" counts from the sending and leaves out what the "
	"server kept from being sent, \"lag\" is how late the client itself was. "
	"Values of different runs drift with what else the machine does; ratios within a "
	"run are steadier, but an interval covers this run's rounds, not another day's "
	"load.\n\n";

static void write_warning(void *context, const char *text, const char *remedy)
{
	fprintf(context, "> **Warning:** %s.%s%s%s\n>\n", text, *remedy ? " Remedy: " : "",
		remedy, *remedy ? "." : "");
}

static void write_figure(FILE *file, const struct figure *figure, const char *words)
{
	if (figure->drawn)
		fprintf(file, "![%s](figures/%s.svg)\n\n", words, figure->name);
}

static void write_repeat(FILE *file, const struct summary *summary,
			 const struct duet_summary *duet)
{
	fputs("Repeat it:\n\n```\n", file);
	repeat_write(file, summary, duet);
	fputs("\n```\n\n", file);
}

static int write_client_tables(FILE *file, const struct duet_summary *duet)
{
	struct client_table tables[CLIENT_TABLES];
	int result = client_tables_make(duet, tables);

	for (size_t i = 0; i < CLIENT_TABLES && tables[i].table && result == 0; i++) {
		fprintf(file, "%s:\n\n", tables[i].title);
		result = table_write_markdown(tables[i].table, file);
		fprintf(file, "\n%s%s", tables[i].note, *tables[i].note ? "\n\n" : "");
	}
	client_tables_free(tables);
	return result;
}

static int write_extra(FILE *file, const char *title, const struct table *table)
{
	int result;

	if (!table)
		return 0;
	fprintf(file, "%s:\n\n", title);
	result = table_write_markdown(table, file);
	fputc('\n', file);
	return result;
}

/* What an operation cost, and what a client saw. */
static int write_tables(FILE *file, const struct duet_summary *duet)
{
	struct table *costs = duet_cost_table(duet, true);
	struct table *lateness = duet_lateness_table(duet);
	struct table *counts = duet_count_table(duet);
	int result = costs ? 0 : -ENOMEM;

	fprintf(file, "%s of %s in %s, lower is better; %zu round%s, %s. %s\n\n",
		duet_metric_heading(duet), duet_operation(duet), duet_unit(duet).name,
		duet->rounds, duet->rounds == 1 ? "" : "s", duet_pinning_words(duet),
		duet->metric == MEASURE_MEMORY
			? "It is the slope over the numbers of the figure, a process for "
			  "each: resident memory and page tables of the process. The "
			  "kernel's share, its stacks and objects, is read off the whole "
			  "machine and not part of it."
			: "Waits and preemptions are context switches an operation "
			  "(voluntary, involuntary).");
	if (result == 0)
		result = table_write_markdown(costs, file);
	fputc('\n', file);
	if (result == 0)
		result = write_client_tables(file, duet);
	if (result == 0)
		result = write_extra(file, "What was counted, an operation", counts);
	if (result == 0)
		result = write_extra(file, "How late each was woken", lateness);
	table_free(costs);
	table_free(counts);
	table_free(lateness);
	return result;
}

static int write_measured(FILE *file, const struct summary *summary,
			  const struct duet_summary *duet,
			  const struct duet_figures *figures)
{
	int result;

	duet_write_sentence(file, duet, "**");
	latency_write_sentence(file, summary, duet, "**");
	if (duet_rival(duet))
		fputs("\n\n", file);
	result = write_tables(file, duet);
	write_figure(file, &figures->cost, "What an operation costs each contestant");
	write_figure(file, &figures->latency, "How long a client waits");
	write_figure(file, &figures->memory, "Memory a task over the number of tasks");
	if (duet->control) {
		duet_write_control(file, duet);
		fputs(".\n\n", file);
	}
	write_figure(file, &figures->rounds, "Round by round, with the A/A control");
	return result;
}

static int write_duet(FILE *file, const struct summary *summary,
		      const struct duet_summary *duet, const struct duet_figures *figures,
		      size_t number)
{
	int result = 0;

	fprintf(file, "<a id=\"duet-%zu\"></a>\n\n## ", number);
	duet_write_name(file, duet);
	fprintf(file, "\n\n%s ", duet_question(duet));
	if (duet->record->state == DUET_FAILED)
		fprintf(file, "\n\n**Failed:** %s\n\n", duet->record->error);
	if (duet->rounds)
		result = write_measured(file, summary, duet, figures);
	else if (duet->record->state != DUET_FAILED)
		fputs("\n\n**No round was finished.**\n\n", file);
	fprintf(file, "*Not to be used for:* %s\n\n", duet->record->caution);
	write_repeat(file, summary, duet);
	return result;
}

static bool of_the_two(const struct summary *summary)
{
	for (size_t i = 0; i < summary->count; i++) {
		const struct duet_summary *duet = &summary->duets[i];
		const struct contestant_summary *rival = duet_rival(duet);

		if (!rival ||
		    strcmp(duet->contestants[0].record->label, "coroutines") != 0 ||
		    strcmp(rival->record->label, "threads") != 0)
			return false;
	}
	return true;
}

static int write_warnings(FILE *file, const struct summary *summary)
{
	int result;

	warnings_of_run(summary, write_warning, file);
	result = warning_list_write(file, summary);
	fputc('\n', file);
	return result;
}

/* The answer comes first, but that it is one of a part of the run must be seen before. */
static int write_top(FILE *file, const struct summary *summary,
		     const struct figures *figures)
{
	bool whole = summary->results->run.state == RUN_COMPLETE;
	int result = 0;

	fputs(of_the_two(summary) ? "# Threads or an event loop? This machine's answer\n\n"
				  : "# Contestants compared: this machine's answer\n\n",
	      file);
	if (!whole)
		result = write_warnings(file, summary);
	advice_write_answer(file, summary, &figures->families);
	if (!result)
		result = advice_write_table(file, summary, &figures->families);
	if (whole && !result)
		result = write_warnings(file, summary);
	write_figure(file, &figures->overview, "Every duet at a glance");
	if (*figures->missing)
		fprintf(file, "%s\n\n", figures->missing);
	return result;
}

static int write_bottom(FILE *file, const struct summary *summary)
{
	const struct run_record *run = &summary->results->run;
	int result;

	fputs(method, file);
	harness_write(file, run);
	fputs("## The machine\n\n", file);
	result = describe_machine_markdown(file, &summary->results->machine);
	fprintf(file,
		"\nStarted %s, %s long; duet %s; random seed %llu. The whole run again:\n\n"
		"```\n%s\n```\n",
		run->started, format_duration((double)run->elapsed_ns / 1e9).text,
		run->version, (unsigned long long)run->seed, run->command);
	return result;
}

/* The families that begin with this duet. */
static int write_families(FILE *file, const struct figures *figures, size_t duet)
{
	int result = 0;

	for (size_t i = 0; i < figures->families.count && result == 0; i++)
		if (figures->families.all[i].first == duet)
			result = family_write_markdown(file, &figures->families.all[i],
						       &figures->of_families[i], i + 1);
	return result;
}

static int write_all(FILE *file, const struct summary *summary,
		     const struct figures *figures)
{
	int result = write_top(file, summary, figures);

	for (size_t i = 0; i < summary->count && result == 0; i++) {
		result = write_families(file, figures, i);
		if (result == 0)
			result = write_duet(file, summary, &summary->duets[i],
					    &figures->duets[i], i + 1);
	}
	if (result == 0)
		result = commands_write_markdown(file, &summary->results->commands);
	return result ? result : write_bottom(file, summary);
}

int markdown_write(const struct summary *summary, const struct figures *figures,
		   struct problem *problem)
{
	const char *folder = summary->results->path;
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);
	int result = file ? write_all(file, summary, figures) : -ENOMEM;

	if (file && fclose(file) != 0)
		result = -ENOMEM;
	if (result == 0)
		result = folder_put(folder, "report.md", text, bytes);
	free(text);
	if (result < 0)
		problem_set(problem, result, "cannot write %s/report.md: %s", folder,
			    strerror(-result));
	return result;
}
