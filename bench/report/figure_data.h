/* SPDX-License-Identifier: MIT */
/* figure_data.h - what is in each figure: its table, its script, and the words around it. */
#ifndef BENCH_REPORT_FIGURE_DATA_H
#define BENCH_REPORT_FIGURE_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "bench/report/family.h"
#include "bench/report/summary.h"

#define FIGURE_WORDS 7 /* besides the data and the output: title, labels ... */

struct figure_data {
	char name[96]; /* "01-switch-cost" */
	const char *script;
	char words[FIGURE_WORDS]
		  [256]; /* in the order of the script's arguments; "" ends them */
	char *text;	 /* the table, separated by tabs; to be freed; NULL: no memory */
	size_t rows;	 /* 0: nothing to show */
};

/* How many times the first contestant's cost the second's is, a row a duet. */
void figure_data_overview(const struct summary *summary, struct figure_data *data);

/* A duet's costs, a row a contestant. */
void figure_data_cost(const struct summary *summary, size_t index,
		      struct figure_data *data);

/* A driven duet's latencies: quantiles, a column a contestant. */
void figure_data_latency(const struct summary *summary, size_t index,
			 struct figure_data *data);

/* A duet's rounds in their order: the ratios to the first contestant, a column a contestant. */
void figure_data_rounds(const struct summary *summary, size_t index,
			struct figure_data *data);

/* A duet of memory: bytes a task over the number of tasks, a line a contestant. */
void figure_data_memory(const struct summary *summary, size_t index,
			struct figure_data *data);

/*
 * What a family's duets cost over its parameter, a line a contestant, with the crossover marked;
 * of a driven workload with the requests a second in a second panel, of an open loop with p99.
 */
void figure_data_family(const struct family *family, struct figure_data *data);

/* Whether the family is one of computing, split over tasks on all cores: then ... */
bool figure_is_speedup(const struct family *family);

/* ... how many times sooner it is done than one after the other, a line a contestant. */
void figure_data_speedup(const struct family *family, struct figure_data *data);

/*
 * What both are made of: the i-th value's label on the axis, or none where it would not be
 * legible, a contestant's line (words 3 and 4), the figure's name and its axis.
 */
void figure_write_tick(FILE *file, const struct family *family, size_t i);
void figure_name_line(struct figure_data *data, const struct family *family,
		      const char *label);
void figure_label_family(struct figure_data *data, const struct family *family);

/* "echo, 64 connections" and what is shown of it: a title in two lines. */
void figure_write_title(char *text, size_t size, const struct summary *summary, size_t duet,
			const char *what);

/* What all are made of. Start one: the file of its table, or NULL; bytes must live as long. */
FILE *figure_start(struct figure_data *data, size_t *bytes, const char *script);

/* Name it after the duet, whose number comes first, so that a folder lists in order. */
void figure_name(struct figure_data *data, const struct summary *summary, size_t duet,
		 const char *what);

/* A value and its interval in the unit, a tab before each; without one, the value alone. */
void figure_write_estimate(FILE *file, const struct estimate *estimate, double unit);

/* Append a word for gnuplot, which spaces part. */
void figure_append_word(char *words, size_t size, const char *word);

/* Count one more contestant: its style in this word, its name in the next. */
void figure_add_line(struct figure_data *data, size_t word, const struct duet_summary *duet,
		     const struct contestant_summary *contestant);

#endif
