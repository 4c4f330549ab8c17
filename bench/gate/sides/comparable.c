/* SPDX-License-Identifier: MIT */
/* comparable.c - compares fingerprints, defaults and protocols. */
#include "bench/gate/sides/comparable.h"

#include <stdio.h>
#include <string.h>

#include "bench/run/describe.h"

/* One side of a row. */
struct part {
	const json_t *workload, *runtime;
	/* Of the sources that define the work; NULL: it tells none. */
	const char *fingerprint;
};

/* A program that lists no runtimes at all, as a script may, leaves it to the playing. */
static bool plays(const json_t *description, const json_t *runtime, const char *workload)
{
	const json_t *names = json_object_get(runtime, "workloads");

	if (json_array_size(json_object_get(description, "runtimes")) == 0)
		return true;

	for (size_t i = 0; i < json_array_size(names); i++) {
		const char *name = json_string_value(json_array_get(names, i));

		if (name && !strcmp(name, workload))
			return true;
	}
	return false;
}

/* A peer plays a workload its own way, and has a fingerprint of its own for that. */
static struct part part_of(const json_t *description, const char *workload,
			   const char *runtime)
{
	struct part part = {.workload = describe_workload(description, workload)};
	const json_t *own;

	if (!runtime)
		return part;
	part.runtime = describe_runtime(description, runtime);
	own = json_object_get(part.runtime, "fingerprints");
	part.fingerprint = json_string_value(json_object_get(own, workload));
	if (!part.fingerprint)
		part.fingerprint =
			json_string_value(json_object_get(part.workload, "fingerprint"));
	if (!plays(description, part.runtime, workload))
		part.workload = NULL;
	return part;
}

static bool same_protocol(const json_t *base, const json_t *head, char *why)
{
	json_int_t before = json_integer_value(json_object_get(base, "protocol"));
	json_int_t after = json_integer_value(json_object_get(head, "protocol"));

	if (before == after)
		return true;
	snprintf(why, WHY_NOT, "the worker protocol was changed, from %lld to %lld", before,
		 after);
	return false;
}

/* Whether a member of both descriptions of the workload is equal, where both have it. */
static bool same_member(const struct part *base, const struct part *head, const char *name)
{
	const json_t *before = json_object_get(base->workload, name);
	const json_t *after = json_object_get(head->workload, name);

	return !before || !after || json_equal(before, after);
}

static bool same_work(const struct part *base, const struct part *head,
		      const char *workload, char *why)
{
	if (base->fingerprint && head->fingerprint &&
	    strcmp(base->fingerprint, head->fingerprint) != 0)
		snprintf(why, WHY_NOT, "the source of %s was changed", workload);
	else if (!same_member(base, head, "parameters"))
		snprintf(why, WHY_NOT, "the parameters of %s were changed", workload);
	else if (!same_member(base, head, "driver") || !same_member(base, head, "kind"))
		snprintf(why, WHY_NOT, "the way %s is played was changed", workload);
	else
		return true;
	return false;
}

bool gate_is_comparable(const json_t *base, const json_t *head, const char *workload,
			const char *runtime, char *why)
{
	struct part before = part_of(base, workload, runtime);
	struct part after = part_of(head, workload, runtime);

	why[0] = '\0';
	if (!same_protocol(base, head, why))
		return false;
	if (before.workload && after.workload)
		return same_work(&before, &after, workload, why);
	snprintf(why, WHY_NOT, "%s %s%s%s",
		 before.workload  ? "the head does not play"
		 : after.workload ? "the base does not play"
				  : "no such row (see: duet list): neither side plays",
		 workload, runtime ? " on " : "", runtime ? runtime : "");
	return false;
}

bool gate_is_unknown(const json_t *base, const json_t *head, const char *workload,
		     const char *runtime)
{
	return !part_of(base, workload, runtime).workload &&
	       !part_of(head, workload, runtime).workload;
}
