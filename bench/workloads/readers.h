/* SPDX-License-Identifier: MIT */
/*
 * readers.h - reads shared out among tasks: what the workloads that read have in common.
 *
 * Their first two parameters are the number of tasks and whether each read is made by
 * asyncio.to_thread. One operation is one read; a slice's are numbered from 0, and what is read
 * follows from the number.
 */
#ifndef BENCH_WORKLOADS_READERS_H
#define BENCH_WORKLOADS_READERS_H

#include "bench/workloads/workload.h"

enum { READERS_TASKS, READERS_OFFLOAD }; /* places in the workload's table of parameters */

/*
 * Make read `number` of the slice, as the reader `reader` (from 0): blocks. One reader's reads are
 * made one after the other, different readers' perhaps at the same time. Adds to *sum what proves
 * the read, whoever makes it. Returns 0 or -errno.
 */
typedef int64_t readers_read(void *source, size_t reader, uint64_t number, uint64_t *sum);

struct readers;

/* Returns NULL: no memory. */
struct readers *readers_create(const struct setting *setting, readers_read *read,
			       void *source);
void readers_destroy(struct readers *readers);

/* Play a slice, as play of a player: every reader makes as many reads as the others. */
int64_t readers_play(struct readers *readers, int64_t operations, struct tally *tally);

/* Which of so many things a read is of, from 0: as if at random, but fixed by its number. */
int64_t readers_pick(uint64_t number, int64_t choices);

/* A number that tells one of these things from the others: what is read begins with it. */
uint64_t readers_mark(int64_t choice);

/* As bounds of a workload: a hundred reads a task, so that creating the tasks weighs little. */
void readers_bounds(const int64_t *parameters, int64_t *least, int64_t *most);

#endif
