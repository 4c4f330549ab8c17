/* SPDX-License-Identifier: MIT */
/* cells.c - the table of paths, and cells by words. See cells.h. */
#include "bench/gate/self_test/cells.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define EQUAL_TIMES 5

/* An operation has one pass of each: of a short one, each delayed pass stands for many. */
const struct self_test_path self_test_paths[SELF_TEST_PATHS] = {
	{"echo", "echo/coroutines:connections=8", 1, 400, false},
	{"hand-over", "switch/threads", 1, 100, false},
	{"spawn", "spawn/coroutines", 256, 256, true},
	{"switch", "switch/coroutines", 256, 128, true},
	{"system-call", "switch/raw-pipe", 1, 100, false},
};

/* What is played of a path. As slow as is tolerated either answer is right, and takes longest. */
static const struct {
	double size;
	enum self_test_kind kind;
	bool of_short_ones; /* alone: a second is too short for others */
} sizes[] = {
	{0.005, SELF_TEST_SLOWER, false}, {0.02, SELF_TEST_SLOWER, false},
	{0.03, SELF_TEST_SLOWER, false},  {0, SELF_TEST_QUICK, false},
	{0.01, SELF_TEST_QUICK, false},	  {0.01, SELF_TEST_HASTY, true},
};

/* ---- words ---- */

const char *const self_test_words[SELF_TEST_VOCABULARY] = {
	SELF_TEST_EQUAL_WORD, /* a sort of its own */
	"slower",
	"quick",
	"hasty",
	"echo",
	"hand-over",
	"spawn",
	"switch",
	"system-call",
	"0%",
	"0.5%",
	"1%",
	"2%",
	"3%",
};

/* Which of them are of a sort. */
struct sort {
	size_t first, end;
};

static const struct sort kinds = {1, 4}, paths = {4, 9},
			 percents = {9, SELF_TEST_VOCABULARY};

static bool is_among(const char *name, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(words[i], name))
			return true;
	return false;
}

static bool is_any_among(struct sort sort, const char *const *words, size_t count)
{
	for (size_t i = sort.first; i < sort.end; i++)
		if (is_among(self_test_words[i], words, count))
			return true;
	return false;
}

/* Whether the words mean this one of the sort: it is among them, or none of its sort is. */
static bool is_meant(struct sort sort, const char *name, const char *const *words,
		     size_t count)
{
	return is_among(name, words, count) || !is_any_among(sort, words, count);
}

static bool mean(const char *const *words, size_t count, const struct self_test_cell *cell)
{
	bool equal = is_among(SELF_TEST_EQUAL_WORD, words, count);
	char size[16];

	if (count == 0 || !cell->path)
		return count == 0 || equal;
	if (equal && count == 1)
		return false;
	snprintf(size, sizeof(size), "%g%%", 100 * cell->size);
	return is_meant(kinds, self_test_kind_names[cell->kind], words, count) &&
	       is_meant(paths, cell->path->name, words, count) &&
	       is_meant(percents, size, words, count);
}

/* ---- cells ---- */

static void add(struct self_test_cells *cells, struct self_test_cell cell,
		const char *const *words, size_t word_count)
{
	if (mean(words, word_count, &cell))
		cells->cells[cells->count++] = cell;
}

static void add_path(struct self_test_cells *cells, const struct self_test_path *path,
		     size_t gates, const char *const *words, size_t word_count)
{
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct self_test_cell cell = {.kind = sizes[i].kind,
					      .path = path,
					      .size = sizes[i].size,
					      .wanted = gates};

		if (path->is_short || !sizes[i].of_short_ones)
			add(cells, cell, words, word_count);
	}
}

int self_test_cells_choose(const char *const *words, size_t word_count, size_t gates,
			   struct self_test_cells *cells, const char **unknown)
{
	struct self_test_cell equal = {.kind = SELF_TEST_EQUAL,
				       .wanted = EQUAL_TIMES * gates};

	cells->count = 0;
	for (size_t i = 0; i < word_count; i++)
		if (!is_among(words[i], self_test_words, SELF_TEST_VOCABULARY)) {
			*unknown = words[i];
			return -EINVAL;
		}
	add(cells, equal, words, word_count);
	for (size_t i = 0; i < SELF_TEST_PATHS; i++)
		add_path(cells, &self_test_paths[i], gates, words, word_count);
	return 0;
}

bool self_test_cell_has(const struct self_test_cell *cell, const char *code,
			const struct self_test_outcome *outcome)
{
	return outcome->kind == cell->kind && outcome->verdict != GATE_UNMEASURED &&
	       !strcmp(outcome->path, cell->path ? cell->path->name : "") &&
	       fabs(outcome->size - cell->size) < 1e-6 && !strcmp(outcome->code, code);
}

void self_test_cells_count(struct self_test_cells *cells, const char *code,
			   const struct self_test_outcome *outcomes, size_t count)
{
	for (size_t i = 0; i < cells->count; i++) {
		struct self_test_cell *cell = &cells->cells[i];

		cell->done = 0;
		for (size_t j = 0; j < count; j++)
			cell->done += self_test_cell_has(cell, code, &outcomes[j]);
	}
}

size_t self_test_missing(const struct self_test_cell *cell)
{
	return cell->done < cell->wanted ? cell->wanted - cell->done : 0;
}

size_t self_test_cells_missing(const struct self_test_cells *cells)
{
	size_t missing = 0;

	for (size_t i = 0; i < cells->count; i++)
		missing += self_test_missing(&cells->cells[i]);
	return missing;
}

struct self_test_cell *self_test_cells_pick(struct self_test_cells *cells, size_t gate)
{
	for (size_t i = 0; i < cells->count; i++) {
		size_t missing = self_test_missing(&cells->cells[i]);

		if (gate < missing)
			return &cells->cells[i];
		gate -= missing;
	}
	return NULL;
}
