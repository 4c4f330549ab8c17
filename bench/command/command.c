/* SPDX-License-Identifier: MIT */
/*
 * command - what does it cost to run a whole command?
 *
 * Its number is that of the program, its loading and its ending together. It must not be used for
 * a function of the program that lasts less than these: that wants a worker of its own
 * (docs/protocol.md).
 */
#include "bench/command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How a run starts: made by prepare. */
struct start {
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
};

/* It starts with the signals as a shell would hand them on, not with SIGPIPE ignored. */
static int64_t set_signals(posix_spawnattr_t *attributes)
{
	sigset_t signals;

	sigemptyset(&signals);
	posix_spawnattr_setsigmask(attributes, &signals);
	sigaddset(&signals, SIGPIPE);
	posix_spawnattr_setsigdefault(attributes, &signals);
	return -posix_spawnattr_setflags(attributes,
					 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static int64_t use_nothing(posix_spawn_file_actions_t *actions)
{
	int error = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null",
						     O_RDONLY, 0);

	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO && !error; fd++)
		error = posix_spawn_file_actions_addopen(actions, fd, "/dev/null", O_WRONLY,
							 0);
	return -error;
}

/* Wait for its end. Returns 0, or -ECHILD with the reason when it ended badly. */
static int64_t await_end(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (WIFSIGNALED(status))
		snprintf(command.why, sizeof(command.why),
			 "'%.100s' was killed by signal %d (%s)", command.words[0],
			 WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		snprintf(command.why, sizeof(command.why), "'%.100s' ended with status %d",
			 command.words[0], WEXITSTATUS(status));
	return -ECHILD;
}

static int64_t run(const struct start *start)
{
	pid_t pid;
	int error = posix_spawnp(&pid, command.words[0], &start->actions,
				 &start->attributes, command.words, environ);

	if (!error)
		return await_end(pid);
	snprintf(command.why, sizeof(command.why), "'%.100s' cannot be started: %s",
		 command.words[0], strerror(error));
	return -error;
}

static void finish(void *state)
{
	struct start *start = state;

	posix_spawn_file_actions_destroy(&start->actions);
	posix_spawnattr_destroy(&start->attributes);
	free(start);
}

/* One run shows whether it can be run at all, and says why not where somebody listens. */
static int64_t prepare(struct setting *setting, void **state)
{
	struct start *start = calloc(1, sizeof(*start));
	int64_t result;

	if (!start)
		return -ENOMEM;
	posix_spawn_file_actions_init(&start->actions);
	posix_spawnattr_init(&start->attributes);
	result = set_signals(&start->attributes);
	if (!result)
		result = use_nothing(&start->actions);
	if (!result)
		result = run(start);
	*state = start;
	if (!result)
		return 0;
	finish(start);
	setting->problem = command.why[0] ? command.why : NULL;
	return result;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	for (int64_t i = 0; i < operations; i++) {
		int64_t result = run(state);

		if (result) {
			tally->problem = command.why[0] ? command.why : NULL;
			return result;
		}
	}
	tally->operations += operations;
	tally->checksum += (uint64_t)operations;
	return 0;
}

static const struct parameter parameters[] = {{0}};

static void needs(const int64_t *values, struct needs *needs)
{
	(void)values;
	*needs = (struct needs){.descriptors = 4};
}

const struct workload workload_command = {
	.name = "command",
	.question = "What does it cost to run a whole command?",
	.operation = "a run of the command",
	.caution = "Loading and ending the program are part of the number.",
	.metric = METRIC_WALL,
	.cores = ONE_CORE,
	.parameters = parameters,
	.verify_operations = 1,
	.slice_ns = 200000,
	.needs = needs,
	.player = {.prepare = prepare, .play = play, .finish = finish},
};

static const struct peer_play plays[] = {{"command", &workload_command.player}, {0}};

const struct peer peer_command = {
	.name = "command",
	.summary = "a whole command, run once an operation",
	.plays = plays,
};
