/* SPDX-License-Identifier: MIT */
/* header.c - a run's header line. See header.h. */
#include "bench/cmd/header.h"

#include <string.h>

#include "bench/report/format.h"
#include "bench/run/describe.h"

/* Print the name unless it was printed for an earlier contestant. */
static void write_once(FILE *file, const struct plan *plan, size_t duet, size_t contestant,
		       bool workloads)
{
	const struct contestant *it = &plan->lineups[duet]->contestants[contestant];

	for (size_t i = 0; i <= duet; i++)
		for (size_t j = 0; j < plan->lineups[i]->count; j++) {
			const struct contestant *other = &plan->lineups[i]->contestants[j];

			if (other == it) {
				fprintf(file, "%s%s", duet || contestant ? ", " : "",
					workloads ? it->workload : it->label);
				return;
			}
			if (strcmp(workloads ? other->workload : other->label,
				   workloads ? it->workload : it->label) == 0)
				return;
		}
}

static void write_names(FILE *file, const struct plan *plan, bool workloads)
{
	for (size_t i = 0; i < plan->count; i++)
		for (size_t j = 0; j < plan->lineups[i]->count; j++)
			write_once(file, plan, i, j, workloads);
}

/* How pinned, by option or by what the workloads ask for. */
static const char *pinning(const struct options *options)
{
	struct plan *plan = options->plan;
	bool one = false, all = false;

	if (options->cores != CORES_BY_WORKLOAD)
		return options->cores == CORES_ONE ? "one core, pinned" : "all cores";
	for (size_t i = 0; i < plan->count; i++) {
		const struct contestant *first = &plan->lineups[i]->contestants[0];
		enum cores_choice cores = plan->duets[i].cores;
		const json_t *description = catalogue_get(&plan->catalogue, first->program);
		const json_t *workload = describe_workload(description, first->workload);

		if (cores == CORES_ALL ||
		    (cores == CORES_BY_WORKLOAD &&
		     strcmp(catalogue_string(workload, "cores"), "all") == 0))
			all = true;
		else
			one = true;
	}
	return one && all ? "pinned to one core where the question is a cost"
	       : all	  ? "all cores"
			  : "one core, pinned";
}

void header_write(FILE *file, const struct options *options)
{
	const struct plan *plan = options->plan;

	fputs("duet  ", file);
	write_names(file, plan, true);
	if (*plan->swept)
		fprintf(file, " over %s", plan->swept);
	fputs("  ·  ", file);
	write_names(file, plan, false);
	fprintf(file, "  ·  %s  ·  ", pinning(options));
	if (*plan->swept)
		fprintf(file, "%zu duet%s, ", plan->count, plan->count == 1 ? "" : "s");
	if (options->rounds)
		fprintf(file, "%s rounds%s\n", format_count(options->rounds).text,
			*plan->swept ? " each" : "");
	else
		fprintf(file, "about %s\n",
			format_duration((double)plan->run.budget_ns / 1e9).text);
	fflush(file);
}
