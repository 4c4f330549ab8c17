/* SPDX-License-Identifier: MIT */
/* record.c - outcomes to lines and back. See record.h. */
#include "bench/gate/self_test/record.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/report/utf8.h"
#include "bench/store/decode.h"
#include "bench/store/encode.h"
#include "bench/store/folder.h"

const char *const self_test_kind_names[SELF_TEST_KINDS] = {
	[SELF_TEST_EQUAL] = "equal",
	[SELF_TEST_SLOWER] = "slower",
	[SELF_TEST_QUICK] = "quick",
	[SELF_TEST_HASTY] = "hasty",
};

/* ---- an outcome to a line ---- */

static json_t *encode(const struct self_test_outcome *outcome)
{
	char seed[24];

	snprintf(seed, sizeof(seed), "%llu", (unsigned long long)outcome->seed);
	return json_pack(
		"{s:i, s:s, s:s, s:s, s:f, s:o, s:o, s:o, s:s, s:O, s:I, s:I, s:f, s:f, "
		"s:s, s:s, s:s, s:s, s:s}",
		"format", RESULTS_FORMAT, "kind", self_test_kind_names[outcome->kind],
		"path", outcome->path, "row", outcome->row, "size", outcome->size,
		"measured", encode_number(outcome->measured), "measured_low",
		encode_number(outcome->measured_low), "measured_high",
		encode_number(outcome->measured_high), "verdict",
		gate_verdict_names[outcome->verdict], "failed", (json_t *)outcome->failed,
		"rows", (json_int_t)outcome->rows, "confirmed",
		(json_int_t)outcome->confirmed, "seconds", outcome->seconds, "measuring",
		outcome->measuring, "seed", seed, "date", outcome->date, "code",
		outcome->code, "revision", outcome->revision, "machine", outcome->machine);
}

int self_test_add(int fd, const struct self_test_outcome *outcome)
{
	json_t *line = encode(outcome);
	char *text = line ? json_dumps(line, JSON_COMPACT | JSON_REAL_PRECISION(9)) : NULL;
	int error = text ? 0 : -EINVAL;
	size_t bytes;

	json_decref(line);
	if (!text)
		return error;
	bytes = strlen(text);
	text[bytes] = '\n'; /* in the place of its end, which nobody needs */
	error = folder_append(fd, text, bytes + 1);
	free(text);
	return error;
}

/* ---- a line to an outcome ---- */

static double decode_number(struct decoder *decoder, const json_t *json, const char *name)
{
	const json_t *member = json_object_get(json, name);

	if (json_is_number(member))
		return json_number_value(member);
	decode_fail(decoder, "\"%s\" is %s", name, member ? "no number" : "missing");
	return NAN;
}

static double decode_seconds(struct decoder *decoder, const json_t *json, const char *name)
{
	double seconds = decode_number(decoder, json, name);

	if (!isfinite(seconds) || seconds < 0)
		decode_fail(decoder, "\"%s\" is no time", name);
	return seconds;
}

/* A text that is printed as it is: controls in it would be the terminal's. */
static const char *decode_line(struct decoder *decoder, const json_t *json,
			       const char *name)
{
	const char *text = decode_string(decoder, json, name);

	if (!utf8_is_one_line(text))
		decode_fail(decoder, "\"%s\" has control characters", name);
	return text;
}

static double decode_number_or_null(struct decoder *decoder, const json_t *json,
				    const char *name)
{
	return json_is_null(json_object_get(json, name))
		       ? NAN
		       : decode_number(decoder, json, name);
}

/* Which of the names the member is. */
static int decode_name(struct decoder *decoder, const json_t *json, const char *name,
		       const char *const *names, int count)
{
	const char *text = decode_string(decoder, json, name);

	for (int i = 0; i < count; i++)
		if (!strcmp(names[i], text))
			return i;
	decode_fail(decoder, "\"%s\" is \"%.40s\", which is none", name, text);
	return 0;
}

/* Text, as is a number that JSON's readers would round. */
static uint64_t decode_seed(struct decoder *decoder, const json_t *json)
{
	const char *text = decode_string(decoder, json, "seed");
	char *end;
	uint64_t seed = strtoull(text, &end, 10);

	if (end == text || *end)
		decode_fail(decoder, "\"seed\" is no number");
	return seed;
}

