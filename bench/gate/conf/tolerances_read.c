/* SPDX-License-Identifier: MIT */
/* tolerances_read.c - the file of a gate, by libconfig, and what is wrong in it. */
#include <errno.h>
#include <fcntl.h>
#include <libconfig.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/gate/conf/tolerances_parse.h"
#include "bench/gate/metric.h"
#include "bench/protocol/nearest.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define FILE_BYTES ((size_t)1 << 20)

/* Strings of the tolerances live in the configuration. */
struct tolerances_memory {
	config_t config;
	char *path;
};

/* A file on its way: what was understood so far, and where to complain. */
struct reading {
	struct tolerances *file;
	struct problem *problem;
};

/* A text of a group. */
struct field {
	const char *name;
	/* What it is where it is absent; NULL in it: it must be there. */
	const char **value;
};

/* ---- complaints ---- */

/* FILE:LINE: what is wrong there. Returns -EINVAL. */
__attribute__((format(printf, 3, 4))) static int fail(const struct reading *reading,
						      unsigned line, const char *format,
						      ...)
{
	char what[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	return problem_set(reading->problem, -EINVAL, "%.200s:%u: %s", reading->file->path,
			   line, what);
}

static int fail_at(const struct reading *reading, const config_setting_t *setting,
		   const char *what, const char *text, const char *remedy)
{
	int error = fail(reading, config_setting_source_line(setting), "%s%s%.100s%s", what,
			 text ? " \"" : "", text ? text : "", text ? "\"" : "");

	problem_remedy(reading->problem, "%s", remedy);
	return error;
}

static int fail_memory(const struct reading *reading)
{
	return problem_set(reading->problem, -ENOMEM, "no memory for %.200s",
			   reading->file->path);
}

/* A name that does not exist; the remedy is the one that may be meant, or all there are. */
static int fail_unknown(const struct reading *reading, const config_setting_t *setting,
			const char *kind, const char *name, const char *const *names,
			size_t count)
{
	struct nearest nearest = {.wanted = name};
	char remedy[256] = "one of:";
	size_t used = strlen(remedy);

	for (size_t i = 0; i < count; i++) {
		nearest_try(&nearest, names[i]);
		used += (size_t)snprintf(remedy + used, sizeof(remedy) - used, " %s",
					 names[i]);
	}
	if (nearest.name)
		snprintf(remedy, sizeof(remedy), "did you mean \"%s\"?", nearest.name);
	return fail_at(reading, setting, kind, name, remedy);
}

/* ---- groups of texts ---- */

static int take_text(const struct reading *reading, const config_setting_t *setting,
		     const struct field *fields, size_t count)
{
	const char *name = config_setting_name(setting), *names[8];

	for (size_t i = 0; i < count; i++) {
		names[i] = fields[i].name;
		if (strcmp(fields[i].name, name))
			continue;
		*fields[i].value = config_setting_get_string(setting);
		if (*fields[i].value && **fields[i].value)
			return 0;
		return fail_at(reading, setting, "no text is given for", name,
			       "write it between quotation marks");
	}
	return fail_unknown(reading, setting, "unknown name", name, names, count);
}

static int take_group(const struct reading *reading, const config_setting_t *group,
		      const struct field *fields, size_t count)
{
	int error = 0;

	if (!config_setting_is_group(group))
		return fail_at(reading, group, "no group of settings", NULL,
			       "write { row = \"...\"; ... }");
	for (int i = 0; i < config_setting_length(group) && !error; i++)
		error = take_text(reading, config_setting_get_elem(group, (unsigned)i),
				  fields, count);
	for (size_t i = 0; i < count && !error; i++)
		if (!*fields[i].value)
			error = fail_at(reading, group, "what is missing here is",
					fields[i].name, "add it");
	return error;
}

static int check_metric(const struct reading *reading, const config_setting_t *group,
			const char *metric)
{
	const char *names[GATE_METRICS + 1] = {"*"};
	size_t count = 1;

	if (!strcmp(metric, "*") || gate_metric_find(metric))
		return 0;
	for (; gate_metric_at(count - 1); count++)
		names[count] = gate_metric_at(count - 1)->name;
	return fail_unknown(reading, config_setting_get_member(group, "metric"),
			    "unknown metric", metric, names, count);
}

static int check_percent(const struct reading *reading, const config_setting_t *group,
			 const char *name, const char *text, int most, double *share)
{
	char remedy[64];

	if (parse_percent(text, most, share))
		return 0;
	snprintf(remedy, sizeof(remedy), "write it as \"1 %%\", from 0 to %d", most);
	return fail_at(reading, config_setting_get_member(group, name),
		       "no share in per cent:", text, remedy);
}

/* ---- the three parts of the file ---- */

static bool is_played(const struct tolerances *file, const char *name)
{
	const struct gate_play *end = file->plays + file->play_count;

	for (const struct gate_play *play = file->plays; play < end; play++)
		if (!strcmp(play->name, name))
			return true;
	return false;
}

static int take_play(struct reading *reading, const config_setting_t *setting)
{
	struct tolerances *file = reading->file;
	struct gate_play *play = &file->plays[file->play_count];
	const char *name = config_setting_get_string(setting);
	int error;

	if (!name)
		return fail_at(reading, setting, "a row that is no text", NULL,
			       "write it between quotation marks");
	if (is_played(file, name))
		return fail_at(reading, setting, "twice the row", name,
			       "delete one of them");
	error = parse_play(name, play);
	file->play_count++; /* also of a bad one, so that it is freed */
	play->line = (int)config_setting_source_line(setting);
	if (error == -ENOMEM)
		return fail_memory(reading);
	if (error)
		return fail_at(reading, setting, "no row:", name,
			       "write WORKLOAD/RUNTIME, or "
			       "WORKLOAD/RUNTIME:PARAMETER=VALUE; see: duet list");
	return 0;
}

static int take_tolerance(struct reading *reading, const config_setting_t *group)
{
	struct tolerances *file = reading->file;
	struct tolerance *tolerance = &file->tolerances[file->tolerance_count];
	const char *most = NULL;
	const struct field fields[] = {
		{"metric", &tolerance->metric},
		{"row", &tolerance->row},
		{"tolerance", &most},
	};
	int error;

	*tolerance = (struct tolerance){
		.row = "*",
		.metric = "*",
		.line = (int)config_setting_source_line(group),
	};
	error = take_group(reading, group, fields, COUNT(fields));
	if (!error)
		error = check_metric(reading, group, tolerance->metric);
	if (!error)
		error = check_percent(reading, group, "tolerance", most, TOLERANCE_PERCENT,
				      &tolerance->most);
	file->tolerance_count++;
	return error;
}

static int take_waiver(struct reading *reading, const config_setting_t *group)
{
	struct tolerances *file = reading->file;
	struct waiver *waiver = &file->waivers[file->waiver_count];
	const char *up_to = NULL;
	const struct field fields[] = {
		{"metric", &waiver->metric}, {"reason", &waiver->reason},
		{"row", &waiver->row},	     {"until", &waiver->until},
		{"up_to", &up_to},
	};
	int error;

	*waiver = (struct waiver){
		.metric = "*",
		.line = (int)config_setting_source_line(group),
	};
	error = take_group(reading, group, fields, COUNT(fields));
	if (!error)
		error = check_metric(reading, group, waiver->metric);
	if (!error)
		error = check_percent(reading, group, "up_to", up_to, WAIVER_PERCENT,
				      &waiver->up_to);
	if (!error && !is_day(waiver->until))
		error = fail_at(reading, config_setting_get_member(group, "until"),
				"no day:", waiver->until, "write it as 2027-01-31");
	file->waiver_count++;
	return error;
}

/* Room for all that a part has; at least for one, since calloc may give nothing for none. */
static void *room_for(const config_setting_t *part, size_t size)
{
	return calloc((size_t)config_setting_length(part) + 1, size);
}

static int take_all(struct reading *reading, const config_setting_t *part, void *room,
		    int (*take)(struct reading *, const config_setting_t *))
{
	int error = 0;

	if (!room)
		return fail_memory(reading);
	for (int i = 0; i < config_setting_length(part) && !error; i++)
		error = take(reading, config_setting_get_elem(part, (unsigned)i));
	return error;
}

static int take_part(struct reading *reading, const config_setting_t *part)
{
	static const char *const names[] = {"rows", "tolerances", "waivers"};
	const char *name = config_setting_name(part);
	struct tolerances *file = reading->file;

	if (config_setting_is_scalar(part) || config_setting_is_group(part))
		return fail_at(reading, part, "no list is given for", name,
			       "write ( ..., ... )");
	if (!strcmp(name, "rows")) {
		file->plays = room_for(part, sizeof(*file->plays));
		return take_all(reading, part, file->plays, take_play);
	}
	if (!strcmp(name, "tolerances")) {
		file->tolerances = room_for(part, sizeof(*file->tolerances));
		return take_all(reading, part, file->tolerances, take_tolerance);
	}
	if (!strcmp(name, "waivers")) {
		file->waivers = room_for(part, sizeof(*file->waivers));
		return take_all(reading, part, file->waivers, take_waiver);
	}
	return fail_unknown(reading, part, "unknown name", name, names, COUNT(names));
}

/* ---- the file ---- */

/* All of it, ended by a zero, as no other is in it: to libconfig it would be the end. */
static int read_text(int fd, char *text, size_t *bytes)
{
	ssize_t n;

	for (*bytes = 0; *bytes <= FILE_BYTES; *bytes += (size_t)n) {
		n = read(fd, text + *bytes, FILE_BYTES + 1 - *bytes);
		if (n < 0)
			return -errno;
		if (n == 0) {
			text[*bytes] = 0;
			return strlen(text) == *bytes ? 0 : -EINVAL;
		}
	}
	return -EFBIG;
}

/* Of a pipe or a device nobody knows whether it ends. -ENOTSUP: it is one. */
static int check_kind(int fd)
{
	struct stat status;

	if (fstat(fd, &status))
		return -errno;
	if (S_ISDIR(status.st_mode))
		return -EISDIR;
	return S_ISREG(status.st_mode) ? 0 : -ENOTSUP;
}

/* Opening a pipe waits for nobody. */
static int load(const char *path, char **text)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), error;
	size_t bytes;

	if (fd < 0)
		return -errno;
	error = check_kind(fd);
	if (!error) {
		*text = malloc(FILE_BYTES + 2);
		error = *text ? read_text(fd, *text, &bytes) : -ENOMEM;
	}
	close(fd);
	return error;
}

