/* SPDX-License-Identifier: MIT */
/* trace.c - `duet trace`: what a runtime does in which order while a workload is played. */
#include <argp.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/cmd/catalogue.h"
#include "bench/cmd/command.h"
#include "bench/cmd/contestant.h"
#include "bench/cmd/output.h"
#include "bench/cmd/said.h"
#include "bench/cmd/signals.h"
#include "bench/cmd/value.h"
#include "bench/protocol/version.h"
#include "bench/report/trace_figure.h"
#include "bench/report/trace_text.h"
#include "bench/run/describe.h"
#include "bench/run/tracing.h"
#include "bench/store/fingerprint.h"
#include "bench/store/folder.h"
#include "bench/store/machine.h"
#include "bench/store/trace.h"

#define EVENTS_SHOWN 60
#define LANES_SHOWN 16
#define TEXT_BYTES 1024

struct options {
	const char *what; /* WORKLOAD[:PARAMETER=VALUE]... */
	const char *runtime, *output, *svg;
	int64_t operations; /* 0: as few as can be */
	bool all, json;
	int error;
};

enum { KEY_OPERATIONS = 4000, KEY_RUNTIME, KEY_SVG };

static const struct argp_option argp_options[] = {
	{"all", 'a', NULL, 0, "Print every event and task, however many there are", 0},
	{"json", 'j', NULL, 0, "Print the trace as JSON, a line an event", 0},
	{"operations", KEY_OPERATIONS, "N", 0,
	 "Play at least N operations (default: as few as a slice may have)", 0},
	{"output", 'o', "FILE", 0, "Write the trace into a file, as --json prints it", 0},
	{"runtime", KEY_RUNTIME, "NAME", 0, "On [PROGRAM@]NAME (default: coroutines)", 0},
	{"svg", KEY_SVG, "FILE", 0, "Draw it, too", 0},
	{0},
};

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;
	int error = 0;

	if (key == 'a')
		options->all = true;
	else if (key == 'j')
		options->json = true;
	else if (key == 'o')
		options->output = text;
	else if (key == KEY_OPERATIONS)
		error = value_integer("--operations", text, 1, INT32_MAX,
				      &options->operations);
	else if (key == KEY_RUNTIME)
		options->runtime = text;
	else if (key == KEY_SVG)
		options->svg = text;
	else if (key == ARGP_KEY_ARG && !options->what)
		options->what = text;
	else if (key == ARGP_KEY_ARG)
		error = complain("one workload at a time, and \"%s\" is one more", text);
	else
		return ARGP_ERR_UNKNOWN;
	if (!options->error)
		options->error = error;
	return 0;
}

static const struct argp argp = {
	.options = argp_options,
	.parser = parse,
	.args_doc = "WORKLOAD[:PARAMETER=VALUE]...",
	.doc = "Play a workload once and tell what the runtime did in which order: tasks "
	       "created, started, waiting, woken, done. Nothing is measured."
	       "\vExamples:\n"
	       "  duet trace say_after\n"
	       "  duet trace say_after:tasks=0 --runtime=threads\n"
	       "  duet trace sleepers:tasks=5:ms=2 --svg=sleepers.svg",
};

/* ---- playing ---- */

static void pass_on(void *context, const char *label, const char *text, size_t bytes)
{
	said_take(context, stderr, label, text, bytes);
}

static int say_problem(const struct problem *problem, int error)
{
	if (error == -EINTR)
		return EXIT_INTERRUPTED;
	complain_problem(problem);
	return EXIT_FAILED;
}

static json_t *parameters_of(const struct contestant *contestant)
{
	json_t *parameters = json_object();

	for (size_t i = 0; i < contestant->parameter_count; i++)
		json_object_set_new(parameters, contestant->parameters[i].name,
				    json_integer(contestant->parameters[i].value));
	return parameters;
}

/* Play what was asked for. Returns 0 and the lines, or an exit code. */
static int play(struct tracing *tracing, json_t **documents)
{
	char *worker = default_worker();
	struct problem problem = {0};
	struct said said = {0};
	sigset_t before;
	int error;

	if (!worker)
		return complain("out of memory");
	if (!tracing->program)
		tracing->program = worker;
	tracing->loader = worker;
	tracing->worker_said = pass_on;
	tracing->context = &said;
	tracing->stop_fd = signals_take(&before);
	error = tracing_play(tracing, documents, &problem);
	signals_give_back(tracing->stop_fd, &before);
	said_end(&said, stderr);
	free(worker);
	return error ? say_problem(&problem, error) : EXIT_DONE;
}

/*
 * Whether the contestant is one whose order of doing things can be seen. Returns 0 or an
 * exit code.
 */
static int check(const struct contestant *contestant, struct catalogue *catalogue)
{
	const json_t *description = catalogue_get(catalogue, contestant->program);
	const json_t *runtime = describe_runtime(description, contestant->runtime);
	char why[128];

	if (!json_is_true(json_object_get(runtime, "traces")))
		return complain("%s cannot be traced: it does not play through the table "
				"of asyncio.h (try --runtime=coroutines or threads)",
				contestant->runtime);
	if (!contestant_is_fit(contestant, catalogue, why, sizeof(why)))
		return complain("%s: %s", contestant->workload, why);
	return 0;
}

/* As runs name it: by the build of duet-worker too, whoever's worker is traced. */
static int name_machine(struct catalogue *catalogue, char *name)
{
	const json_t *description = catalogue_get(catalogue, NULL);
	struct machine *machine = description ? calloc(1, sizeof(*machine)) : NULL;

	if (!description)
		return EXIT_BAD_USE;
	if (!machine)
		return complain("out of memory");
	machine_describe(machine);
	describe_build(description, machine);
	fingerprint_machine(machine, name);
	free(machine);
	return 0;
}

