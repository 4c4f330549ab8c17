/* SPDX-License-Identifier: MIT */
/*
 * figures.c - writes and draws the figures of a run. See figures.h; what is in each figure's
 * data, and how it is worded, is in figure_data.c.
 */
#include "bench/report/figures.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/report/figure_data.h"
#include "bench/report/gnuplot.h"
#include "bench/store/folder.h"

#define PATH_BYTES 4096

/* Where figures go, and whether they can be drawn. */
struct easel {
	char path[PATH_BYTES]; /* FOLDER/figures */
	int directory;	       /* the same, open */
	char scripts[PATH_BYTES];
	struct figures *figures;
	struct problem *problem;
};

/* Remember why there is no figure; the first reason stands. */
static void miss(struct easel *easel, const char *why)
{
	char *missing = easel->figures->missing;

	if (!*missing)
		snprintf(missing, sizeof(easel->figures->missing), "%s", why);
}

static int easel_set_up(struct easel *easel, const char *folder)
{
	int result;

	snprintf(easel->path, sizeof(easel->path), "%.4000s/figures", folder);
	result = folder_make(easel->path);
	if (result == 0) {
		easel->directory = open(easel->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		result = easel->directory < 0 ? -errno : 0;
	}
	if (result < 0)
		return problem_set(easel->problem, result, "cannot make %s: %s",
				   easel->path, strerror(-result));
	if (gnuplot_scripts(easel->scripts, sizeof(easel->scripts)) < 0) {
		*easel->scripts = '\0';
		miss(easel,
		     "No figures: their scripts were not found. Set DUET_FIGURES to the "
		     "folder scripts/figures.");
	}
	return 0;
}

static void draw(struct easel *easel, struct figure *figure, const struct figure_data *data)
{
	const char *arguments[GNUPLOT_ARGUMENTS + 1] = {NULL};
	char table[FIGURE_NAME + 8], output[FIGURE_NAME + 8];
	size_t count = 0;
	int result;

	snprintf(output, sizeof(output), "%s.svg", figure->name);
	unlinkat(easel->directory, output, 0); /* a former report's is not this one's */
	if (!*easel->scripts)
		return;
	snprintf(table, sizeof(table), "%s.tsv", figure->name);
	arguments[count++] = table;
	arguments[count++] = output;
	for (size_t i = 0; i < FIGURE_WORDS && *data->words[i]; i++)
		arguments[count++] = data->words[i];
	result = gnuplot_draw(easel->path, easel->scripts, data->script, arguments);
	figure->drawn = result == 0;
	if (result == -ENOENT) {
		*easel->scripts = '\0'; /* do not ask again */
		miss(easel,
		     "No figures: gnuplot is not installed. Install gnuplot-nox and make "
		     "the report again.");
	} else if (result < 0) {
		miss(easel, "A figure is missing: gnuplot failed (see above).");
	}
}

/* Write the data, draw the figure. Data without text has nothing to show. Frees the text. */
static int put_up(struct easel *easel, struct figure *figure, struct figure_data *data)
{
	char file[FIGURE_NAME + 8];
	int result = 0;

	if (!data->text || !data->rows)
		goto free_text;
	snprintf(figure->name, sizeof(figure->name), "%s", data->name);
	snprintf(file, sizeof(file), "%s.tsv", data->name);
	result = folder_write_whole(easel->directory, file, data->text, strlen(data->text));
	if (result < 0)
		problem_set(easel->problem, result, "cannot write %s/%s: %s", easel->path,
			    file, strerror(-result));
	else
		draw(easel, figure, data);
free_text:
	free(data->text);
	return result;
}

static int draw_duet(struct easel *easel, const struct summary *summary, size_t index)
{
	struct duet_figures *figures = &easel->figures->duets[index];
	struct figure_data data;
	int result;

	figure_data_cost(summary, index, &data);
	result = put_up(easel, &figures->cost, &data);
	if (result == 0) {
		figure_data_latency(summary, index, &data);
		result = put_up(easel, &figures->latency, &data);
	}
	if (result == 0) {
		figure_data_rounds(summary, index, &data);
		result = put_up(easel, &figures->rounds, &data);
	}
	if (result == 0) {
		figure_data_memory(summary, index, &data);
		result = put_up(easel, &figures->memory, &data);
	}
	return result;
}

static int draw_family(struct easel *easel, const struct family *family,
		       struct figure *figure)
{
	struct figure_data data;

	if (figure_is_speedup(family))
		figure_data_speedup(family, &data);
	else
		figure_data_family(family, &data);
	return put_up(easel, figure, &data);
}

/* Find the families and make room for all figures. Returns 0 or -ENOMEM. */
static int figures_start(const struct summary *summary, struct figures *figures)
{
	*figures = (struct figures){0};
	if (families_find(summary, &figures->families) < 0)
		return -ENOMEM;
	figures->duets = calloc(summary->count + 1, sizeof(*figures->duets));
	figures->of_families =
		calloc(figures->families.count + 1, sizeof(*figures->of_families));
	return figures->duets && figures->of_families ? 0 : -ENOMEM;
}

int figures_write(const struct summary *summary, struct figures *figures,
		  struct problem *problem)
{
	struct easel easel = {.directory = -1, .figures = figures, .problem = problem};
	struct figure_data data;
	int result;

	if (figures_start(summary, figures) < 0)
		return problem_set(problem, -ENOMEM, "out of memory");
	result = easel_set_up(&easel, summary->results->path);
	if (result == 0) {
		figure_data_overview(summary, &data);
		result = put_up(&easel, &figures->overview, &data);
	}
	for (size_t i = 0; i < summary->count && result == 0; i++)
		result = draw_duet(&easel, summary, i);
	for (size_t i = 0; i < figures->families.count && result == 0; i++)
		result = draw_family(&easel, &figures->families.all[i],
				     &figures->of_families[i]);
	if (easel.directory >= 0)
		close(easel.directory);
	return result;
}

void figures_free(struct figures *figures)
{
	free(figures->duets);
	free(figures->of_families);
	families_free(&figures->families);
	figures->duets = NULL;
	figures->of_families = NULL;
}
