/* SPDX-License-Identifier: MIT */
/* setting.h - a parameter's value as the command line sets it: [WORKLOAD.]NAME=VALUE. */
#ifndef BENCH_CMD_SETTING_H
#define BENCH_CMD_SETTING_H

#include <stdbool.h>
#include <stddef.h>

/* `-p [WORKLOAD.]NAME=VALUE`, cut into its parts. */
struct setting {
	char *words;	      /* owns the other strings */
	const char *workload; /* NULL: every workload that has such a parameter */
	const char *name, *value;
	bool used;
};

/* Cut text at the first `sign`. Returns what is behind it, or NULL when there is none. */
char *setting_cut(char *text, char sign);

/* Cut the text into its parts. Returns 0 or EXIT_BAD_USE, having complained; words to be freed. */
int setting_parse(const char *text, struct setting *setting);

/*
 * Cut NAME=VALUE,... (NULL: none) into at most `room` settings. *count says how many own words,
 * also after an error. Returns as setting_parse.
 */
int settings_parse(const char *text, struct setting *settings, size_t room, size_t *count);
void settings_free(struct setting *settings, size_t count);

/* Whether it is for the workload: for this one alone, or for all. */
bool setting_is_of(const struct setting *setting, const char *workload);

#endif