static int play_contestant(const struct contestant *contestant, struct catalogue *catalogue,
			   const struct options *options, json_t **documents)
{
	const json_t *description = catalogue_get(catalogue, contestant->program);
	const json_t *workload = describe_workload(description, contestant->workload);
	char machine[FINGERPRINT_TEXT];
	struct tracing tracing = {
		.machine = machine,
		.version = DUET_VERSION,
		.program = contestant->program,
		.runtime = contestant->runtime,
		.workload = contestant->workload,
		.driver = json_string_value(json_object_get(workload, "driver")),
		.parameters = parameters_of(contestant),
		.operations = options->operations,
	};
	int code = name_machine(catalogue, machine);

	if (!code)
		code = play(&tracing, documents);
	json_decref(tracing.parameters);
	return code;
}

/* Find out who is asked for, and play. Returns an exit code. */
static int get(const struct options *options, json_t **documents)
{
	struct catalogue catalogue = {0};
	struct contestant contestant;
	char text[TEXT_BYTES];
	int code;

	if (snprintf(text, sizeof(text), "%s/%s", options->runtime, options->what) >=
	    TEXT_BYTES)
		return complain("\"%.40s...\" is too long", options->what);
	code = contestant_parse(text, NULL, &contestant);
	if (!code)
		code = contestant_settle(&contestant, &catalogue, NULL, 0);
	if (!code)
		code = check(&contestant, &catalogue);
	if (!code)
		code = play_contestant(&contestant, &catalogue, options, documents);
	contestant_free(&contestant);
	catalogue_free(&catalogue);
	return code;
}

/* ---- telling ---- */

/* The folder that the file is to be in, which need not be there yet. */
static void make_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, (size_t)(slash - path)) : NULL;

	if (folder)
		folder_make(folder); /* where that fails the file cannot be written */
	free(folder);
}

static int save(const char *path, const json_t *documents)
{
	FILE *file;
	int error;

	make_folder_of(path);
	file = fopen(path, "we");
	error = file ? trace_write(file, documents) : -errno;

	if (file && fclose(file) && !error)
		error = -errno;
	if (!error)
		return EXIT_DONE;
	complain("cannot write %s: %s", path, strerror(-error));
	return EXIT_FAILED;
}

/* A drawing that was written to its end, to be freed; NULL: it was not. */
static char *read_drawing(const char *path, size_t *bytes)
{
	static const char end[] = "</svg>";
	struct stat status;
	char *text = NULL;
	FILE *file = fopen(path, "re");

	if (file && fstat(fileno(file), &status) == 0)
		text = malloc((size_t)status.st_size + 1);
	*bytes = text ? fread(text, 1, (size_t)status.st_size, file) : 0;
	if (text && !memmem(text, *bytes, end, strlen(end))) {
		free(text);
		text = NULL;
	}
	if (file)
		fclose(file);
	return text;
}

/* gnuplot does not say when it cannot write: it draws beside, and we write. */
static int draw_beside(const struct trace_log *log, const char *path, const char *beside,
		       struct problem *problem)
{
	int error = trace_draw(log, beside, problem);
	size_t bytes;
	char *text;

	if (error)
		return error;
	text = read_drawing(beside, &bytes);
	if (!text)
		return problem_set(problem, -EIO, "cannot write %s: gnuplot did not end it",
				   beside);
	error = output_write(path, text, bytes);
	free(text);
	return error ? problem_set(problem, error, "cannot write %s: %s", path,
				   strerror(-error))
		     : 0;
}

static int draw(const struct trace_log *log, const char *path)
{
	char beside[] = "/tmp/duet-trace-XXXXXX";
	struct problem problem = {0};
	int error, fd = mkstemp(beside);

	if (fd < 0)
		return complain("cannot write %s: %s", beside, strerror(errno));
	close(fd);
	error = draw_beside(log, path, beside, &problem);
	unlink(beside);
	return error ? say_problem(&problem, error) : EXIT_DONE;
}

static int print(const struct trace_log *log, const struct options *options)
{
	int error;

	if (options->json)
		error = trace_write(stdout, log->documents);
	else
		error = trace_write_text(stdout, log,
					 options->all ? SIZE_MAX : EVENTS_SHOWN,
					 options->all ? SIZE_MAX : LANES_SHOWN);
	return error == -ENOMEM ? complain("out of memory") : EXIT_DONE;
}

static int show(json_t *documents, const struct options *options)
{
	struct problem problem = {0};
	struct trace_log log;
	int code, error = trace_decode(documents, "the worker's trace", &log, &problem);

	if (error)
		return say_problem(&problem, error);
	code = print(&log, options);
	if (!code && options->output)
		code = save(options->output, documents);
	if (!code && options->svg)
		code = draw(&log, options->svg);
	trace_free(&log);
	return code;
}

static int trace(int argc, char **argv)
{
	struct options options = {.runtime = "coroutines"};
	json_t *documents = NULL;
	int code;

	argp_parse(&argp, argc, argv, 0, NULL, &options);
	if (options.error)
		return options.error;
	if (!options.what)
		return complain("which workload? (see: duet list workloads)");
	code = get(&options, &documents);
	if (!code)
		code = show(documents, &options);
	json_decref(documents);
	return code;
}

const struct command command_trace = {
	.name = "trace",
	.summary = "tell what a runtime does in which order while it plays",
	.run = trace,
};
