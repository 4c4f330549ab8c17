/* SPDX-License-Identifier: MIT */
/* catalogue.h - what the worker programs of a command say that they can play. */
#ifndef BENCH_CMD_CATALOGUE_H
#define BENCH_CMD_CATALOGUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define CATALOGUE_PROGRAMS 64
#define CATALOGUE_NAMES 64 /* of one kind, in messages */
#define CATALOGUE_MISSING 8

/* The descriptions that were asked for so far. Zeroed, it is empty. */
struct catalogue {
	struct {
		char *program;
		json_t *description;
	} entries[CATALOGUE_PROGRAMS];
	size_t count;
	char missing[CATALOGUE_MISSING][32]; /* runtimes that were said to be left out */
	size_t missing_count;
};

struct problem;

/*
 * The description of a worker program, asked for once (NULL: duet-worker beside this program, or
 * $DUET_WORKER). Borrowed from the catalogue, or NULL after having complained.
 */
const json_t *catalogue_get(struct catalogue *catalogue, const char *program);

/* The same without complaining: where it returns NULL, the problem says why. */
const json_t *catalogue_ask(struct catalogue *catalogue, const char *program,
			    struct problem *problem);

void catalogue_free(struct catalogue *catalogue);

/* Whether a runtime's entry says that it plays the workload. */
bool catalogue_plays(const json_t *runtime, const char *workload);

/*
 * Whether the runtime's entry lets it play the workload with that value of the parameter, which may
 * be NULL or no number: then others complain.
 */
bool catalogue_plays_with(const json_t *runtime, const char *workload,
			  const char *parameter, const char *value);

/* A string member; "" when it is missing. */
const char *catalogue_string(const json_t *object, const char *member);

/* Complain that an array of objects has none of that name. Returns EXIT_BAD_USE. */
int catalogue_unknown(const json_t *array, const char *kind, const char *name,
		      const char *see);

/* The same of a workload's entry that has no such parameter. */
int catalogue_unknown_parameter(const json_t *workload, const char *name);

#endif
