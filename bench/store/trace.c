/* SPDX-License-Identifier: MIT */
/* trace.c - a trace read and written. See trace.h; trace_find.c finds events in it. */
#include "bench/store/trace.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bench/store/decode.h"
#include "bench/store/lines.h"

/* A member that an event need not have. */
static const char *text_of(struct decoder *decoder, const json_t *json, const char *name)
{
	return json_object_get(json, name) ? decode_string(decoder, json, name) : "";
}

static int64_t number_of(struct decoder *decoder, const json_t *json, const char *name,
			 int64_t least)
{
	return json_object_get(json, name) ? decode_integer(decoder, json, name, least) : 0;
}

static void decode_event(struct decoder *decoder, const json_t *json, int64_t least_ns,
			 struct traced_event *event)
{
	const json_t *result = json_object_get(json, "result");

	*event = (struct traced_event){
		.ns = decode_integer(decoder, json, "ns", least_ns),
		.task = decode_integer(decoder, json, "task", 1),
		.name = decode_string(decoder, json, "name"),
		.event = decode_string(decoder, json, "event"),
		.phase = decode_string(decoder, json, "phase"),
		.in = text_of(decoder, json, "in"),
		.on = text_of(decoder, json, "on"),
		.other = number_of(decoder, json, "other", 0),
		.has_result = result,
		.result = json_is_string(result)
				  ? 0
				  : number_of(decoder, json, "result", INT64_MIN),
		.word = json_is_string(result) ? json_string_value(result) : "",
		.has_for = json_object_get(json, "for_ns"),
		.for_ns = number_of(decoder, json, "for_ns", INT64_MIN),
	};
}

static void decode_events(struct decoder *decoder, struct trace_log *log)
{
	size_t count = json_array_size(log->documents) - 1;
	int64_t least_ns = 0;

	log->events = decode_allocate(decoder, count, sizeof(*log->events));
	while (!decoder->error && log->count < count) {
		struct traced_event *event = &log->events[log->count++];

		decoder->line = log->count + 1;
		decode_event(decoder, json_array_get(log->documents, log->count), least_ns,
			     event);
		least_ns = event->ns;
	}
}

static void decode_header(struct decoder *decoder, struct trace_log *log)
{
	const json_t *header = json_array_get(log->documents, 0);
	int64_t format;

	decoder->line = 1;
	format = decode_integer(decoder, header, "format", 1);
	if (!decoder->error && format != TRACE_FORMAT)
		decode_fail(decoder, "format %" PRId64 " of traces is unknown", format);
	log->workload = decode_string(decoder, header, "trace");
	log->runtime = decode_string(decoder, header, "runtime");
	log->parameters = json_object_get(header, "parameters");
	if (!json_is_object(log->parameters))
		decode_fail(decoder, "\"parameters\" is no object");
	log->operations = decode_integer(decoder, header, "operations", 0);
	log->dropped = decode_integer(decoder, header, "dropped", 0);
	log->machine = decode_string(decoder, header, "machine");
	log->version = decode_string(decoder, header, "version");
	log->started = decode_string(decoder, header, "started");
}

int trace_decode(json_t *documents, const char *file, struct trace_log *log,
		 struct problem *problem)
{
	struct decoder decoder = {.file = file, .problem = problem};

	*log = (struct trace_log){.documents = json_incref(documents)};
	if (json_array_size(documents))
		decode_header(&decoder, log);
	else
		decode_fail(&decoder, "it is empty");
	if (!decoder.error)
		decode_events(&decoder, log);
	if (decoder.error == -EBADMSG)
		problem_remedy(problem, "a trace is what duet trace --output=FILE writes");
	if (decoder.error)
		trace_free(log);
	return decoder.error;
}

int trace_read(const char *path, struct trace_log *log, struct problem *problem)
{
	struct lines lines;
	int error = lines_read(path, &lines, problem);

	if (error) {
		*log = (struct trace_log){0};
		return error;
	}
	error = trace_decode(lines.documents, path, log, problem);
	lines_free(&lines);
	return error;
}

void trace_free(struct trace_log *log)
{
	free(log->events);
	json_decref(log->documents);
	*log = (struct trace_log){0};
}

int trace_write(FILE *file, const json_t *documents)
{
	const json_t *line;
	size_t i;

	json_array_foreach(documents, i, line)
	{
		if (json_dumpf(line, file, JSON_COMPACT) || fputc('\n', file) == EOF)
			return errno ? -errno : -EIO;
	}
	return fflush(file) ? -errno : 0;
}
