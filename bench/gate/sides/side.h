/* SPDX-License-Identifier: MIT */
/*
 * side.h - one side of a gate: the base or the head, as one program or as a folder of it linked in
 * several layouts. A folder counted/ in that holds it linked once more, dynamically: layouts are
 * static, which start faster, and a static program does not heed the clock that is preloaded
 * while instructions are counted.
 */
#ifndef BENCH_GATE_SIDES_SIDE_H
#define BENCH_GATE_SIDES_SIDE_H

#include <stddef.h>

#include "bench/store/problem.h"

struct gate_side {
	const char *path; /* as it was given; borrowed */
	char **programs;  /* in the order of their names, NULL at the end */
	size_t count;	  /* of them: the layouts, at least 1 */
	char *counted;	  /* the program in counted/; NULL: there is none */
};

/*
 * Find the programs at `path`: itself, or, of a folder, every executable file in it; their names may
 * differ in numbers alone. Returns 0; -ENOENT: nothing is there, -ENOEXEC: nothing that can be run,
 * -EINVAL: programs of other names, -ENOMEM and the errors of reading a folder, with the problem
 * filled in.
 */
int gate_side_open(const char *path, struct gate_side *side, struct problem *problem);
void gate_side_close(struct gate_side *side);

/*
 * The program of a side whose work is counted: the one in counted/ where both have it, and else
 * the first layout. `other` is the side that it is compared with.
 */
const char *gate_side_counted(const struct gate_side *side, const struct gate_side *other);

/*
 * Whether the layouts of the two sides are pairs: as many, of equal names. Returns 0, or -EINVAL
 * with the problem filled in.
 */
int gate_sides_match(const struct gate_side *base, const struct gate_side *head,
		     struct problem *problem);

#endif
