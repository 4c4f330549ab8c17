/* SPDX-License-Identifier: MIT */
/* folder.h - files put in their place whole, and bytes written to the end. Knows no records. */
#ifndef BENCH_STORE_FOLDER_H
#define BENCH_STORE_FOLDER_H

#include <stddef.h>

/* Make the directory and its parents. Returns 0, also when it is there already, or -errno. */
int folder_make(const char *path);

/* The same of one that is new: -EEXIST when it is there already. */
int folder_make_new(const char *path);

#define FOLDER_NAMES_TRIED 100 /* of one second, before that is given up */

/*
 * What a folder of now is called: "results/2026-11-24-142301" with the prefix before the day, and
 * with "-2" and so on from the second attempt on. To be freed; NULL: no memory.
 */
char *folder_dated(const char *prefix, int attempt);

/*
 * Write the text to `name` in the open directory: into a temporary file, which is synced and
 * then takes the name, so that a reader sees the old or the new text. Returns 0 or -errno.
 */
int folder_write_whole(int directory, const char *name, const char *text, size_t bytes);

/* The same in the directory of that path. */
int folder_put(const char *path, const char *name, const char *text, size_t bytes);

/*
 * Put the text in the place of a file that is there, whose mode is kept; what a link leads to is
 * replaced, not the link. A reader sees the old or the new text. Returns 0 or -errno.
 */
int folder_replace(const char *path, const char *text, size_t bytes);

/*
 * Append the text by one write(2). Returns 0 or -errno; -ENOSPC also when only a part of it
 * could be written, which is then taken off again.
 */
int folder_append(int fd, const char *text, size_t bytes);

#endif
