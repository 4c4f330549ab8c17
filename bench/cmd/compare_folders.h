/* SPDX-License-Identifier: MIT */
/* compare_folders.h - two runs side by side; nothing is played. */
#ifndef BENCH_CMD_COMPARE_FOLDERS_H
#define BENCH_CMD_COMPARE_FOLDERS_H

/*
 * Print what the same contestants cost in both folders, and how the machines differ. Returns an
 * exit code.
 */
int compare_folders(const char *a, const char *b);

#endif
