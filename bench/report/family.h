/* SPDX-License-Identifier: MIT */
/*
 * family.h - the duets of a run that differ in one parameter alone, in the order of its values.
 *
 * They play the same workload on the same cores, are judged by the same metric, and the same two
 * stand against each other in them; further contestants may be in some only. A duet may belong to
 * several families, one a parameter. All is derived from the results: it does not matter whether a
 * sweep or the rows of a profile made them.
 */
#ifndef BENCH_REPORT_FAMILY_H
#define BENCH_REPORT_FAMILY_H

#include "bench/report/duet.h"
#include "bench/report/summary.h"
#include "bench/stats/crossover.h"

#define FAMILY_DUETS 64
#define FAMILY_LABELS 16

struct family {
	const struct summary *summary;
	const char *parameter;
	/* By the parameter's value, at least 1. */
	const struct duet_summary *duets[FAMILY_DUETS];
	size_t count; /* at least 2 */
	size_t first; /* the index in the run of that which was played first */
};

struct families {
	struct family *all; /* in the order of their first duets */
	size_t count;
};

/* Find all of a run. Returns 0 or -ENOMEM. */
int families_find(const struct summary *summary, struct families *families);
void families_free(struct families *families);

/* The family over this parameter that the duet belongs to, or NULL. */
const struct family *families_of(const struct families *families,
				 const struct duet_summary *duet, const char *parameter);

/* The value of the parameter in the i-th duet. */
int64_t family_value(const struct family *family, size_t i);

/*
 * Who plays in any of the duets, without the controls, the base first: at most FAMILY_LABELS,
 * borrowed. Returns how many.
 */
size_t family_labels(const struct family *family, const char **labels);

/* The contestant of that label, or NULL. */
const struct contestant_summary *family_contestant(const struct duet_summary *duet,
						   const char *label);

/* How many of the duets are not to be trusted. */
size_t family_doubtful(const struct family *family);

/* Between which values which of the two begins to cost less; duets that are doubtful are left out. */
struct crossover family_crossover(const struct family *family);

/* "1 and 8", of one that crosses; a lower end that is open is "≤ 1", the least value used. */
struct text family_crossover_words(const struct crossover *crossover);

/* Whether clients ask in an open loop: then what they waited is told instead of their number. */
bool family_is_open(const struct family *family);

/* The unit of what they waited, the same for all values. */
struct unit family_latency_unit(const struct family *family);

/* "echo over connections", and what tells it from other families of the run. */
void family_write_name(FILE *file, const struct family *family);

/*
 * Who costs less, and between which values that begins; by how much at the largest value, and at
 * the last where the other did: a few sentences.
 */
void family_write_sentence(FILE *file, const struct family *family, const char *emphasis);

#endif
