/* SPDX-License-Identifier: MIT */
/* play.c - plays a plan for a command, and reads results back. See play.h. */
#include "bench/cmd/play.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/cmd/command.h"
#include "bench/cmd/document.h"
#include "bench/cmd/progress.h"
#include "bench/cmd/signals.h"
#include "bench/report/terminal.h"
#include "bench/store/store.h"

static int say_problem(const struct problem *problem, int error)
{
	bool bad_use = error == -EEXIST || error == -ENOENT || error == -EACCES ||
		       error == -ENOTDIR || error == -EINVAL || error == -EBADMSG ||
		       error == -EROFS || error == -ELOOP || error == -ENAMETOOLONG ||
		       error == -EPERM;

	if (*problem->text)
		complain_problem(problem);
	else
		complain("%s", strerror(-error));
	return bad_use ? EXIT_BAD_USE : EXIT_FAILED;
}

static void say_warning(void *context, const char *text, const char *remedy)
{
	(void)context;
	complain("warning: %s%s%s%s", text, *remedy ? " (" : "", remedy,
		 *remedy ? ")" : "");
}

/* Returns an exit code; *folder, to be freed, is where the results are, or NULL. */
static int play(const struct options *options, FILE *file, char **folder)
{
	struct plan *plan = options->plan;
	struct problem problem = {0};
	struct progress progress;
	struct run_events events;
	sigset_t before;
	int result, fd = signals_take(&before);

	plan->run.stop_fd = fd;
	progress_start(&progress, file, options);
	progress_listen(&progress, &events);
	events.run_warning = say_warning;
	result = run_play(&plan->run, &events, folder, &problem);
	signals_give_back(fd, &before);
	live_close(&progress.live);
	live_end(&progress.live);
	if (result == -EINTR)
		return EXIT_INTERRUPTED;
	if (result < 0)
		return say_problem(&problem, result);
	return result ? EXIT_FAILED : EXIT_DONE;
}

int play_and_show(const struct options *options,
		  int (*show)(const void *asked, const char *folder), const void *asked)
{
	char *folder = NULL;
	int code = play(options, options->json ? stderr : stdout, &folder), shown = 0;

	if (code == EXIT_INTERRUPTED)
		complain("interrupted; the rounds that were finished are kept");
	if (folder)
		shown = show(asked, folder);
	free(folder);
	return code ? code : shown;
}

/* Returns 0, or the exit code after having complained. */
static int write_summary(const struct played *played)
{
	struct problem problem = {0};
	json_t *json = summary_to_json(&played->summary);
	int result = json ? store_write_document(played->results.path, "summary.json", json,
						 &problem)
			  : problem_set(&problem, -ENOMEM, "out of memory");

	json_decref(json);
	if (result == 0)
		return 0;
	complain_problem(&problem);
	return EXIT_FAILED;
}

/* A gate's folder has its runs below, and gate.json only once it has ended. */
static void tell_gate(const char *folder, struct problem *problem)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%.4000s/first/run.json", folder);
	if (access(path, F_OK))
		return;
	problem_set(problem, -ENOENT, "%.200s has no gate.json: its gate has not ended",
		    folder);
	problem_remedy(problem, "%.200s/first has rounds, see: duet report %.200s/first",
		       folder, folder);
}

int played_read(const char *folder, bool remake, struct played *played)
{
	struct problem problem = {0};
	int result = results_read(folder, &played->results, &problem);

	if (result == -ENOENT)
		tell_gate(folder, &problem);
	if (result < 0)
		return say_problem(&problem, result);
	result = summary_make(&played->results, &played->summary, &problem);
	if (result < 0) {
		results_free(&played->results);
		return say_problem(&problem, result);
	}
	played->unsaved = remake ? write_summary(played) : 0;
	return 0;
}

void played_free(struct played *played)
{
	summary_free(&played->summary);
	results_free(&played->results);
}

int played_print_json(const struct played *played)
{
	return document_print(summary_to_json(&played->summary));
}

int played_print(const struct played *played)
{
	if (terminal_write(stdout, &played->summary, terminal_wants_colour(stdout)) < 0)
		return complain("out of memory");
	return EXIT_DONE;
}

void played_print_place(FILE *file, const char *folder)
{
	fprintf(file, "Saved to %s (a report with figures: %s report %s)\n", folder,
		program_invocation_name, folder);
}
