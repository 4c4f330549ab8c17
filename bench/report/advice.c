/* SPDX-License-Identifier: MIT */
/* advice.c - what the numbers mean for the reader's own program: the answer. See advice.h. */
#include "bench/report/advice.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report/advice_words.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SENTENCES 3

/* What the answer is made from, the most telling first. */
static const char *const answers[] = {"echo",	"switch", "memory",
				      "matmul", "spawn",  "sleepers"};

/* "21.5 KiB"; what is lost in the noise of the whole machine is no number. */
static struct text held(const struct duet_summary *duet,
			const struct contestant_summary *contestant)
{
	double bytes = contestant->values[MEASURE_KERNEL].value;

	if (bytes < summary_value(duet, contestant)->value / 100)
		return (struct text){"next to nothing"};
	return duet_format_value(duet, bytes);
}

/* The kernel's share is no part of a process's memory, and much of a thread's. */
static void write_kernel(FILE *file, const struct duet_summary *duet)
{
	const struct contestant_summary *rival = duet_rival(duet),
					*first = duet->contestants;

	if (duet->metric == MEASURE_MEMORY && first->values[MEASURE_KERNEL].rounds)
		fprintf(file, " Besides, the kernel holds %s for each on %s and %s on %s.",
			held(duet, first).text, first->record->label,
			held(duet, rival).text, rival->record->label);
}

static void write_sentence(FILE *file, const struct duet_summary *duet)
{
	const struct contestant_summary *rival = duet_rival(duet),
					*first = duet->contestants;
	const struct estimate *ratio = summary_ratio(duet, rival);
	char why[256];

	advice_write_subject(file, duet);
	fprintf(file, " takes %s %s of %s and %s %s: ", first->record->label,
		duet_format_value(duet, summary_value(duet, first)->value).text,
		duet_metric_words(duet), rival->record->label,
		duet_format_value(duet, summary_value(duet, rival)->value).text);
	if (duet_is_doubtful(duet, why, sizeof(why))) {
		fprintf(file, "**not to be trusted**, %s.\n", why);
	} else if (verdict_of(ratio) == VERDICT_UNCLEAR) {
		fprintf(file, "~, no difference found (%s ×).\n",
			format_interval(ratio->value, ratio->low, ratio->high).text);
	} else {
		duet_write_need(file, duet, rival, "**");
		fputc('.', file);
		write_kernel(file, duet);
		fputc('\n', file);
	}
}

/* Where all connections are busy, from how many on does who win? */
static void write_crossover(FILE *file, const struct family *family)
{
	char *text = NULL;
	size_t bytes;
	FILE *memory = open_memstream(&text, &bytes);

	if (!memory)
		return;
	family_write_sentence(memory, family, "**");
	fclose(memory);
	if (text && *text) {
		fputs("For a server", file);
		advice_write_conditions(file, family->duets[0]);
		fprintf(file, ": %c%s\n", tolower((unsigned char)*text), text + 1);
	}
	free(text);
}

/* The greatest family of echo over connections, best one without a given pace; NULL: none. */
static const struct family *serving(const struct families *families)
{
	const struct family *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < families->count; i++) {
		const struct family *it = &families->all[i];
		size_t worth = it->count + 1000 * advice_is_plain(it->duets[0]);

		if (strcmp(it->duets[0]->record->workload, "echo") != 0 ||
		    strcmp(it->parameter, "connections") != 0 || worth <= most)
			continue;
		best = it;
		most = worth;
	}
	return best;
}

/* The last of a workload's duets; better one without a pace, and one on one core. */
static const struct duet_summary *telling(const struct summary *summary,
					  const char *workload)
{
	const struct duet_summary *best = NULL;
	int most = -1;

	for (size_t i = 0; i < summary->count; i++) {
		const struct duet_summary *it = &summary->duets[i];
		int worth = 2 * advice_is_plain(it) +
			    (!it->elsewhere || duet_is_on_one_core(it));

		if (strcmp(it->record->workload, workload) == 0 && advice_tells(it) &&
		    worth >= most) {
			best = it;
			most = worth;
		}
	}
	return best;
}

void advice_write_answer(FILE *file, const struct summary *summary,
			 const struct families *families)
{
	const struct family *family = serving(families);
	size_t written = 0;

	if (family) {
		write_crossover(file, family);
		written++;
	}
	for (size_t i = family ? 1 : 0; i < COUNT(answers) && written < SENTENCES; i++) {
		const struct duet_summary *duet = telling(summary, answers[i]);

		if (!duet)
			continue;
		write_sentence(file, duet);
		written++;
	}
	if (written)
		fputc('\n', file);
}
