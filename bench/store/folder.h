/* SPDX-License-Identifier: MIT */
/* folder.h - files put in their place whole, and bytes written to the end. Knows no records. */
#ifndef BENCH_STORE_FOLDER_H
#define BENCH_STORE_FOLDER_H

#include <stddef.h>

/* Make the directory and its parents. Returns 0, also when it is there already, or -errno. */
int folder_make(const char *path);

/*
 * Write the text to `name` in the open directory: into a temporary file, which is synced and
 * then takes the name, so that a reader sees the old or the new text. Returns 0 or -errno.
 */
int folder_write_whole(int directory, const char *name, const char *text, size_t bytes);

/* The same in the directory of that path. */
int folder_put(const char *path, const char *name, const char *text, size_t bytes);

/*
 * Append the text by one write(2). Returns 0 or -errno; -ENOSPC also when only a part of it
 * could be written, which is then taken off again.
 */
int folder_append(int fd, const char *text, size_t bytes);

#endif
