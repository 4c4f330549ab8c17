/* SPDX-License-Identifier: MIT */
/* decode.c - members of JSON objects, checked; the first error is kept. */
#include "bench/store/decode.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int decode_fail(struct decoder *decoder, const char *format, ...)
{
	char what[512], line[32] = "";
	va_list arguments;

	if (decoder->error)
		return decoder->error;
	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	if (decoder->line)
		snprintf(line, sizeof(line), ", line %zu", decoder->line);
	decoder->error = problem_set(decoder->problem, -EBADMSG, "%s%s%s%s: %s",
				     decoder->folder ? decoder->folder : "",
				     decoder->folder ? "/" : "", decoder->file, line, what);
	return decoder->error;
}

const char *decode_string(struct decoder *decoder, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (json_is_string(value))
		return json_string_value(value);
	decode_fail(decoder, "\"%s\" is %s", name, value ? "no string" : "missing");
	return "";
}

int64_t decode_integer(struct decoder *decoder, const json_t *object, const char *name,
		       int64_t least)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_integer(value))
		decode_fail(decoder, "\"%s\" is %s", name,
			    value ? "no integer" : "missing");
	else if (json_integer_value(value) < least)
		decode_fail(decoder, "\"%s\" is %" PRId64 ", less than %" PRId64, name,
			    (int64_t)json_integer_value(value), least);
	else
		return json_integer_value(value);
	return least;
}

const json_t *decode_array(struct decoder *decoder, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (json_is_array(value))
		return value;
	decode_fail(decoder, "\"%s\" is %s", name, value ? "no array" : "missing");
	return NULL;
}

bool decode_format(struct decoder *decoder, const json_t *object)
{
	int64_t format = decode_integer(decoder, object, "format", 1);

	if (!decoder->error && format != RESULTS_FORMAT)
		decode_fail(decoder,
			    "format %" PRId64 " is unknown to this version, which "
			    "reads format %d",
			    format, RESULTS_FORMAT);
	return !decoder->error;
}

void *decode_allocate(struct decoder *decoder, size_t count, size_t size)
{
	void *records = calloc(count ? count : 1, size);

	if (!records && !decoder->error)
		decoder->error =
			problem_set(decoder->problem, -ENOMEM, "no memory for reading %s",
				    decoder->folder ? decoder->folder : decoder->file);
	return records;
}
