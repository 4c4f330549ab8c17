/* SPDX-License-Identifier: MIT */
/* decode.c - members of JSON objects, checked; the first error is kept. */
#include "bench/store/decode.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

double decode_double(struct decoder *decoder, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_number(value) && !json_is_null(value))
		decode_fail(decoder, "\"%s\" is missing or neither a number nor null",
			    name);
	return json_is_number(value) ? json_number_value(value) : NAN;
}

const json_t *decode_array(struct decoder *decoder, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (json_is_array(value))
		return value;
	decode_fail(decoder, "\"%s\" is %s", name, value ? "no array" : "missing");
	return NULL;
}

bool decode_flag(struct decoder *decoder, const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_boolean(value))
		decode_fail(decoder, "\"%s\" is missing or no boolean", name);
	return json_is_true(value);
}

size_t decode_choice(struct decoder *decoder, const json_t *object, const char *name,
		     const char *const *choices, size_t count)
{
	const char *text = decode_string(decoder, object, name);

	for (size_t i = 0; i < count; i++)
		if (!strcmp(text, choices[i]))
			return i;
	decode_fail(decoder, "\"%s\" is \"%.40s\", which means nothing", name, text);
	return 0;
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

static FILE *open_file(struct decoder *decoder)
{
	char *path = NULL;
	FILE *file = NULL;

	if (asprintf(&path, "%s/%s", decoder->folder, decoder->file) < 0)
		path = NULL;
	if (path)
		file = fopen(path, "re");
	if (!file)
		decoder->error =
			problem_set(decoder->problem, -errno, "cannot read %s/%s: %s",
				    decoder->folder, decoder->file, strerror(errno));
	free(path);
	return file;
}

json_t *decode_file(struct decoder *decoder)
{
	FILE *file = open_file(decoder);
	json_error_t where;
	json_t *json;

	if (!file)
		return NULL;
	json = json_loadf(file, JSON_REJECT_DUPLICATES, &where);
	fclose(file);
	if (json_is_object(json))
		return json;
	decoder->line = where.line > 0 && !json ? (size_t)where.line : 1;
	decode_fail(decoder, "%s", json ? "no JSON object" : where.text);
	json_decref(json);
	return NULL;
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
