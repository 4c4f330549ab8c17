/* SPDX-License-Identifier: MIT */
/* worker.c - asks a worker and waits for its answer, asleep in poll. */
#include "bench/run/worker.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/run/clock.h"
#include "bench/run/descriptors.h"

#define ARGUMENTS_MAX 32
#define GRACE_NS (2 * SECOND_NS)
#define DEATH_NS (SECOND_NS / 2)
#define MOMENT_NS (SECOND_NS / 5)
#define PADDING_MAX 4096

static int fill_arguments(const struct worker_options *options, char *stack_size,
			  char **arguments)
{
	size_t count = 0;

	for (; options->launcher && options->launcher[count]; count++) {
		if (count == ARGUMENTS_MAX - 5)
			return -E2BIG;
		arguments[count] = (char *)options->launcher[count];
	}
	arguments[count++] = (char *)options->program;
	arguments[count++] = (char *)options->runtime;
	if (stack_size[0])
		arguments[count++] = stack_size;
	if (options->traced)
		arguments[count++] = "--trace";
	arguments[count] = NULL;
	return 0;
}

/*
 * How many there are at a time: of each contestant and the control one, and its driver; and those
 * of the round before, which are about to end.
 */
static size_t most_processes(const struct run_plan *plan)
{
	size_t most = 0;

	for (size_t i = 0; i < plan->duet_count; i++)
		if (plan->duets[i].contestant_count + 1 > most)
			most = plan->duets[i].contestant_count + 1;
	return 2 * 2 * most;
}

/* A launcher may choose others, or another machine. */
static int cores_of(const struct worker_options *options)
{
	if (options->launcher)
		return 0;
	return options->core >= 0 ? 1 : (int)sysconf(_SC_NPROCESSORS_ONLN);
}

int worker_start(struct conductor *conductor, const struct worker_options *options,
		 struct worker *worker)
{
	char *arguments[ARGUMENTS_MAX], stack_size[48] = "";
	size_t padding = random_below(&conductor->random, PADDING_MAX + 1);
	int error;

	memset(worker, 0, sizeof(*worker));
	worker->label = options->label;
	worker->cores = cores_of(options);
	worker->core = options->launcher ? -1 : options->core;
	snprintf(worker->name, sizeof(worker->name), "%s%.80s (%.80s)",
		 options->drives ? "the driver of " : "", options->label, options->program);
	if (conductor->plan->stack_size && !options->drives)
		snprintf(stack_size, sizeof(stack_size), "--stack-size=%zu",
			 conductor->plan->stack_size);
	error = fill_arguments(options, stack_size, arguments);
	if (!error)
		error = process_start(arguments, options->core, padding, &worker->process);
	if (error) {
		problem_set(conductor->problem, error, "cannot start %s: %s", worker->name,
			    strerror(-error));
		descriptors_advise(conductor->problem, error,
				   most_processes(conductor->plan));
		return error;
	}
	worker->reader.fd = worker->process.output;
	return 0;
}

static void keep_tail(struct worker *worker, const char *text, size_t bytes)
{
	size_t room = WORKER_TAIL - 1, old = worker->tail_bytes;

	if (bytes > room) {
		text += bytes - room;
		bytes = room;
	}
	if (old + bytes > room) {
		memmove(worker->tail, worker->tail + (old + bytes - room), room - bytes);
		old = room - bytes;
	}
	memcpy(worker->tail + old, text, bytes);
	worker->tail_bytes = old + bytes;
	worker->tail[worker->tail_bytes] = 0;
}

/* Take what it has written to standard error: some of it, or until there is nothing. */
static void hear(struct conductor *conductor, struct worker *worker, bool all)
{
	const struct run_events *events = conductor->events;
	char text[1024];
	ssize_t n;

	do {
		if (worker->process.errors < 0)
			return;
		n = read(worker->process.errors, text, sizeof(text));
		if (n > 0) {
			keep_tail(worker, text, (size_t)n);
			if (events->worker_said)
				events->worker_said(events->context, worker->label, text,
						    (size_t)n);
		} else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
			close(worker->process.errors);
			worker->process.errors = -1;
		}
	} while (n > 0 && all);
}

