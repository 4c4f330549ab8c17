/* SPDX-License-Identifier: MIT */
/* describe.c - the tables of runtimes and workloads as JSON. */
#include "bench/worker/describe.h"

#include "bench/protocol/line.h"
#include "bench/protocol/version.h"
#include "bench/worker/fingerprint.h"
#include "bench/worker/runtimes.h"

#ifdef __clang__
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

static json_t *describe_parameters(const struct workload *workload)
{
	json_t *array = json_array();

	for (const struct parameter *p = workload->parameters; p->name; p++)
		json_array_append_new(
			array, json_pack("{s:s, s:s, s:I, s:I, s:I, s:s}", "name", p->name,
					 "unit", p->unit, "default",
					 (json_int_t)p->fallback, "min", (json_int_t)p->min,
					 "max", (json_int_t)p->max, "help", p->help));
	return array;
}

/* The names of each rule of the kind: [["rate", "percent"]]. */
static json_t *describe_rules(const struct workload *workload, enum rule_kind kind)
{
	json_t *array = json_array();

	for (const struct rule *rule = workload->rules; rule && rule->kind; rule++) {
		json_t *names = json_array();

		for (size_t i = 0; i < RULE_NAMES && rule->names[i]; i++)
			json_array_append_new(names, json_string(rule->names[i]));
		if (rule->kind == kind)
			json_array_append_new(array, names);
		else
			json_decref(names);
	}
	return array;
}

static json_t *describe_counts(const struct workload *workload)
{
	json_t *array = json_array();

	for (const struct count *c = workload->counts; c && c->name; c++)
		json_array_append_new(
			array, json_pack("{s:s, s:s}", "name", c->name, "help", c->help));
	return array;
}

static const char *metric_name(enum metric metric)
{
	static const char *const names[] = {
		[METRIC_WALL] = "wall",
		[METRIC_CPU] = "cpu",
		[METRIC_MEMORY] = "memory",
	};

	return names[metric];
}

json_t *describe_workload(const struct workload *w)
{
	return json_pack(
		"{s:s, s:s?, s:s, s:s, s:s, s:s, s:s, s:s, s:s?, s:s?, s:I, s:I, s:o, s:o, "
		"s:o, s:o}",
		"name", w->name, "fingerprint", fingerprint_of(&w->player), "question",
		w->question, "operation", w->operation, "caution", w->caution, "metric",
		metric_name(w->metric), "kind", w->kind == KIND_LEVEL ? "level" : "slice",
		"cores", w->cores == ONE_CORE ? "one" : "all", "scaled_parameter",
		w->scaled_parameter, "driver", w->driver, "verify_operations",
		(json_int_t)w->verify_operations, "slice_ns", (json_int_t)w->slice_ns,
		"parameters", describe_parameters(w), "excludes",
		describe_rules(w, RULE_EXCLUDES), "needs", describe_rules(w, RULE_NEEDS),
		"counts", describe_counts(w));
}

/* Of the workloads that the runtime does not play as they are written: what it plays instead. */
static json_t *describe_fingerprints(const struct runtime *runtime)
{
	json_t *object = json_object();

	for (size_t i = 0; workloads[i]; i++) {
		const struct player *player = runtime_player(runtime, workloads[i]);

		if (player && player != &workloads[i]->player)
			json_object_set_new(object, workloads[i]->name,
					    json_pack("s?", fingerprint_of(player)));
	}
	return object;
}

static json_t *describe_runtime(const struct runtime *runtime)
{
	json_t *names = json_array(), *only = json_object();

	for (size_t i = 0; workloads[i]; i++) {
		const struct player *player = runtime_player(runtime, workloads[i]);

		if (player)
			json_array_append_new(names, json_string(workloads[i]->name));
		if (player && player->only)
			json_object_set_new(only, workloads[i]->name,
					    json_pack("{s:I}", player->only,
						      (json_int_t)player->only_value));
	}
	return json_pack("{s:s, s:s, s:o, s:o, s:o, s:b}", "name", runtime->name, "summary",
			 runtime_summary(runtime), "workloads", names, "only", only,
			 "fingerprints", describe_fingerprints(runtime), "traces",
			 runtime->table != NULL);
}

json_t *describe(void)
{
	json_t *all_runtimes = json_array(), *all_workloads = json_array();

	for (const struct runtime *runtime = runtimes; runtime->name; runtime++)
		json_array_append_new(all_runtimes, describe_runtime(runtime));
	for (size_t i = 0; workloads[i]; i++)
		json_array_append_new(all_workloads, describe_workload(workloads[i]));
	return json_pack("{s:s, s:i, s:s, s:s, s:s, s:o, s:o}", "worker", "duet-worker",
			 "protocol", PROTOCOL_VERSION, "version", DUET_VERSION, "compiler",
			 COMPILER, "flags", BUILD_FLAGS, "runtimes", all_runtimes,
			 "workloads", all_workloads);
}
