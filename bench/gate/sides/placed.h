/* SPDX-License-Identifier: MIT */
/*
 * placed.h - whether what a program loads depends on where its file lies.
 *
 * Two programs of the same bytes that name their libraries alike load the same files, unless a
 * name or a search path is relative to the program ($ORIGIN, ld.so(8)): then base and head
 * each find what was built beside them. What a script starts is known to it alone.
 */
#ifndef BENCH_GATE_SIDES_PLACED_H
#define BENCH_GATE_SIDES_PLACED_H

#include <stdbool.h>

/*
 * Whether another folder could make other code of the program, or nothing can be said of
 * that: it is no ELF file with sections, or cannot be read. Only what the program is linked
 * to is seen, not what it opens itself, by dlopen(3) and the like.
 */
bool placed_matters(const char *path);

/*
 * Whether both are one name in one folder, by whatever ways to it: then not even a script
 * can be two things. Two names of one file, as links are, do not do: started by another
 * name or from another folder it may start something else ($0).
 */
bool placed_alike(const char *a, const char *b);

/* Whether the files lie in one folder, links followed: $ORIGIN is the same for both. */
bool placed_together(const char *a, const char *b);

#endif
