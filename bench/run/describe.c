/* SPDX-License-Identifier: MIT */
/* describe.c - reads what a worker program prints about itself. */
#include "bench/run/describe.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/run/clock.h"
#include "bench/run/process.h"

#define DESCRIBE_NS (10 * SECOND_NS)
#define DESCRIBE_BYTES ((size_t)1 << 20)
#define WORDS_MAX 32

/* Read all that it prints into text, which has room for DESCRIBE_BYTES. */
static int read_all(const struct process *process, char *text, size_t *bytes)
{
	int64_t deadline_ns = clock_now_ns() + DESCRIBE_NS, left_ns;
	struct pollfd poll = {.fd = process->output, .events = POLLIN};

	for (*bytes = 0; *bytes < DESCRIBE_BYTES;) {
		struct timespec left;
		ssize_t n;

		left_ns = deadline_ns - clock_now_ns();
		left = clock_timespec(left_ns > 0 ? left_ns : 0);
		if (ppoll(&poll, 1, &left, NULL) == 0)
			return -ETIMEDOUT;
		n = read(process->output, text + *bytes, DESCRIBE_BYTES - *bytes);
		if (n == 0)
			return 0;
		if (n < 0 && errno != EINTR)
			return -errno;
		*bytes += n > 0 ? (size_t)n : 0;
	}
	return -EFBIG;
}

static int read_description(const char *const *launcher, const char *program, char *text,
			    size_t *bytes)
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
	error = read_all(&process, text, bytes);
	process_end(&process, error ? 0 : SECOND_NS, NULL);
	return error;
}

int describe_worker(const char *const *launcher, const char *program, json_t **description,
		    struct problem *problem)
{
	char *text = malloc(DESCRIBE_BYTES);
	size_t bytes = 0;
	int error = text ? read_description(launcher, program, text, &bytes) : -ENOMEM;

	if (error) {
		problem_set(problem, error, "cannot ask %s what it plays: %s", program,
			    strerror(-error));
		problem_remedy(problem, "give the path of a worker program, such as "
					"build/release/duet-worker");
		goto free_text;
	}
	*description = json_loadb(text, bytes, 0, NULL);
	if (json_is_object(*description))
		goto free_text;
	json_decref(*description);
	error = problem_set(problem, -EBADMSG, "%s --describe does not print a JSON object",
			    program);
	problem_remedy(problem, "give a program that speaks docs/protocol.md");
free_text:
	free(text);
	return error;
}

static const json_t *by_name(const json_t *entries, const char *name)
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
	return by_name(json_object_get(description, "workloads"), name);
}

const json_t *describe_runtime(const json_t *description, const char *name)
{
	return by_name(json_object_get(description, "runtimes"), name);
}

char *default_worker(void)
{
	const char *named = getenv("DUET_WORKER");
	char path[PATH_MAX];
	ssize_t length;
	char *slash;

	if (named && *named)
		return strdup(named);
	length = readlink("/proc/self/exe", path, sizeof(path) - sizeof("duet-worker"));
	if (length <= 0)
		return strdup("duet-worker");
	path[length] = 0;
	slash = strrchr(path, '/');
	memcpy(slash ? slash + 1 : path, "duet-worker", sizeof("duet-worker"));
	return strdup(path);
}
