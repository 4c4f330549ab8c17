/* SPDX-License-Identifier: MIT */
/* gates.c - gates made by hand. See gates.h. */
#include "gates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct gate_ratio made_ratio(double change, double half, double confidence)
{
	return (struct gate_ratio){{.value = 1 + change / 100,
				    .low = 1 + (change - half) / 100,
				    .high = 1 + (change + half) / 100,
				    .rounds = 48},
				   confidence};
}

struct gate_row gate_made_row(const char *name, enum gate_verdict verdict, double change,
			      double half)
{
	return (struct gate_row){
		.name = name,
		.metric = "wall",
		.tolerance = 0.01,
		.margin = 0.01,
		.base = 10.4,
		.head = 10.4 * (1 + change / 100),
		.unit = "ns",
		.stage = verdict == GATE_FAIL ? GATE_CONFIRMED : GATE_FIRST,
		.decisive = made_ratio(change, half, 0.96),
		.first = made_ratio(change, 2 * half, 0.96),
		.control = made_ratio(0.05, 0.3, 0.96),
		.layouts = 24,
		.rounds_needed = NAN,
		.seconds_needed = NAN,
		.verdict = verdict,
		.reason = "",
		.waiver = "",
	};
}

struct gate_record gate_made(struct gate_row *rows, size_t count)
{
	return (struct gate_record){
		.base = "main (3f2c1a9)",
		.head = "working tree",
		.command = "scripts/gate main",
		.version = "0.1.0",
		.started = "2026-11-28T09:06:31+0000",
		.folder = "results/gate-2026-11-28",
		.elapsed_ns = INT64_C(31400000000),
		.measured_ns = INT64_C(29100000000),
		.budget_ns = INT64_C(60000000000),
		.layouts = 24,
		.verdict = gate_sum_up(rows, count),
		.reason = "",
		.rows = rows,
		.row_count = count,
	};
}

struct gate_record gate_made_twelve(struct gate_row *rows)
{
	static const char *const names[GATE_ROWS] = {
		"echo/threads",	     "handoff/threads",	 "sleepers/coroutines",
		"switch/coroutines", "spawn/coroutines", "spawn/threads",
		"yield/coroutines",  "yield/threads",	 "switch/threads",
		"echo/coroutines",   "switch/raw",	 "switch/boost",
	};

	for (size_t i = 0; i < GATE_ROWS; i++)
		rows[i] = gate_made_row(names[i], GATE_PASS, 0.1, 0.4);
	rows[1] = gate_made_row(names[1], GATE_INCONCLUSIVE, 0.6, 1);
	rows[1].seconds_needed = 39.2;
	rows[2] = gate_made_row(names[2], GATE_PASS, -2, 0.3);
	rows[3] = gate_made_row(names[3], GATE_FAIL, 2.4, 0.3);
	return gate_made(rows, GATE_ROWS);
}

char *gate_written(gate_writer *write, const struct gate_record *record)
{
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	assert_non_null(file);
	assert_int_equal(write(file, record), 0);
	assert_int_equal(fclose(file), 0);
	return text;
}

void assert_has(const char *text, const char *words)
{
	if (!strstr(text, words))
		fail_msg("\"%s\" is not in:\n%s", words, text);
}

void assert_lacks(const char *text, const char *words)
{
	if (strstr(text, words))
		fail_msg("\"%s\" is in:\n%s", words, text);
}