static void describe_death(int status, char *text, size_t size)
{
	if (WIFSIGNALED(status))
		snprintf(text, size, "was killed by signal %d (%s)", WTERMSIG(status),
			 strsignal(WTERMSIG(status)));
	else
		snprintf(text, size, "ended with status %d", WEXITSTATUS(status));
}

/* It has closed its output: see how it ended, and quote its last words. */
static int died(struct conductor *conductor, struct worker *worker, const char *command)
{
	char how[96];

	/* Its last words may still be on their way: they end when it does. */
	if (worker->process.pidfd >= 0) {
		struct pollfd end = {.fd = worker->process.pidfd, .events = POLLIN};

		poll(&end, 1, DEATH_NS / 1000000);
	}
	hear(conductor, worker, true);
	describe_death(process_end(&worker->process, DEATH_NS, NULL), how, sizeof(how));
	while (worker->tail_bytes > 0 && worker->tail[worker->tail_bytes - 1] == '\n')
		worker->tail[--worker->tail_bytes] = 0;
	return problem_set(conductor->problem, -EPIPE, "%s %s during \"%s\"%s%s",
			   worker->name, how, command,
			   worker->tail_bytes ? ", saying: " : "", worker->tail);
}

int worker_has_died(struct conductor *conductor, struct worker *worker, const char *command)
{
	struct pollfd end = {.fd = worker->process.pidfd, .events = POLLIN};

	if (end.fd < 0 || poll(&end, 1, MOMENT_NS / 1000000) != 1)
		return 0;
	return died(conductor, worker, command);
}

int worker_send(struct conductor *conductor, struct worker *worker, json_t *command)
{
	const char *what = json_string_value(json_object_get(command, "do"));
	int error = command ? line_write(worker->process.input, command) : -ENOMEM;

	if (error == -EPIPE)
		died(conductor, worker, what ? what : "?");
	else if (error)
		problem_set(conductor->problem, error, "cannot write to %s: %s",
			    worker->name, strerror(-error));
	json_decref(command);
	return error;
}

/* Sleep until the worker has said something. */
static int wait_for_word(struct conductor *conductor, struct worker *worker,
			 int64_t deadline_ns, bool *said)
{
	struct pollfd polls[] = {
		{.fd = worker->process.output, .events = POLLIN},
		{.fd = worker->process.errors, .events = POLLIN},
		{.fd = conductor->plan->stop_fd, .events = POLLIN},
	};
	int64_t left_ns = deadline_ns - clock_now_ns();
	struct timespec left = clock_timespec(left_ns > 0 ? left_ns : 0);
	int n = ppoll(polls, 3, &left, NULL);

	*said = false;
	if (n < 0 && errno != EINTR)
		return -errno;
	if (n == 0)
		return -ETIMEDOUT;
	if (n > 0 && polls[2].revents)
		return -EINTR;
	if (n > 0 && polls[1].revents)
		hear(conductor, worker, false);
	*said = n > 0 && polls[0].revents;
	return 0;
}

/* The next line as an object: 1; 0 when it has closed its output; or -errno. */
static int next_line(struct conductor *conductor, struct worker *worker, int64_t timeout_ns,
		     json_t **object)
{
	int64_t deadline_ns = clock_now_ns() + timeout_ns;
	bool said = line_waiting(&worker->reader);
	int error, result;

	worker->heard_ns = said ? clock_thread_ns() : 0;
	worker->slept = !said;
	for (;;) {
		if (!said) {
			error = wait_for_word(conductor, worker, deadline_ns, &said);
			if (error)
				return error;
			if (!said) {
				worker->slept = false;
				continue;
			}
			if (!worker->heard_ns)
				worker->heard_ns = clock_thread_ns();
		}
		/* A part of a line is kept, and waiting for the rest stays ours. */
		result = line_read(&worker->reader, 0, object);
		if (result != -ETIMEDOUT && result != -EINTR)
			return result;
		said = false;
	}
}

