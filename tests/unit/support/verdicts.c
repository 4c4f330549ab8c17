/* SPDX-License-Identifier: MIT */
/* verdicts.c - rounds from fixed seeds, and claims judged by a table. See verdicts.h. */
#include "verdicts.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "noise.h"

struct moved moved_together(void)
{
	struct moved moved;
	uint64_t random = 1;

	for (size_t r = 0; r < ROUNDS; r++) {
		moved.b[r] = 100 * exp(2 * log(2) * noise_normal(&random));
		moved.a[r] = 10 * moved.b[r] * exp(0.01 * noise_normal(&random));
	}
	return moved;
}

void assert_verdict(const char *text, const struct answers_table *table,
		    enum predicate_truth expected)
{
	enum predicate_truth verdict = answers_judge(text, table, 0.05);

	if (verdict != expected)
		fail_msg("%s is %d, not %d", text, (int)verdict, (int)expected);
}

double p_of(const char *text, const struct answers_table *table)
{
	struct predicate_result result = answers_of(text, table);
	double p = predicate_p(&result);

	predicate_result_free(&result);
	return p;
}

bool near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fabs(b);
}