static int decode(struct decoder *decoder, const json_t *json,
		  struct self_test_outcome *outcome)
{
	decode_format(decoder, json);
	*outcome = (struct self_test_outcome){
		.kind = (enum self_test_kind)decode_name(
			decoder, json, "kind", self_test_kind_names, SELF_TEST_KINDS),
		.path = decode_string(decoder, json, "path"),
		.row = decode_string(decoder, json, "row"),
		.size = decode_number(decoder, json, "size"),
		.measured = decode_number_or_null(decoder, json, "measured"),
		.measured_low = decode_number_or_null(decoder, json, "measured_low"),
		.measured_high = decode_number_or_null(decoder, json, "measured_high"),
		.verdict = (enum gate_verdict)decode_name(
			decoder, json, "verdict", gate_verdict_names, GATE_VERDICTS),
		.failed = decode_array(decoder, json, "failed"),
		.rows = decode_integer(decoder, json, "rows", 0),
		.confirmed = decode_integer(decoder, json, "confirmed", 0),
		.seconds = decode_seconds(decoder, json, "seconds"),
		.measuring = decode_seconds(decoder, json, "measuring"),
		.seed = decode_seed(decoder, json),
		.date = decode_line(decoder, json, "date"),
		.code = decode_line(decoder, json, "code"),
		.revision = decode_line(decoder, json, "revision"),
		.machine = decode_line(decoder, json, "machine"),
	};
	return decoder->error;
}

/* ---- the log ---- */

static bool is_same(const struct self_test_outcome *a, const struct self_test_outcome *b)
{
	return a->seed == b->seed && a->kind == b->kind && fabs(a->size - b->size) < 1e-6 &&
	       !strcmp(a->date, b->date) && !strcmp(a->path, b->path) &&
	       !strcmp(a->code, b->code);
}

/* Merged line by line, two logs may have a gate twice, which is one gate still. */
static bool is_repeated(const struct self_test_log *log,
			const struct self_test_outcome *outcome)
{
	for (size_t i = 0; i < log->count; i++)
		if (is_same(&log->outcomes[i], outcome))
			return true;
	return false;
}

static int decode_all(const char *path, struct self_test_log *log, struct problem *problem)
{
	struct decoder decoder = {.file = path, .problem = problem};
	const json_t *documents = log->lines.documents;

	log->outcomes = decode_allocate(&decoder, json_array_size(documents),
					sizeof(*log->outcomes));
	for (size_t i = 0; !decoder.error && i < json_array_size(documents); i++) {
		struct self_test_outcome *outcome = &log->outcomes[log->count];

		decoder.line = i + 1;
		if (!decode(&decoder, json_array_get(documents, i), outcome))
			log->count += !is_repeated(log, outcome);
	}
	return decoder.error;
}

int self_test_read(const char *path, struct self_test_log *log, struct problem *problem)
{
	int error;

	*log = (struct self_test_log){0};
	error = lines_check(path, problem);
	if (!error)
		error = lines_read(path, &log->lines, problem);
	if (!error)
		error = decode_all(path, log, problem);
	if (error == -EBADMSG)
		problem_remedy(problem, "take the line out, or name another --record");
	if (error)
		self_test_log_free(log);
	return error;
}

void self_test_log_free(struct self_test_log *log)
{
	free(log->outcomes);
	lines_free(&log->lines);
	*log = (struct self_test_log){0};
}

/* The file is locked: nobody else adds. */
static int read_locked(int fd, const char *path, struct self_test_log *log,
		       struct problem *problem)
{
	int error = self_test_read(path, log, problem);

	if (error)
		return error;
	error = lines_cut(fd, &log->lines);
	if (error) {
		problem_set(problem, error, "cannot cut %s: %s", path, strerror(-error));
		self_test_log_free(log);
	}
	return error;
}

int self_test_open(const char *path, struct self_test_log *log, struct problem *problem)
{
	int error = lines_check(path, problem);
	int fd = error ? error : lines_open(path, false, problem);

	if (fd == -EBUSY)
		problem_remedy(problem, "wait for the other self-test, or stop it");
	if (fd < 0)
		return fd;
	error = read_locked(fd, path, log, problem);
	if (error)
		close(fd);
	return error ? error : fd;
}