/* As next_line, the failures told. */
static int read_object(struct conductor *conductor, struct worker *worker,
		       const char *command, int64_t timeout_ns, json_t **object)
{
	int result = next_line(conductor, worker, timeout_ns, object);

	if (result == 1)
		return 0;
	if (result == 0)
		return died(conductor, worker, command);
	if (result == -EINTR)
		return problem_set(conductor->problem, result, "interrupted");
	if (result == -ETIMEDOUT)
		return problem_set(conductor->problem, result,
				   "%s did not answer \"%s\" within %.3g s", worker->name,
				   command, (double)timeout_ns / 1e9);
	if (result == -EBADMSG)
		return problem_set(conductor->problem, result,
				   "%s answered \"%s\" with a line that is no JSON object",
				   worker->name, command);
	return problem_set(conductor->problem, result, "cannot read from %s: %s",
			   worker->name, strerror(-result));
}

/* Check that the object answers the command. */
static int check_answer(struct conductor *conductor, const struct worker *worker,
			const char *command, const json_t *answer)
{
	const char *error = json_string_value(json_object_get(answer, "error"));
	const char *remedy = json_string_value(json_object_get(answer, "remedy"));
	const char *did = json_string_value(json_object_get(answer, "did"));

	if (error) {
		problem_set(conductor->problem, -EREMOTEIO, "%s cannot do \"%s\": %s",
			    worker->name, command, error);
		if (remedy)
			problem_remedy(conductor->problem, "%s", remedy);
		return -EREMOTEIO;
	}
	if (did && !strcmp(did, command))
		return 0;
	return problem_set(conductor->problem, -EBADMSG,
			   "%s answered \"%s\" with \"%.40s\"", worker->name, command,
			   did ? did : "neither did nor error");
}

int worker_receive(struct conductor *conductor, struct worker *worker, const char *command,
		   int64_t timeout_ns, json_t **answer)
{
	int error = read_object(conductor, worker, command, timeout_ns, answer);

	if (error)
		return error;
	error = check_answer(conductor, worker, command, *answer);
	if (error) {
		json_decref(*answer);
		*answer = NULL;
	}
	return error;
}

int worker_ask(struct conductor *conductor, struct worker *worker, json_t *command,
	       json_t **answer)
{
	const char *what = json_string_value(json_object_get(command, "do"));
	char name[32];
	int error;

	snprintf(name, sizeof(name), "%s", what ? what : "?");
	error = worker_send(conductor, worker, command);
	if (error)
		return error;
	return worker_receive(conductor, worker, name, conductor_patience_ns(conductor),
			      answer);
}

int worker_greet(struct conductor *conductor, struct worker *worker)
{
	const json_t *protocol;
	json_t *greeting = NULL;
	int error = read_object(conductor, worker, "start",
				conductor_patience_ns(conductor), &greeting);

	if (error)
		return error;
	protocol = json_object_get(greeting, "protocol");
	if (json_object_get(greeting, "error"))
		error = check_answer(conductor, worker, "start", greeting);
	else if (!json_is_integer(protocol) ||
		 json_integer_value(protocol) != PROTOCOL_VERSION)
		error = problem_set(conductor->problem, -EPROTO,
				    "%s does not greet with protocol %d", worker->name,
				    PROTOCOL_VERSION);
	json_decref(greeting);
	return error;
}

int worker_check_core(struct conductor *conductor, const struct worker *worker)
{
	int elsewhere;

	if (worker->core < 0)
		return 0;
	elsewhere = cores_elsewhere(worker->process.pid, worker->core);
	if (elsewhere == worker->core)
		return 0;
	problem_set(conductor->problem, -EBADE,
		    "%s may run on core %d, and was given core %d alone", worker->name,
		    elsewhere, worker->core);
	problem_remedy(conductor->problem,
		       "it is to stay where it was started: what another core plays is not "
		       "comparable");
	return -EBADE;
}

int64_t worker_end(struct worker *worker, bool gently)
{
	int64_t cpu_ns = 0;

	process_end(&worker->process, gently ? GRACE_NS : 0, &cpu_ns);
	line_reader_free(&worker->reader);
	return cpu_ns;
}
