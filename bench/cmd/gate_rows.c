/* SPDX-License-Identifier: MIT */
/* gate_rows.c - chooses the rows of a gate. */
#include "bench/cmd/gate_rows.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench/cmd/command.h"
#include "bench/gate/conf/tolerances_parse.h"

static int read_file(const struct gate_options *options, struct gate_rows *rows)
{
	const char *path = options->config ? options->config : TOLERANCES_FILE;
	struct problem problem = {0};

	if (!options->config && access(path, F_OK))
		return 0;
	if (!tolerances_read(path, &rows->tolerances, &problem))
		return 0;
	rows->tolerances = (struct tolerances){0};
	return complain_problem(&problem);
}

static int add(struct gate_rows *rows, const struct gate_play *play)
{
	for (size_t i = 0; i < rows->count; i++)
		if (!strcmp(rows->plays[i].name, play->name))
			return 0;
	if (rows->count == GATE_ROWS)
		return complain("more than %d rows", GATE_ROWS);
	rows->plays[rows->count++] = *play;
	return 0;
}

/* One that the file does not have. */
static int add_named(struct gate_rows *rows, const char *text)
{
	struct gate_play *play = &rows->named[rows->named_count++];

	switch (parse_play(text, play)) {
	case 0:
		return add(rows, play);
	case -ENOMEM:
		return complain("out of memory");
	}
	return complain("\"%s\" is no row%s%s (write WORKLOAD/RUNTIME, or "
			"WORKLOAD/RUNTIME:PARAMETER=VALUE; see: duet list)",
			text, rows->tolerances.path ? ", and matches none of " : "",
			rows->tolerances.path ? rows->tolerances.path : "");
}

/* The row of the file that is called so, or NULL. */
static const struct gate_play *find_exact(const struct gate_rows *rows, const char *text)
{
	for (size_t i = 0; i < rows->tolerances.play_count; i++)
		if (!strcmp(rows->tolerances.plays[i].name, text))
			return &rows->tolerances.plays[i];
	return NULL;
}

/* The row of the file that is called so, or those that the text means, or else itself. */
static int add_pattern(struct gate_rows *rows, const char *text)
{
	const struct gate_play *exact = find_exact(rows, text);
	bool found = false;
	int result = 0;

	if (exact)
		return add(rows, exact);
	for (size_t i = 0; i < rows->tolerances.play_count && !result; i++) {
		const struct gate_play *play = &rows->tolerances.plays[i];

		if (!gate_row_matches(play->name, text))
			continue;
		found = true;
		result = add(rows, play);
	}
	return found || result ? result : add_named(rows, text);
}

int gate_rows_choose(const struct gate_options *options, const struct gate_play *only,
		     struct gate_rows *rows)
{
	int result;

	*rows = (struct gate_rows){0};
	result = read_file(options, rows);
	if (result || only->name)
		return result ? result : add(rows, only);
	for (size_t i = 0; i < options->row_count && !result; i++)
		result = add_pattern(rows, options->rows[i]);
	for (size_t i = 0;
	     !options->row_count && i < rows->tolerances.play_count && !result; i++)
		result = add(rows, &rows->tolerances.plays[i]);
	if (!result && rows->count == 0)
		result = complain("there are no rows to play: name one, such as "
				  "--row=switch/coroutines, or a file of them by --config "
				  "(default: " TOLERANCES_FILE " here)");
	return result;
}

void gate_rows_free(struct gate_rows *rows)
{
	for (size_t i = 0; i < rows->named_count; i++)
		free_play(&rows->named[i]);
	tolerances_free(&rows->tolerances);
}
