/* SPDX-License-Identifier: MIT */
/* evidence_measure.c - runs what claims need. See evidence_measure.h. */
#include "bench/cmd/evidence_measure.h"

#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/cmd/command.h"
#include "bench/evidence/holm.h"
#include "bench/evidence/rounds.h"
#include "bench/evidence/tell/words.h"
#include "bench/report/shell_word.h"
#include "bench/store/folder.h"

/* The commands that are understood. */
#define RUN "duet run "
#define TRACE "duet trace "

/* A command and how many rounds it is to have. */
struct order {
	char *command;
	size_t rounds;
};

struct orders {
	struct order all[MEASURED_MOST];
	size_t count;
	size_t again; /* claims that are looked at once more */
	bool failed;  /* there was no memory */
};

static bool is_trace(const char *command)
{
	return strncmp(command, TRACE, strlen(TRACE)) == 0;
}

/* ---- what is to be run ---- */

/* Each command once, with the most rounds that anybody needs of it. */
static void add(struct orders *orders, const char *command, size_t rounds)
{
	if (strncmp(command, RUN, strlen(RUN)) != 0 && !is_trace(command))
		return;
	for (size_t i = 0; i < orders->count; i++)
		if (strcmp(orders->all[i].command, command) == 0) {
			if (orders->all[i].rounds < rounds)
				orders->all[i].rounds = rounds;
			return;
		}
	if (orders->count == MEASURED_MOST)
		return;
	orders->all[orders->count] = (struct order){strdup(command), rounds};
	if (orders->all[orders->count].command)
		orders->count++;
	else
		orders->failed = true;
}

static void add_missing(struct orders *orders, const struct claim *claim)
{
	for (size_t i = 0; i < claim->opinion_count; i++) {
		const struct predicate_result *result = &claim->opinions[i].result;

		for (size_t n = 0; n < result->need_count; n++)
			add(orders, result->needs[n], EVIDENCE_ROUNDS);
	}
}

static void add_more_rounds(struct orders *orders, const struct claim *claim, size_t claims)
{
	char *commands = claim_commands(claim), *rest = commands, *line;
	size_t rounds = 0;

	for (size_t i = 0; i < claim->opinion_count; i++) {
		size_t needed = words_rounds(&claim->opinions[i], claims);

		rounds = needed > rounds ? needed : rounds;
	}
	orders->again += rounds > 0;
	while (rounds && rest && (line = strsep(&rest, "\n")))
		if (!is_trace(line)) /* which is there */
			add(orders, line, rounds);
	orders->failed = orders->failed || !commands;
	free(commands);
}

static void collect(struct orders *orders, const struct check *check)
{
	for (size_t i = 0; i < check->count; i++)
		if (check->claims[i].verdict == CLAIM_UNMEASURED)
			add_missing(orders, &check->claims[i]);
		else if (check->claims[i].verdict == CLAIM_INCONCLUSIVE)
			add_more_rounds(orders, &check->claims[i], check->count);
}

/* ---- running it ---- */

/* A folder that is not there yet, to be freed; NULL: no memory. */
static char *new_folder(void)
{
	for (int attempt = 1; attempt < FOLDER_NAMES_TRIED; attempt++) {
		char *folder = folder_dated("evidence/", attempt);

		if (!folder || access(folder, F_OK) != 0)
			return folder;
		free(folder);
	}
	return NULL;
}

/* The trace keeps its name, which ends the command, perhaps in quotes. */
static void write_trace_output(FILE *file, const char *command)
{
	const char *slash = strrchr(command, '/'),
		   *name = slash ? slash + 1 : "trace.jsonl";

	fprintf(file, " --output=" MEASURED_FOLDER "/" TRACES_FOLDER "/%.*s",
		(int)strcspn(name, "'"), name);
}

static bool write_run_output(FILE *file, size_t rounds)
{
	char *folder = new_folder();

	if (folder)
		fprintf(file, " --rounds=%zu --output=%s", rounds, folder);
	free(folder);
	return folder != NULL;
}

/* This program's own path instead of the command's first word; to be freed. */
static char *shell_line(const struct order *order)
{
	char self[PATH_MAX], *line = NULL;
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);
	size_t bytes;
	FILE *file = length > 0 ? open_memstream(&line, &bytes) : NULL;
	bool complete = true;

	if (!file)
		return NULL;
	self[length] = '\0';
	fputs("exec ", file);
	shell_word_write(file, self);
	fputs(order->command + strlen("duet"), file);
	if (is_trace(order->command)) /* the last output counts */
		write_trace_output(file, order->command);
	else
		complete = write_run_output(file, order->rounds);
	if (fclose(file) == 0 && complete)
		return line;
	free(line);
	return NULL;
}

/*
 * The child: a shell that becomes the line's program, its standard output on standard error.
 * It is asked to end when we do, however that is (PR_SET_PDEATHSIG of prctl(2), which exec
 * keeps), so that nothing measures on for nobody.
 */
static void become(char *line, pid_t parent)
{
	char *arguments[] = {"sh", "-c", line, NULL};

	signal(SIGXFSZ, SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent) /* which ended before it could be said */
		_exit(EXIT_INTERRUPTED);
	if (dup2(STDERR_FILENO, STDOUT_FILENO) >= 0)
		execve("/bin/sh", arguments, environ);
	_exit(EXIT_BAD_USE);
}

/* Run a line of a shell. Returns what waitpid says, or -1. */
static int run_line(char *line)
{
	pid_t parent = getpid(), child;
	int status = -1;

	fflush(NULL);
	child = fork();
	if (child == 0)
		become(line, parent);
	if (child < 0 || waitpid(child, &status, 0) != child)
		return -1;
	return status;
}

static bool was_interrupted(int status)
{
	return status != -1 &&
	       (WIFSIGNALED(status) ||
		(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_INTERRUPTED));
}

static void say(const struct order *order)
{
	if (is_trace(order->command))
		fprintf(stderr, "%s\n", order->command);
	else
		fprintf(stderr, "%s --rounds=%zu\n", order->command, order->rounds);
}

static int run(const struct order *order, size_t *made)
{
	char *line = shell_line(order);
	int status;

	if (!line)
		return complain("out of memory");
	say(order);
	status = run_line(line);
	free(line);
	*made += status == 0;
	if (was_interrupted(status))
		return EXIT_INTERRUPTED;
	if (status)
		complain("%s failed; its claims are judged without it", order->command);
	return 0;
}

/* The level is shared by two looks: of a third nothing is promised. */
static void tell_again(const struct orders *orders)
{
	if (orders->again)
		fprintf(stderr,
			"%zu inconclusive claim%s measured again. That is the second look: "
			"the %g %% of documents with a false verdict are for two, not for "
			"more\n",
			orders->again, orders->again == 1 ? " is" : "s are",
			100 * EVIDENCE_LEVEL);
}

int evidence_measure(const struct judged *judged, size_t count, size_t *made)
{
	struct orders orders = {0};
	int code = 0;

	*made = 0;
	for (size_t i = 0; i < count; i++)
		collect(&orders, &judged[i].check);
	if (orders.failed)
		code = complain("out of memory");
	else
		tell_again(&orders);
	for (size_t i = 0; i < orders.count; i++) {
		if (!code)
			code = run(&orders.all[i], made);
		free(orders.all[i].command);
	}
	return code;
}
