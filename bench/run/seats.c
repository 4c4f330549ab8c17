/* SPDX-License-Identifier: MIT */
/* seats.c - the duets of a plan: their records, their seats, and what their workers say of them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench/run/conductor.h"
#include "bench/run/describe.h"

#define DEFAULT_SLICE_NS 200000

/* The description of a program, asked for once. Borrowed; NULL: the problem says why not. */
static const json_t *description_of(struct conductor *conductor, const struct seat *seat)
{
	json_t *known = json_object_get(conductor->descriptions, seat->program);

	if (known)
		return known;
	if (describe_worker(seat->plan->launcher, seat->program, conductor->plan->stop_fd,
			    &known, conductor->problem))
		return NULL;
	json_object_set_new(conductor->descriptions, seat->program, known);
	return known;
}

static const char *text_of(struct conductor *conductor, const json_t *described,
			   const char *name)
{
	const char *text = json_string_value(json_object_get(described, name));

	return conductor_keep(conductor, text ? text : "");
}

static json_t *parameters_of(const struct contestant_plan *plan)
{
	json_t *parameters = json_object();

	for (size_t i = 0; i < plan->parameter_count; i++)
		json_object_set_new(parameters, plan->parameters[i].name,
				    json_integer(plan->parameters[i].value));
	return parameters;
}

/* One of those that there are; "wall" when the description names another. */
static const char *metric_name(const char *metric)
{
	static const char *const names[] = {"cpu", "memory"};

	for (size_t i = 0; metric && i < 2; i++)
		if (!strcmp(metric, names[i]))
			return names[i];
	return "wall";
}

/* What the workload's description says of the duet: its first contestant's. */
static void describe_duet(struct conductor *conductor, struct duet *duet,
			  const json_t *workload)
{
	struct duet_record *record = duet->record;
	const char *cores = json_string_value(json_object_get(workload, "cores"));
	const char *metric = json_string_value(json_object_get(workload, "metric"));
	bool all = cores && !strcmp(cores, "all");

	record->workload_cores = all ? "all" : "one";
	if (duet->plan->cores != CORES_BY_WORKLOAD)
		all = duet->plan->cores == CORES_ALL;
	if (duet->plan->metric)
		metric = duet->plan->metric;
	record->question = text_of(conductor, workload, "question");
	record->operation = text_of(conductor, workload, "operation");
	record->caution = text_of(conductor, workload, "caution");
	record->metric = metric_name(metric);
	record->cores = all ? "all" : "one";
}

/* The parameter that a level is measured over, with its range. */
static void describe_scaled(struct conductor *conductor, struct seat *seat,
			    const json_t *workload)
{
	const json_t *row;

	seat->scaled = text_of(conductor, workload, "scaled_parameter");
	row = describe_entry(json_object_get(workload, "parameters"), seat->scaled);
	seat->scaled_least = json_integer_value(json_object_get(row, "min"));
	seat->asked = json_integer_value(json_object_get(row, "default"));
	if (seat->scaled_least < 1)
		seat->scaled_least = 1;
	if (json_object_get(seat->parameters, seat->scaled))
		seat->asked =
			json_integer_value(json_object_get(seat->parameters, seat->scaled));
}

/* What the description says of the contestant. */
static void describe_seat(struct conductor *conductor, struct seat *seat,
			  const json_t *workload)
{
	const json_t *slice_ns = json_object_get(workload, "slice_ns");
	const char *driver = json_string_value(json_object_get(workload, "driver"));
	const char *kind = json_string_value(json_object_get(workload, "kind"));

	seat->driver = driver ? conductor_keep(conductor, driver) : NULL;
	seat->holds = kind && !strcmp(kind, "level");
	if (seat->holds) {
		describe_scaled(conductor, seat, workload);
		return;
	}
	seat->target_ns = json_integer_value(slice_ns);
	if (conductor->plan->slice_ns)
		seat->target_ns = conductor->plan->slice_ns;
	if (seat->target_ns <= 0)
		seat->target_ns = DEFAULT_SLICE_NS;
}

/* Bytes are not compared with nanoseconds. */
static int check_kinds(struct conductor *conductor, const struct duet *duet)
{
	bool memory = !strcmp(duet->record->metric, "memory");

	for (size_t i = 0; i < duet->seat_count; i++) {
		const struct seat *seat = &duet->seats[i];

		if (seat->holds == memory)
			continue;
		problem_set(conductor->problem, -EINVAL,
			    "%s of %s is measured in %s, and this duet is judged by %s",
			    seat->plan->workload, seat->record->label,
			    seat->holds ? "bytes" : "time", duet->record->metric);
		problem_remedy(
			conductor->problem,
			"compare levels of memory with each other, without --metric");
		return -EINVAL;
	}
	return 0;
}

