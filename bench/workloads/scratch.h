/* SPDX-License-Identifier: MIT */
/*
 * scratch.h - a fresh folder for the files of a workload, below TMPDIR or, without it, /tmp.
 *
 * All of it blocks: prepare and finish alone call it.
 */
#ifndef BENCH_WORKLOADS_SCRATCH_H
#define BENCH_WORKLOADS_SCRATCH_H

#include <stddef.h>
#include <stdint.h>

#define SCRATCH_PATH 4096 /* bytes of a path, the end's included */

struct scratch {
	char path[SCRATCH_PATH]; /* of the folder; "" when there is none */
	int folder;		 /* a descriptor of it, which openat(2) takes */
};

/*
 * Make and open it. Returns 0; -ENAMETOOLONG; or as mkdtemp(3) and open(2): -ENOENT, -EACCES,
 * -ENOSPC and the like, and then there is none.
 */
int64_t scratch_create(struct scratch *scratch);

/* Write a new file of that name in it. Returns 0, or as openat(2) and write(2). */
int64_t scratch_write(const struct scratch *scratch, const char *name, const void *bytes,
		      size_t size);

/* Remove it with the files that are in it, if there is one. */
void scratch_remove(struct scratch *scratch);

#endif
