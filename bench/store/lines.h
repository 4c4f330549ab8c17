/* SPDX-License-Identifier: MIT */
/*
 * lines.h - a file of lines, each a JSON object, that grows at its end. A last line without its end
 * was cut short: it is left out, and taken off before the next is added. Knows no members.
 */
#ifndef BENCH_STORE_LINES_H
#define BENCH_STORE_LINES_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "bench/store/problem.h"

struct lines {
	json_t *documents; /* an array: of each whole line its object, in the order of the file */
	int64_t end;	   /* where the whole lines end, in bytes */
	bool torn;	   /* the last line was cut short and left out */
};

/*
 * Read the file. Returns 0; -ENOENT and the like; -EBADMSG: a line is no JSON object, and the problem
 * says which; -ENOMEM. Free it after success alone.
 */
int lines_read(const char *path, struct lines *lines, struct problem *problem);

/*
 * Whether it is a file that can be read to its end and added to. Returns 0, also of what is
 * not there or is a folder, which is told where it is opened; -ENOTSUP with the problem
 * filled in: a pipe or a device, which may never end. Waits for nobody.
 */
int lines_check(const char *path, struct problem *problem);

/* Zeros are left alone. */
void lines_free(struct lines *lines);

/*
 * Open the file to be added to by folder_append, made with its folder where it is missing, under
 * flock(2): whoever opens it so is alone until it is closed. Waits for another if `wait`. Returns a
 * descriptor; -EBUSY: another has it; or -errno of making, opening and locking, with the problem filled in.
 */
int lines_open(const char *path, bool wait, struct problem *problem);

/* Take off the torn end of what was read while it was open so. Returns 0 or -errno. */
int lines_cut(int fd, const struct lines *lines);

#endif
