/* SPDX-License-Identifier: MIT */
/* describe.h - asks a worker program what it can play (`--describe`, docs/protocol.md). */
#ifndef BENCH_RUN_DESCRIBE_H
#define BENCH_RUN_DESCRIBE_H

#include <jansson.h>

#include "bench/store/machine.h"
#include "bench/store/problem.h"

/*
 * Run `program --describe` (after the words of the launcher, if not NULL) and read the object
 * that it prints, for at most 10 s. Returns 0 and a new reference; -ENOENT and the like when it
 * cannot be started, -ETIMEDOUT, -EBADMSG when it prints something else, -EINTR once stop_fd
 * (-1: none) is readable, which ends the program; the problem says so.
 */
int describe_worker(const char *const *launcher, const char *program, int stop_fd,
		    json_t **description, struct problem *problem);

/* The entry with that `name` in an array of objects; borrowed; NULL: not there. */
const json_t *describe_entry(const json_t *entries, const char *name);

/* The same of a description's workloads, or runtimes. */
const json_t *describe_workload(const json_t *description, const char *name);
const json_t *describe_runtime(const json_t *description, const char *name);

/* Note in the machine by what the program was built: "" where it, or NULL, does not say. */
void describe_build(const json_t *description, struct machine *machine);

/*
 * Where duet-worker is: $DUET_WORKER, or beside the running program. Returns a new string, or
 * NULL when there is no memory. Whether it exists is found out by starting it.
 */
char *default_worker(void);

/* The program of that name beside the running one, likewise a new string. */
char *program_beside(const char *name);

#endif