static int parse(struct reading *reading, config_t *config, const char *text)
{
	const config_setting_t *root;
	int error = 0;

	if (!config_read_string(config, text)) {
		error = fail(reading, (unsigned)config_error_line(config), "%s",
			     config_error_text(config));
		problem_remedy(reading->problem,
			       "settings end with \";\", the members of a list have commas "
			       "between them and none after the last");
		return error;
	}
	root = config_root_setting(config);
	for (int i = 0; i < config_setting_length(root) && !error; i++)
		error = take_part(reading, config_setting_get_elem(root, (unsigned)i));
	return error;
}

static int make_memory(struct tolerances *tolerances, const char *path)
{
	struct tolerances_memory *memory = calloc(1, sizeof(*memory));

	*tolerances = (struct tolerances){.path = path};
	if (!memory)
		return -ENOMEM;
	config_init(&memory->config);
	tolerances->memory = memory;
	memory->path = strdup(path);
	tolerances->path = memory->path ? memory->path : path;
	return memory->path ? 0 : -ENOMEM;
}

int tolerances_read(const char *path, struct tolerances *tolerances,
		    struct problem *problem)
{
	struct reading reading = {tolerances, problem};
	char *text = NULL;
	int error = make_memory(tolerances, path);

	if (!error)
		error = load(path, &text);
	if (error == -EINVAL)
		problem_set(problem, error, "%.200s is no text", path);
	else if (error == -ENOTSUP)
		problem_set(problem, error, "%.200s is no regular file", path);
	else if (error)
		problem_set(problem, error, "cannot read %.200s: %s", path,
			    strerror(-error));
	else
		error = parse(&reading, &tolerances->memory->config, text);
	free(text);
	if (error)
		tolerances_free(tolerances);
	return error;
}

void tolerances_free(struct tolerances *tolerances)
{
	struct tolerances_memory *memory = tolerances->memory;

	for (size_t i = 0; i < tolerances->play_count; i++)
		free_play(&tolerances->plays[i]);
	free(tolerances->plays);
	free(tolerances->tolerances);
	free(tolerances->waivers);
	if (memory) {
		config_destroy(&memory->config);
		free(memory->path);
	}
	free(memory);
	*tolerances = (struct tolerances){0};
}
