/* SPDX-License-Identifier: MIT */
/*
 * cells.h - which gates of known truth are to be played, and how many of each. A cell is a
 * kind, a path and a size; its gates are alike but for their seeds.
 */
#ifndef BENCH_GATE_SELF_TEST_CELLS_H
#define BENCH_GATE_SELF_TEST_CELLS_H

#include "bench/gate/self_test/record.h"

#define SELF_TEST_PATHS 5
#define SELF_TEST_CELLS 48
#define SELF_TEST_VOCABULARY 14
#define SELF_TEST_EQUAL_WORD "A/A"

/* A place where a worker of make MODE=delay can be slowed down (tests/delay/delay.h), and a row that feels it. */
struct self_test_path {
	const char *name;
	const char *row; /* a pattern: the first row of the gate that matches */
	unsigned every;	 /* one pass in so many is delayed: a power of two */
	unsigned probe;	 /* by so many steps, some per cent of the row */
	bool is_short;	 /* a round of the row: a second has many */
};

/* In alphabetical order. */
extern const struct self_test_path self_test_paths[SELF_TEST_PATHS];

/* All words that choose cells. */
extern const char *const self_test_words[SELF_TEST_VOCABULARY];

struct self_test_cell {
	enum self_test_kind kind;
	const struct self_test_path *path; /* NULL: all rows, of equal programs */
	double size;			   /* relative */
	size_t wanted, done;		   /* gates */
};

struct self_test_cells {
	struct self_test_cell cells[SELF_TEST_CELLS];
	size_t count;
};

/*
 * All cells, or those that the words name: kinds ("A/A", "slower", "quick", "hasty"), paths, and sizes
 * ("2%"); of a sort that is not named, all. `gates` of each, five times as many of A/A, whose rate is
 * to be the least. Returns 0, or -EINVAL: *unknown is a word that is none of them.
 */
int self_test_cells_choose(const char *const *words, size_t word_count, size_t gates,
			   struct self_test_cells *cells, const char **unknown);

/* Whether the outcome is one of the cell, of this code; one that could not be measured is none. */
bool self_test_cell_has(const struct self_test_cell *cell, const char *code,
			const struct self_test_outcome *outcome);

/* Count what was done of each cell. */
void self_test_cells_count(struct self_test_cells *cells, const char *code,
			   const struct self_test_outcome *outcomes, size_t count);

/* How many gates of a cell, and of all, are missing. */
size_t self_test_missing(const struct self_test_cell *cell);
size_t self_test_cells_missing(const struct self_test_cells *cells);

/*
 * The cell of the how-manieth missing gate, counted through all cells, from 0: of a random number,
 * each missing gate is as likely to come next, so that what drifts meets all kinds alike.
 */
struct self_test_cell *self_test_cells_pick(struct self_test_cells *cells, size_t gate);

#endif
