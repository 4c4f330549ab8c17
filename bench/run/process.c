/* SPDX-License-Identifier: MIT */
/* process.c - starts and ends child processes. */
#include "bench/run/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/run/birth.h"
#include "bench/run/clock.h"
#include "bench/run/environment.h"

/* The child reads the first and writes the others; the last tells of an exec that failed. */
enum { INPUT, OUTPUT, ERRORS, FAILURE, PIPES };

static void close_pipes(int pipes[PIPES][2])
{
	for (int i = 0; i < PIPES; i++)
		for (int end = 0; end < 2; end++)
			if (pipes[i][end] >= 0)
				close(pipes[i][end]);
}

/*
 * Off the child's numbers, which are free where we were started without them: what comes there
 * later would close an end that is there, and one that is to stay would be closed by the exec.
 */
static int move_up(int *fd)
{
	int above;

	if (*fd > STDERR_FILENO)
		return 0;
	above = fcntl(*fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (above < 0)
		return -errno;
	close(*fd);
	*fd = above;
	return 0;
}

static int open_pipes(int pipes[PIPES][2])
{
	int error = 0;

	memset(pipes, -1, sizeof(int[PIPES][2]));
	for (int i = 0; i < PIPES && !error; i++) {
		error = pipe2(pipes[i], O_CLOEXEC) ? -errno : 0;
		for (int end = 0; end < 2 && !error; end++)
			error = move_up(&pipes[i][end]);
	}
	return error;
}

/* The child's errno, or 0 once the exec has closed the pipe. */
static int read_failure(int fd)
{
	int error = 0;
	ssize_t n;

	do
		n = read(fd, &error, sizeof(error));
	while (n < 0 && errno == EINTR);
	return n == sizeof(error) ? -error : 0;
}

static void keep_our_ends(int pipes[PIPES][2], struct process *process)
{
	process->input = pipes[INPUT][1];
	process->output = pipes[OUTPUT][0];
	process->errors = pipes[ERRORS][0];
	pipes[INPUT][1] = pipes[OUTPUT][0] = pipes[ERRORS][0] = -1;
	fcntl(process->errors, F_SETFL, O_NONBLOCK);
}

int process_start(char *const *argv, int core, size_t padding, struct process *process)
{
	int pipes[PIPES][2];
	int error = open_pipes(pipes);
	struct birth birth = {
		.argv = argv,
		.core = core,
		.parent = getpid(),
		.descriptors = {pipes[INPUT][0], pipes[OUTPUT][1], pipes[ERRORS][1]},
		.failure = pipes[FAILURE][1],
	};

	*process = (struct process){.pidfd = -1, .input = -1, .output = -1, .errors = -1};
	if (!error)
		error = environment_make(padding, &birth.environment);
	if (error)
		goto close;
	error = birth_give(&birth, &process->pid);
	environment_free(birth.environment);
	if (error)
		goto close;
	close(pipes[FAILURE][1]);
	pipes[FAILURE][1] = -1;
	process->pidfd = pidfd_open(process->pid, 0);
	keep_our_ends(pipes, process);
	error = read_failure(pipes[FAILURE][0]);
	if (error)
		process_end(process, 0, NULL);
close:
	close_pipes(pipes);
	return error;
}

void process_hang_up(struct process *process)
{
	if (process->pid > 0 && process->input >= 0)
		close(process->input);
	process->input = -1;
}

static void wait_for_end(const struct process *process, int64_t grace_ns)
{
	struct pollfd poll = {.fd = process->pidfd, .events = POLLIN};
	int64_t deadline_ns = clock_now_ns() + grace_ns, left_ns;

	/* Without a pidfd there is nothing to wait for but the time itself: do not. */
	while (process->pidfd >= 0 && (left_ns = deadline_ns - clock_now_ns()) > 0) {
		struct timespec left = clock_timespec(left_ns);

		if (ppoll(&poll, 1, &left, NULL) != -1 || errno != EINTR)
			return;
	}
}

int process_end(struct process *process, int64_t grace_ns, int64_t *cpu_ns)
{
	const int descriptors[] = {process->output, process->errors, process->pidfd};
	struct rusage usage = {0};
	int status = 0;

	if (process->pid <= 0)
		return 0;
	process_hang_up(process);
	wait_for_end(process, grace_ns);
	/* Not yet reaped, it still owns its group's number: nobody else is hit. */
	kill(-process->pid, SIGKILL);
	kill(process->pid, SIGKILL);
	while (wait4(process->pid, &status, 0, &usage) < 0 && errno == EINTR)
		;
	if (cpu_ns)
		*cpu_ns += clock_timeval_ns(&usage.ru_utime) +
			   clock_timeval_ns(&usage.ru_stime);
	for (int i = 0; i < 3; i++)
		if (descriptors[i] >= 0)
			close(descriptors[i]);
	*process = (struct process){.pidfd = -1, .input = -1, .output = -1, .errors = -1};
	return status;
}
