/* SPDX-License-Identifier: MIT */
/*
 * same.h - whether two programs are the same machine code, so that there is nothing to measure.
 *
 * Two ELF files are when what the kernel and the dynamic linker load of them is: every section that
 * is given memory, its address and its bytes, but for the build id, which also sums up what is not
 * loaded (debugging information, and by it the folder of the build). The libraries that they need
 * are named in such a section, and so are the same files, unless a name is relative to the program
 * (placed.h): then programs in two folders are never the same. Nor are two files of
 * anything else, as scripts, of which nobody knows what they start, nor one of these by two
 * names, which it may tell apart. What is in one folder by one name is the same as itself,
 * whatever it is.
 */
#ifndef BENCH_GATE_SIDES_SAME_H
#define BENCH_GATE_SIDES_SAME_H

#include <stddef.h>

#include "bench/store/problem.h"

/*
 * Compare two programs by their paths. Returns 1: the same, as what one name of one folder
 * is, which is not looked at; 0: not; or -errno, and the problem: one of two files cannot be
 * read (as open(2), fstat(2), mmap(2)), or -EBADMSG: it is a damaged ELF file.
 */
int same_program(const char *a, const char *b, struct problem *problem);

/* Compare two sets of programs, a[i] with b[i]: 1 when all `n` pairs are the same; else likewise. */
int same_set(const char *const *a, const char *const *b, size_t n, struct problem *problem);

/*
 * Go on with a fingerprint (bench/store/fingerprint.h) by what is loaded of a program: programs that are
 * the same change it alike. `without`, a section's name or NULL, is left out. Returns 0, or as
 * same_program.
 */
int same_fingerprint(const char *path, const char *without, char *text,
		     struct problem *problem);

#endif
