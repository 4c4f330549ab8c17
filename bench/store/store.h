/* SPDX-License-Identifier: MIT */
/*
 * store.h - writing a results folder.
 *
 * Whole files are written beside their place, synced and renamed; the two logs (rounds.jsonl,
 * slices.jsonl) are appended by one write(2) a round. While a store is open its folder is
 * locked by flock(2): a folder whose state is "running" and that nobody has locked was left by
 * a conductor that died, and reads as partial.
 *
 * Every function returns 0 or -errno and then has filled in the problem. After -ENOSPC and the
 * like what was there is still there.
 */
#ifndef BENCH_STORE_STORE_H
#define BENCH_STORE_STORE_H

#include <jansson.h>

#include "bench/store/machine.h"
#include "bench/store/problem.h"
#include "bench/store/record.h"

struct store;

/*
 * Make the folder `path` (its parents too) and open it; NULL: results/<YYYY-MM-DD-HHMMSS>, with
 * "-2", "-3" ... when that is taken. -EEXIST: the folder exists and holds a run.
 */
int store_create(const char *path, struct store **store, struct problem *problem);

/* Where it is. The string lives as long as the store. */
const char *store_path(const struct store *store);

/* Write run.json or machine.json, whole; the logs are synced before a run is said to have ended. */
int store_write_run(struct store *store, const struct run_record *run,
		    struct problem *problem);
int store_write_machine(struct store *store, const struct machine *machine,
			struct problem *problem);

/* Append one round of a duet, all contestants: `count` lines, all or none. */
int store_append_rounds(struct store *store, const struct round_record *records,
			size_t count, struct problem *problem);

/* Append lines to slices.jsonl: an array of objects, a line each. The first call makes the file. */
int store_append_slices(struct store *store, const json_t *lines, struct problem *problem);

/* Sync the logs, unlock and close. The store is gone also when this fails. NULL is allowed. */
int store_close(struct store *store, struct problem *problem);

/*
 * Make the link "latest" beside the folder point to it, replacing an older link in one step. A
 * folder that is not inside a directory named "results" is left alone: returns 0. The conductor
 * calls it at the end, once there is something to read.
 */
int store_point_latest(const char *path, struct problem *problem);

/* Write any further document of a folder, such as summary.json: beside its place, then renamed. */
int store_write_document(const char *folder, const char *name, const json_t *document,
			 struct problem *problem);

#endif