static int find_out(struct conductor *conductor, struct duet *duet)
{
	for (size_t i = 0; i < duet->seat_count; i++) {
		struct seat *seat = &duet->seats[i];
		const json_t *description = description_of(conductor, seat);
		const json_t *workload;

		if (!description)
			return -ENOENT;
		workload = describe_workload(description, seat->plan->workload);
		if (!workload)
			return problem_set(conductor->problem, -ENOENT,
					   "%s has no workload \"%s\"", seat->program,
					   seat->plan->workload);
		describe_seat(conductor, seat, workload);
		seat->record->version = text_of(conductor, description, "version");
		if (i == 0)
			describe_duet(conductor, duet, workload);
		if (seat->driver && !duet->record->driver)
			duet->record->driver = seat->driver;
	}
	duet->record->slice_ns = duet->seats[0].target_ns;
	return check_kinds(conductor, duet);
}

/* The program as results tell it: the default one by its name, since its place is this machine's. */
static const char *told_program(const struct conductor *conductor, const struct seat *seat)
{
	const char *program = seat->program, *slash = strrchr(program, '/');

	if (seat->plan->told)
		return seat->plan->told;
	if (strcmp(program, conductor->plan->worker) == 0 && slash)
		return slash + 1;
	return program;
}

static void name_programs(const struct conductor *conductor, struct seat *seat)
{
	const struct contestant_plan *plan = seat->plan;
	bool several = plan->worker_count > 0;

	seat->programs = several	? plan->workers
			 : plan->worker ? &plan->worker
					: &conductor->plan->worker;
	seat->program_count = several ? plan->worker_count : 1;
	seat->program_offset = plan->worker_offset;
	seat->program = seat->programs[0];
}

/* Its place is a copy of the first contestant's, or the plan's own control has it. */
static void sit_down(struct conductor *conductor, struct duet *duet, size_t i)
{
	bool copy = i == duet->plan->contestant_count;
	bool control = copy || (duet->plan->own_control && i + 1 == duet->seat_count);
	const struct contestant_plan *plan = &duet->plan->contestants[copy ? 0 : i];
	struct contestant_record *record = &duet->record->contestants[i];
	struct seat *seat = &duet->seats[i];

	seat->plan = plan;
	seat->record = record;
	name_programs(conductor, seat);
	seat->parameters = parameters_of(plan);
	record->label = copy ? "control" : conductor_keep(conductor, plan->label);
	record->worker = conductor_keep(conductor, told_program(conductor, seat));
	record->worker_count = (int64_t)seat->program_count;
	record->runtime = conductor_keep(conductor, plan->runtime);
	record->workload = conductor_keep(conductor, plan->workload);
	record->checksum = "";
	record->control = control;
}

static int make_duet(struct conductor *conductor, size_t index)
{
	struct duet *duet = &conductor->duets[index];
	struct duet_record *record = &conductor->run.duets[index];
	const struct duet_plan *plan = &conductor->plan->duets[index];
	bool add_control = !conductor->plan->no_control && !plan->own_control;
	size_t count = plan->contestant_count + add_control;

	*duet = (struct duet){.index = index, .plan = plan, .record = record};
	*record = (struct duet_record){
		.workload = conductor_keep(conductor, plan->contestants[0].workload),
		.question = "",
		.operation = "",
		.caution = "",
		.metric = "wall",
		.cores = "one",
		.workload_cores = "one",
		.error = "",
		.contestant_core = -1,
		.driver_core = -1,
	};
	duet->seats = calloc(count, sizeof(*duet->seats));
	duet->series = calloc(count, sizeof(*duet->series));
	record->contestants = calloc(count, sizeof(*record->contestants));
	if (!duet->seats || !duet->series || !record->contestants)
		return -ENOMEM;
	duet->seat_count = record->contestant_count = count;
	for (size_t i = 0; i < count; i++)
		sit_down(conductor, duet, i);
	if (find_out(conductor, duet))
		conductor_fail(conductor, duet);
	return 0;
}

int seats_make(struct conductor *conductor)
{
	size_t count = conductor->plan->duet_count;
	int error = 0;

	conductor->duets = calloc(count, sizeof(*conductor->duets));
	conductor->run.duets = calloc(count, sizeof(*conductor->run.duets));
	if (!conductor->duets || !conductor->run.duets)
		return -ENOMEM;
	conductor->run.duet_count = count;
	for (size_t i = 0; i < count && !error; i++)
		error = make_duet(conductor, i);
	return error;
}

static void free_duet(struct duet *duet)
{
	for (size_t i = 0; i < duet->seat_count; i++) {
		free((void *)duet->record->contestants[i].parameters);
		json_decref(duet->seats[i].parameters);
		series_free(&duet->series[i]);
	}
	free(duet->seats);
	free(duet->series);
	free(duet->record->contestants);
	free((void *)duet->record->warnings);
}

void seats_free(struct conductor *conductor)
{
	for (size_t i = 0; i < conductor->run.duet_count; i++)
		if (conductor->duets[i].record)
			free_duet(&conductor->duets[i]);
	free(conductor->duets);
	free(conductor->run.duets);
}
