/* SPDX-License-Identifier: MIT */
/* request.c - the workload and parameters of a command, checked against the tables. */
#include "bench/worker/request.h"

#include <errno.h>
#include <string.h>

#include "bench/protocol/nearest.h"
#include "bench/protocol/rules.h"
#include "bench/worker/describe.h"

static int find_workload(const char *name, const struct workload **found,
			 struct complaint *complaint)
{
	struct nearest nearest = {.wanted = name};

	for (size_t i = 0; workloads[i]; i++) {
		if (!strcmp(workloads[i]->name, name)) {
			*found = workloads[i];
			return 0;
		}
		nearest_try(&nearest, workloads[i]->name);
	}
	complain(complaint, "there is no workload '%.40s'", name);
	if (nearest.name)
		return advise(complaint, "did you mean '%s'?", nearest.name);
	return advise(complaint, "duet-worker --describe lists the workloads");
}

int request_find_parameter(const struct workload *workload, const char *name)
{
	for (int i = 0; workload->parameters[i].name; i++)
		if (!strcmp(workload->parameters[i].name, name))
			return i;
	return -1;
}

static int no_such_parameter(const struct workload *workload, const char *name,
			     struct complaint *complaint)
{
	struct nearest nearest = {.wanted = name};

	for (int i = 0; workload->parameters[i].name; i++)
		nearest_try(&nearest, workload->parameters[i].name);
	complain(complaint, "%s has no parameter '%.40s'", workload->name, name);
	if (nearest.name)
		return advise(complaint, "did you mean '%s'?", nearest.name);
	if (!workload->parameters[0].name)
		return advise(complaint, "it has no parameters at all");
	return advise(complaint,
		      "its first parameter is '%s'; duet-worker --describe lists all",
		      workload->parameters[0].name);
}

static int read_value(const struct parameter *parameter, const json_t *value,
		      int64_t *result, struct complaint *complaint)
{
	if (!json_is_integer(value))
		return complain(complaint, "the parameter '%s' must be an integer",
				parameter->name);
	*result = json_integer_value(value);
	if (*result >= parameter->min && *result <= parameter->max)
		return 0;
	return complain(complaint, "%s=%lld is out of range: %lld to %lld", parameter->name,
			(long long)*result, (long long)parameter->min,
			(long long)parameter->max);
}

static int read_parameters(json_t *given, struct request *request,
			   struct complaint *complaint)
{
	const struct parameter *table = request->workload->parameters;
	const char *name;
	json_t *value;
	int index, result;

	for (int i = 0; table[i].name; i++)
		request->parameters[i] = table[i].fallback;
	if (given && !json_is_object(given))
		return complain(complaint, "'parameters' must be an object");
	json_object_foreach(given, name, value)
	{
		index = request_find_parameter(request->workload, name);
		if (index < 0)
			return no_such_parameter(request->workload, name, complaint);
		result = read_value(&table[index], value, &request->parameters[index],
				    complaint);
		if (result)
			return result;
	}
	return 0;
}

static int does_not_play(const struct runtime *runtime, const struct workload *workload,
			 struct complaint *complaint)
{
	complain(complaint, "%s does not play %s", runtime->name, workload->name);
	return advise(complaint, "duet-worker --describe tells which runtime plays what");
}

/* Whether the parameters go together. Without memory for the question nothing is refused. */
static int check_rules(const struct request *request, struct complaint *complaint)
{
	json_t *workload = describe_workload(request->workload);
	json_t *parameters = request_parameters(request);
	char text[128];
	int result = 0;

	if (!rules_keep(workload, parameters, text, sizeof(text)))
		result = complain(complaint, "%s: %s", request->workload->name, text);
	json_decref(parameters);
	json_decref(workload);
	return result;
}

int request_read(const json_t *command, const struct runtime *runtime,
		 struct request *request, struct complaint *complaint)
{
	const char *name = json_string_value(json_object_get(command, "workload"));
	int result;

	*request = (struct request){0};
	if (!name)
		return complain(complaint, "the command names no 'workload'");
	result = find_workload(name, &request->workload, complaint);
	if (result)
		return result;
	request->player = runtime_player(runtime, request->workload);
	if (!request->player)
		return does_not_play(runtime, request->workload, complaint);
	result =
		read_parameters(json_object_get(command, "parameters"), request, complaint);
	return result ? result : check_rules(request, complaint);
}

json_t *request_parameters(const struct request *request)
{
	const struct parameter *table = request->workload->parameters;
	json_t *json = json_object();

	for (int i = 0; json && table[i].name; i++)
		json_object_set_new(json, table[i].name,
				    json_integer(request->parameters[i]));
	return json;
}
