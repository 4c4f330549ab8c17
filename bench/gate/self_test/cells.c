/* SPDX-License-Identifier: MIT */
/* cells.c - the table of paths, and cells by words. See cells.h. */
#include "bench/gate/self_test/cells.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define EQUAL_TIMES 5

/* An operation has one pass of each: of a short one, each delayed pass stands for many. */
const struct self_test_path self_test_paths[SELF_TEST_PATHS] = {
	{"echo", "echo/coroutines:connections=8", 1, 400},
	{"hand-over", "switch/threads", 1, 100},
	{"spawn", "spawn/coroutines", 256, 256},
	{"switch", "switch/coroutines", 256, 128},
	{"system-call", "switch/raw-pipe", 1, 100},
};

static const double slower_sizes[] = {0.005, 0.01, 0.02, 0.03};
static const double quick_sizes[] = {0, 0.01};

static void add(struct self_test_cells *cells, enum self_test_kind kind,
		const struct self_test_path *path, double size, size_t wanted)
{
	cells->cells[cells->count++] = (struct self_test_cell){
		.kind = kind, .path = path, .size = size, .wanted = wanted};
}

static void add_path(struct self_test_cells *cells, const struct self_test_path *path,
		     size_t gates)
{
	for (size_t i = 0; i < COUNT(slower_sizes); i++)
		add(cells, SELF_TEST_SLOWER, path, slower_sizes[i], gates);
	for (size_t i = 0; i < COUNT(quick_sizes); i++)
		add(cells, SELF_TEST_QUICK, path, quick_sizes[i], gates);
}

static bool is_named(const char *name, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(words[i], name))
			return true;
	return count == 0;
}

static bool is_known(const char *word)
{
	if (!strcmp(word, SELF_TEST_EQUAL_WORD))
		return true;
	for (size_t i = 0; i < SELF_TEST_PATHS; i++)
		if (!strcmp(word, self_test_paths[i].name))
			return true;
	return false;
}

int self_test_cells_choose(const char *const *words, size_t word_count, size_t gates,
			   struct self_test_cells *cells, const char **unknown)
{
	cells->count = 0;
	for (size_t i = 0; i < word_count; i++)
		if (!is_known(words[i])) {
			*unknown = words[i];
			return -EINVAL;
		}
	if (is_named(SELF_TEST_EQUAL_WORD, words, word_count))
		add(cells, SELF_TEST_EQUAL, NULL, 0, EQUAL_TIMES * gates);
	for (size_t i = 0; i < SELF_TEST_PATHS; i++)
		if (is_named(self_test_paths[i].name, words, word_count))
			add_path(cells, &self_test_paths[i], gates);
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
