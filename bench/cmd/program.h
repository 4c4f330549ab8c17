/* SPDX-License-Identifier: MIT */
/*
 * program.h - worker programs besides duet-worker, found by the names of their runtimes alone:
 * `python-asyncio` needs no PROGRAM@ before it.
 */
#ifndef BENCH_CMD_PROGRAM_H
#define BENCH_CMD_PROGRAM_H

struct program {
	const char *prefix;   /* of its runtimes' names */
	const char *name;     /* as results tell it: its place is this machine's */
	const char *variable; /* of the environment, that names another one */
	/* Where it is, seen from this program: of a build in a checkout, and installed. */
	const char *places[2];
	const char *summary; /* what plays, for a list */
	const char *remedy;  /* where it cannot be started */
};

/* A row without a prefix ends it. */
extern const struct program programs[];

/* The one that plays the runtime; NULL: duet-worker does. */
const struct program *program_of(const char *runtime);

/*
 * Where it is, a new string; NULL: no memory. Where it is in none of its places, the last of them;
 * whether it can be started is found out by starting it.
 */
char *program_path(const struct program *program);

#endif
