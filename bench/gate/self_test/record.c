/* SPDX-License-Identifier: MIT */
/* record.c - outcomes to lines and back. See record.h. */
#include "bench/gate/self_test/record.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "bench/store/decode.h"
#include "bench/store/encode.h"
#include "bench/store/folder.h"

const char *const self_test_kind_names[SELF_TEST_KINDS] = {
	[SELF_TEST_EQUAL] = "equal",
	[SELF_TEST_SLOWER] = "slower",
	[SELF_TEST_QUICK] = "quick",
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
		.seconds = decode_number(decoder, json, "seconds"),
		.measuring = decode_number(decoder, json, "measuring"),
		.seed = decode_seed(decoder, json),
		.date = decode_string(decoder, json, "date"),
		.code = decode_string(decoder, json, "code"),
		.revision = decode_string(decoder, json, "revision"),
		.machine = decode_string(decoder, json, "machine"),
	};
	return decoder->error;
}

/* ---- the log ---- */

/* Room for one more. Returns 0 or the decoder's error. */
static int grow(struct decoder *decoder, struct self_test_log *log)
{
	size_t count = log->count;
	struct self_test_outcome *grown;

	if (count & (count - 1)) /* neither a power of two nor 0: there is room */
		return 0;
	grown = realloc(log->outcomes, (count ? 2 * count : 1) * sizeof(*grown));
	if (!grown) {
		decoder->error = problem_set(decoder->problem, -ENOMEM, "out of memory");
		return decoder->error;
	}
	log->outcomes = grown;
	return 0;
}

static void read_line(struct decoder *decoder, struct self_test_log *log, const char *text,
		      size_t bytes)
{
	json_error_t where;
	json_t *json = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &where);

	if (!json_is_object(json))
		decode_fail(decoder, "%s", json ? "no JSON object" : where.text);
	else if (!grow(decoder, log) && !decode(decoder, json, &log->outcomes[log->count]))
		log->count++;
	if (json && json_array_append_new(log->documents, json))
		decoder->error = -ENOMEM;
}

static void read_lines(struct decoder *decoder, struct self_test_log *log, FILE *file)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;

	while (!decoder->error && (length = getline(&line, &size, file)) > 0) {
		decoder->line++;
		log->torn = line[length - 1] != '\n';
		if (log->torn)
			break;
		read_line(decoder, log, line, (size_t)length);
		log->end += length;
	}
	free(line);
	if (!decoder->error && ferror(file))
		decode_fail(decoder, "%s", strerror(errno));
}

static int fail(struct problem *problem, const char *what, const char *path, int error)
{
	problem_set(problem, error, "cannot %s %s: %s", what, path, strerror(-error));
	return error;
}

int self_test_read(const char *path, struct self_test_log *log, struct problem *problem)
{
	const char *slash = strrchr(path, '/');
	char folder[4096];
	struct decoder decoder = {
		.folder = folder, .file = slash ? slash + 1 : path, .problem = problem};
	FILE *file = fopen(path, "re");

	snprintf(folder, sizeof(folder), "%.*s", slash ? (int)(slash - path) : 1,
		 slash ? path : ".");
	*log = (struct self_test_log){0};
	if (!file)
		return fail(problem, "read", path, -errno);
	log->documents = json_array();
	if (log->documents)
		read_lines(&decoder, log, file);
	else
		decoder.error = problem_set(problem, -ENOMEM, "out of memory");
	fclose(file);
	if (decoder.error == -EBADMSG)
		problem_remedy(problem, "take the line out, or name another --record");
	if (decoder.error)
		self_test_log_free(log);
	return decoder.error;
}

void self_test_log_free(struct self_test_log *log)
{
	free(log->outcomes);
	json_decref(log->documents);
	*log = (struct self_test_log){0};
}

static int make_folder(const char *path, struct problem *problem)
{
	const char *slash = strrchr(path, '/');
	char *folder;
	int error;

	if (!slash || slash == path)
		return 0;
	folder = strndup(path, (size_t)(slash - path));
	error = folder ? folder_make(folder) : -ENOMEM;
	if (error)
		fail(problem, "make", folder ? folder : path, error);
	free(folder);
	return error;
}

/* The file is locked: nobody else adds. */
static int read_locked(int fd, const char *path, struct self_test_log *log,
		       struct problem *problem)
{
	int error = self_test_read(path, log, problem);

	if (!error && log->torn && ftruncate(fd, log->end)) {
		error = fail(problem, "cut", path, -errno);
		self_test_log_free(log);
	}
	return error;
}

int self_test_open(const char *path, struct self_test_log *log, struct problem *problem)
{
	int error = make_folder(path, problem);
	int fd;

	if (error)
		return error;
	fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail(problem, "open", path, -errno);
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		error = problem_set(problem, -EBUSY, "%s is in use", path);
		problem_remedy(problem, "wait for the other self-test, or stop it");
	} else {
		error = read_locked(fd, path, log, problem);
	}
	if (error)
		close(fd);
	return error ? error : fd;
}
