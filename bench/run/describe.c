/* SPDX-License-Identifier: MIT */
/* describe.c - reads what a worker program prints about itself. */
#include "bench/run/describe.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/run/clock.h"
#include "bench/run/descriptors.h"
#include "bench/run/process.h"

#define DESCRIBE_NS (10 * SECOND_NS)
#define DESCRIBE_BYTES ((size_t)1 << 20)
#define WORDS_MAX 32
#define DESCRIBE_PROCESSES 12 /* of the smallest duet, which is to follow */

/*
 * Sleep until it has printed something, 1, or nothing more comes, 0: it has ended, whoever else
 * may still hold its standard output. Or -errno: -EINTR stop_fd, -EAGAIN nothing yet.
 */
static int wait_for_text(const struct process *process, int stop_fd, int64_t deadline_ns)
{
	struct pollfd polls[] = {
		{.fd = process->output, .events = POLLIN},
		{.fd = process->pidfd, .events = POLLIN},
		{.fd = stop_fd, .events = POLLIN},
	};
	int64_t left_ns = deadline_ns - clock_now_ns();
	struct timespec left = clock_timespec(left_ns > 0 ? left_ns : 0);
	int n = ppoll(polls, 3, &left, NULL);

	if (n <= 0)
		return n == 0 ? -ETIMEDOUT : errno == EINTR ? -EAGAIN : -errno;
	if (polls[2].revents)
		return -EINTR;
	/* What it printed before its end may have come after the first look. */
	return polls[0].revents ? 1 : poll(polls, 1, 0);
}

/* Read all that it prints into text, which has room for DESCRIBE_BYTES. */
static int read_all(const struct process *process, int stop_fd, char *text, size_t *bytes)
{
	int64_t deadline_ns = clock_now_ns() + DESCRIBE_NS;

	for (*bytes = 0; *bytes < DESCRIBE_BYTES;) {
		int result = wait_for_text(process, stop_fd, deadline_ns);
		ssize_t n;

		if (result == -EAGAIN)
			continue;
		if (result <= 0)
			return result;
		n = read(process->output, text + *bytes, DESCRIBE_BYTES - *bytes);
		if (n == 0)
			return 0;
		if (n < 0 && errno != EINTR)
			return -errno;
		*bytes += n > 0 ? (size_t)n : 0;
	}
	return -EFBIG;
}

static int read_description(const char *const *launcher, const char *program, int stop_fd,
			    char *text, size_t *bytes)
{
	char *words[WORDS_MAX];
	struct process process;
	size_t count = 0;
	int error;

	for (; launcher && launcher[count]; count++) {
		if (count == WORDS_MAX - 3)
			return -E2BIG;
		words[count] = (char *)launcher[count];
	}
	words[count++] = (char *)program;
	words[count++] = "--describe";
	words[count] = NULL;
	error = process_start(words, -1, 0, &process);
	if (error)
		return error;
	error = read_all(&process, stop_fd, text, bytes);
	process_end(&process, error ? 0 : SECOND_NS, NULL);
	return error;
}

int describe_worker(const char *const *launcher, const char *program, int stop_fd,
		    json_t **description, struct problem *problem)
{
	char *text = malloc(DESCRIBE_BYTES);
	size_t bytes = 0;
	int error =
		text ? read_description(launcher, program, stop_fd, text, &bytes) : -ENOMEM;

	if (error) {
		problem_set(problem, error, "cannot ask %s what it plays: %s", program,
			    strerror(-error));
		problem_remedy(problem, "give the path of a worker program, such as "
					"build/release/duet-worker");
		descriptors_advise(problem, error, DESCRIBE_PROCESSES);
		goto free_text;
	}
	*description = json_loadb(text, bytes, 0, NULL);
	if (json_is_object(*description))
		goto free_text;
	json_decref(*description);
	*description = NULL; /* nobody is to give it back once more */
	error = problem_set(problem, -EBADMSG, "%s --describe does not print a JSON object",
			    program);
	problem_remedy(problem, "give a program that speaks docs/protocol.md");
free_text:
	free(text);
	return error;
}

const json_t *describe_entry(const json_t *entries, const char *name)
{
	const json_t *entry;
	size_t i;

	json_array_foreach(entries, i, entry)
	{
		const char *text = json_string_value(json_object_get(entry, "name"));

		if (text && !strcmp(text, name))
			return entry;
	}
	return NULL;
}

const json_t *describe_workload(const json_t *description, const char *name)
{
	return describe_entry(json_object_get(description, "workloads"), name);
}

const json_t *describe_runtime(const json_t *description, const char *name)
{
	return describe_entry(json_object_get(description, "runtimes"), name);
}

static void copy_member(const json_t *description, const char *name, char *text,
			size_t size)
{
	const char *value = json_string_value(json_object_get(description, name));

	snprintf(text, size, "%s", value ? value : "");
}

void describe_build(const json_t *description, struct machine *machine)
{
	copy_member(description, "compiler", machine->compiler, sizeof(machine->compiler));
	copy_member(description, "flags", machine->flags, sizeof(machine->flags));
}

char *program_beside(const char *name)
{
	char path[PATH_MAX], *slash, *beside = NULL;
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (length <= 0)
		return strdup(name);
	path[length] = 0;
	slash = strrchr(path, '/');
	if (asprintf(&beside, "%.*s%s", slash ? (int)(slash - path) + 1 : 0, path, name) <
	    0)
		return NULL;
	return beside;
}

char *default_worker(void)
{
	const char *named = getenv("DUET_WORKER");

	return named && *named ? strdup(named) : program_beside("duet-worker");
}
