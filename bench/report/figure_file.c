/* SPDX-License-Identifier: MIT */
/* figure_file.c - draws one figure by gnuplot into a file. See figure_file.h. */
#include "bench/report/figure_file.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int run_gnuplot(const struct figure_file *figure, const char *data,
		       const char *output, struct problem *problem)
{
	const char *arguments[GNUPLOT_ARGUMENTS + 1] = {data, output};
	char scripts[PATH_MAX];
	int error = gnuplot_scripts(scripts, sizeof(scripts));

	if (error) {
		problem_set(problem, error, "no figure: its script was not found");
		problem_remedy(problem, "set DUET_FIGURES to the folder scripts/figures");
		return error;
	}
	for (size_t i = 0; i + 2 < GNUPLOT_ARGUMENTS && figure->words[i]; i++)
		arguments[i + 2] = figure->words[i];
	error = gnuplot_draw("/", scripts, figure->script, arguments);
	if (error == -ENOENT) {
		problem_set(problem, error, "no figure: gnuplot is not installed");
		problem_remedy(problem, "install gnuplot-nox");
	} else if (error) {
		problem_set(problem, error, "no figure: gnuplot failed (see above)");
	}
	return error;
}

/* A path that is still right in another directory, to be freed; its file must exist. */
static char *absolute(const char *path)
{
	FILE *file = fopen(path, "we");

	if (!file)
		return NULL;
	fclose(file);
	return realpath(path, NULL);
}

/* Write the table into a temporary file, whose name is filled in. Returns 0 or -errno. */
static int write_data(const struct figure_file *figure, char *name)
{
	int error, fd = mkstemp(name);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	if (!file)
		return -errno;
	figure->write(file, figure->context);
	error = ferror(file) ? -EIO : 0;
	return fclose(file) ? -errno : error;
}

int figure_file_draw(const struct figure_file *figure, const char *path,
		     struct problem *problem)
{
	char data[] = "/tmp/duet-figure-XXXXXX", *output = absolute(path);
	int error;

	if (!output)
		return problem_set(problem, -errno, "cannot write %s: %s", path,
				   strerror(errno));
	error = write_data(figure, data);
	if (error)
		problem_set(problem, error, "cannot write %s: %s", data, strerror(-error));
	else
		error = run_gnuplot(figure, data, output, problem);
	unlink(data);
	if (error)
		unlink(output);
	free(output);
	return error;
}
