/* SPDX-License-Identifier: MIT */
/* machine_json.c - the machine as JSON and back: tables of members, since there are many. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/store/machine.h"
#include "bench/store/record.h"

struct member {
	const char *name;
	size_t offset, size;
};

#define MEMBER(field)                                                                      \
	{                                                                                  \
#field, offsetof(struct machine, field),                                   \
			sizeof(((struct machine *)0)->field)                               \
	}
#define LIMIT(name, field)                                                                 \
	{                                                                                  \
		name, offsetof(struct machine, field), sizeof(int64_t)                     \
	}
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct member texts[] = {
	MEMBER(cpu),
	MEMBER(cores_list),
	MEMBER(kernel),
	MEMBER(governor),
	MEMBER(virtualisation),
	MEMBER(clocksource),
	MEMBER(transparent_huge_pages),
	MEMBER(tcp_congestion_control),
	MEMBER(compiler),
	MEMBER(flags),
};

static const struct member integers[] = {
	MEMBER(cores_online), MEMBER(cores_allowed),   MEMBER(timer_slack_ns),
	MEMBER(memory_bytes), MEMBER(available_bytes),
};

static const struct member limits[] = {
	LIMIT("descriptors", limit_descriptors),
	LIMIT("descriptors_hard", limit_descriptors_hard),
	LIMIT("processes", limit_processes),
	LIMIT("threads_max", threads_max),
	LIMIT("pid_max", pid_max),
	LIMIT("max_map_count", max_map_count),
};

static const struct member numbers[] = {MEMBER(clock_ns), MEMBER(cpu_clock_ns)};

static const void *at(const struct machine *machine, const struct member *member)
{
	return (const char *)machine + member->offset;
}

static void *slot(struct machine *machine, const struct member *member)
{
	return (char *)machine + member->offset;
}

static void add_integers(json_t *json, const struct machine *machine,
			 const struct member *members, size_t count)
{
	for (size_t i = 0; i < count; i++)
		json_object_set_new(
			json, members[i].name,
			json_integer(*(const int64_t *)at(machine, &members[i])));
}

static void add_numbers(json_t *json, const struct machine *machine)
{
	for (size_t i = 0; i < COUNT(numbers); i++)
		json_object_set_new(json, numbers[i].name,
				    json_real(*(const double *)at(machine, &numbers[i])));
}

/* The kernel's and the firmware's words need not be UTF-8; JSON's must. */
static json_t *text_to_json(const char *text)
{
	json_t *json = json_string(text);

	return json ? json : json_string("");
}

static json_t *vulnerabilities_to_json(const struct machine *machine)
{
	json_t *json = json_object();

	for (size_t i = 0; i < machine->vulnerability_count; i++)
		json_object_set_new(json, machine->vulnerabilities[i].name,
				    text_to_json(machine->vulnerabilities[i].state));
	return json;
}

json_t *machine_to_json(const struct machine *machine)
{
	json_t *json = json_object(), *limit = json_object();

	json_object_set_new(json, "format", json_integer(RESULTS_FORMAT));
	for (size_t i = 0; i < COUNT(texts); i++)
		json_object_set_new(json, texts[i].name,
				    text_to_json(at(machine, &texts[i])));
	json_object_set_new(json, "boost", text_to_json(machine->boost));
	add_integers(json, machine, integers, COUNT(integers));
	add_numbers(json, machine);
	json_object_set_new(json, "load_average",
			    json_pack("[f, f, f]", machine->load_average[0],
				      machine->load_average[1], machine->load_average[2]));
	add_integers(limit, machine, limits, COUNT(limits));
	json_object_set_new(json, "limits", limit);
	json_object_set_new(json, "vulnerabilities", vulnerabilities_to_json(machine));
	return json;
}

static int lacks(struct problem *problem, const char *name, const char *what)
{
	return problem_set(problem, -EBADMSG, "\"%s\" is missing or no %s", name, what);
}

static int read_texts(const json_t *json, struct machine *machine, struct problem *problem)
{
	for (size_t i = 0; i < COUNT(texts); i++) {
		const json_t *value = json_object_get(json, texts[i].name);

		if (!json_is_string(value))
			return lacks(problem, texts[i].name, "string");
		snprintf(slot(machine, &texts[i]), texts[i].size, "%s",
			 json_string_value(value));
	}
	/* Folders of earlier versions do not tell. */
	if (json_is_string(json_object_get(json, "boost")))
		snprintf(machine->boost, sizeof(machine->boost), "%s",
			 json_string_value(json_object_get(json, "boost")));
	return 0;
}

static int read_integers(const json_t *json, struct machine *machine,
			 const struct member *members, size_t count,
			 struct problem *problem)
{
	for (size_t i = 0; i < count; i++) {
		const json_t *value = json_object_get(json, members[i].name);

		if (!json_is_integer(value) || json_integer_value(value) < -1)
			return lacks(problem, members[i].name, "integer from -1 on");
		*(int64_t *)slot(machine, &members[i]) = json_integer_value(value);
	}
	return 0;
}

static int read_numbers(const json_t *json, struct machine *machine,
			struct problem *problem)
{
	for (size_t i = 0; i < COUNT(numbers); i++) {
		const json_t *value = json_object_get(json, numbers[i].name);

		if (!json_is_number(value) || json_number_value(value) < 0)
			return lacks(problem, numbers[i].name, "number from 0 on");
		*(double *)slot(machine, &numbers[i]) = json_number_value(value);
	}
	return 0;
}

static int read_load(const json_t *json, struct machine *machine, struct problem *problem)
{
	const json_t *load = json_object_get(json, "load_average");

	if (json_array_size(load) != 3)
		return lacks(problem, "load_average", "array of 3 numbers");
	for (size_t i = 0; i < 3; i++) {
		if (!json_is_number(json_array_get(load, i)))
			return lacks(problem, "load_average", "array of 3 numbers");
		machine->load_average[i] = json_number_value(json_array_get(load, i));
	}
	return 0;
}

static int read_vulnerabilities(const json_t *json, struct machine *machine,
				struct problem *problem)
{
	json_t *all = json_object_get(json, "vulnerabilities"), *state;
	const char *name;

	if (!json_is_object(all))
		return lacks(problem, "vulnerabilities", "object");
	json_object_foreach(all, name, state)
	{
		struct vulnerability *v =
			&machine->vulnerabilities[machine->vulnerability_count];

		if (!json_is_string(state))
			return lacks(problem, name, "string");
		if (machine->vulnerability_count == MACHINE_VULNERABILITIES)
			break;
		snprintf(v->name, sizeof(v->name), "%s", name);
		snprintf(v->state, sizeof(v->state), "%s", json_string_value(state));
		machine->vulnerability_count++;
	}
	return 0;
}

int machine_from_json(const json_t *json, struct machine *machine, struct problem *problem)
{
	const json_t *limit = json_object_get(json, "limits");
	int error;

	memset(machine, 0, sizeof(*machine));
	if (!json_is_object(limit))
		return lacks(problem, "limits", "object");
	error = read_texts(json, machine, problem);
	if (!error)
		error = read_integers(json, machine, integers, COUNT(integers), problem);
	if (!error)
		error = read_integers(limit, machine, limits, COUNT(limits), problem);
	if (!error)
		error = read_numbers(json, machine, problem);
	if (!error)
		error = read_load(json, machine, problem);
	if (!error)
		error = read_vulnerabilities(json, machine, problem);
	return error;
}
