/* SPDX-License-Identifier: MIT */
/* record.c - what the rows of a gate come to, and their order. See record.h. */
#include "bench/gate/record/record.h"

#include <math.h>
#include <stdlib.h>

const char *const gate_verdict_names[GATE_VERDICTS] = {
	[GATE_PASS] = "pass",
	[GATE_FAIL] = "fail",
	[GATE_INCONCLUSIVE] = "inconclusive",
	[GATE_WAIVED] = "waived",
	[GATE_NOT_COMPARABLE] = "not comparable",
	[GATE_UNMEASURED] = "unmeasured",
};

const char *const gate_stage_names[GATE_STAGES] = {
	[GATE_FIRST] = "first",
	[GATE_CONFIRMED] = "confirmed",
};

enum gate_verdict gate_sum_up(const struct gate_row *rows, size_t count)
{
	size_t found[GATE_VERDICTS] = {0};

	for (size_t i = 0; i < count; i++)
		found[rows[i].verdict]++;
	if (found[GATE_FAIL])
		return GATE_FAIL;
	if (found[GATE_UNMEASURED] || found[GATE_NOT_COMPARABLE] == count)
		return GATE_UNMEASURED;
	return found[GATE_INCONCLUSIVE] ? GATE_INCONCLUSIVE : GATE_PASS;
}

int gate_exit_code(const struct gate_record *record, int on_inconclusive)
{
	switch (record->verdict) {
	case GATE_PASS:
	case GATE_WAIVED:
		return 0;
	case GATE_FAIL:
		return 1;
	case GATE_INCONCLUSIVE:
		return on_inconclusive;
	default:
		return 2;
	}
}

bool gate_is_measured(const struct gate_ratio *ratio)
{
	return ratio->ratio.value > 0 && isfinite(ratio->ratio.value);
}

bool gate_row_gained(const struct gate_row *row)
{
	const struct estimate *ratio = &row->decisive.ratio;

	if (row->verdict != GATE_PASS || !gate_is_measured(&row->decisive))
		return false;
	if (row->counted && isnan(ratio->high))
		return ratio->value < 1;
	return ratio->high < 1 / (1 + row->tolerance);
}

/* Where a row of the verdict stands, from the top. */
static int rank(const struct gate_row *row)
{
	static const int ranks[GATE_VERDICTS] = {
		[GATE_FAIL] = 0,	 [GATE_UNMEASURED] = 1,	    [GATE_WAIVED] = 2,
		[GATE_INCONCLUSIVE] = 3, [GATE_NOT_COMPARABLE] = 4, [GATE_PASS] = 6,
	};

	return gate_row_gained(row) ? 5 : ranks[row->verdict];
}

/* What is unknown stands below what is known. */
static double loss(const struct gate_row *row)
{
	return gate_is_measured(&row->decisive) ? row->decisive.ratio.value : 0;
}

static int compare(const void *left, const void *right)
{
	const struct gate_row *a = *(const struct gate_row *const *)left;
	const struct gate_row *b = *(const struct gate_row *const *)right;

	if (rank(a) != rank(b))
		return rank(a) < rank(b) ? -1 : 1;
	if (loss(a) != loss(b))
		return loss(a) > loss(b) ? -1 : 1;
	return a < b ? -1 : a > b; /* both are in one array: as they were */
}

const struct gate_row **gate_order(const struct gate_record *record)
{
	const struct gate_row **rows = calloc(record->row_count + 1, sizeof(*rows));

	if (!rows)
		return NULL;
	for (size_t i = 0; i < record->row_count; i++)
		rows[i] = &record->rows[i];
	qsort(rows, record->row_count, sizeof(*rows), compare);
	return rows;
}

size_t gate_count(const struct gate_record *record, enum gate_verdict verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < record->row_count; i++)
		count += record->rows[i].verdict == verdict;
	return count;
}
