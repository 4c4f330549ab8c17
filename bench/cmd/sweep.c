/* SPDX-License-Identifier: MIT */
/* sweep.c - one duet for each value of a parameter. See sweep.h. */
#include "bench/cmd/sweep.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/cmd/command.h"
#include "bench/cmd/value.h"
#include "bench/report/format.h"
#include "bench/run/describe.h"

#define FORM "NAME=FROM..TO[:COUNT] or NAME=1,2,4,8"

/*
 * The values of a range, as many as its count: the next is the rounded step, but at least one more
 * than the last, and leaves a whole number for each that follows.
 */
static void spread(struct sweep *sweep, int64_t from, int64_t to)
{
	size_t n = sweep->count;

	sweep->values[0] = from;
	for (size_t i = 1; i < n; i++) {
		double share = (double)i / (double)(n - 1);
		int64_t value =
			llround((double)from * pow((double)to / (double)from, share));

		if (value <= sweep->values[i - 1])
			value = sweep->values[i - 1] + 1;
		if (value > to - (int64_t)(n - 1 - i) || i == n - 1)
			value = to - (int64_t)(n - 1 - i);
		sweep->values[i] = value;
	}
}

/* FROM, TO and perhaps COUNT, each a text of its own. */
static int read_range(struct sweep *sweep, const char *from_text, const char *to_text,
		      const char *count_text)
{
	int64_t from, to, wanted = SWEEP_USUAL;
	int result = value_integer("--sweep: FROM", from_text, 1, INT64_MAX / 2, &from);

	if (result == 0)
		result = value_integer("--sweep: TO", to_text, 1, INT64_MAX / 2, &to);
	if (result == 0 && count_text)
		result = value_integer("--sweep: COUNT", count_text, 1, SWEEP_VALUES,
				       &wanted);
	if (result)
		return result;
	if (from > to)
		return complain("--sweep: FROM is more than TO in %s=%s..%s", sweep->name,
				from_text, to_text);
	if (count_text && wanted > to - from + 1)
		return complain("--sweep: %s..%s has fewer whole numbers than %s",
				from_text, to_text, count_text);
	if (count_text && wanted == 1 && from < to)
		return complain("--sweep: both ends of %s..%s are played, so COUNT is at "
				"least 2",
				from_text, to_text);
	sweep->count = (size_t)(wanted < to - from + 1 ? wanted : to - from + 1);
	spread(sweep, from, to);
	return 0;
}

static int by_value(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

/* Numbers with commas between them; the text is cut up. */
static int read_list(struct sweep *sweep, char *list)
{
	char *text;
	int result = 0;

	while (result == 0 && (text = strsep(&list, ","))) {
		if (sweep->count == SWEEP_VALUES)
			return complain("--sweep: more than %d values", SWEEP_VALUES);
		result = value_integer(sweep->name, text, INT64_MIN, INT64_MAX,
				       &sweep->values[sweep->count++]);
	}
	qsort(sweep->values, sweep->count, sizeof(sweep->values[0]), by_value);
	for (size_t i = 1; i < sweep->count && result == 0; i++)
		if (sweep->values[i] == sweep->values[i - 1])
			result = complain("--sweep: %s=%lld is there twice", sweep->name,
					  (long long)sweep->values[i]);
	return result;
}

/* The text behind NAME=, which is cut up. */
static int read_values(struct sweep *sweep, char *text)
{
	char *to = strstr(text, ".."), *count;

	if (!to)
		return read_list(sweep, text);
	*to = '\0';
	to += strlen("..");
	count = strchr(to, ':');
	if (count)
		*count++ = '\0';
	return read_range(sweep, text, to, count);
}

int sweep_parse(const char *text, struct sweep *sweep)
{
	const char *values = strchr(text, '=');
	size_t bytes = values ? (size_t)(values - text) : 0;
	char *copy;
	int result;

	if (!bytes || bytes >= sizeof(sweep->name) || !values[1])
		return complain("--sweep %s is no " FORM, text);
	memcpy(sweep->name, text, bytes);
	sweep->name[bytes] = '\0';
	copy = strdup(values + 1);
	result = copy ? read_values(sweep, copy) : complain("out of memory");
	free(copy);
	return result;
}

static int complain_no_parameter(struct plan *plan, const struct contestant *contestant,
				 const char *name)
{
	const json_t *description = catalogue_get(&plan->catalogue, contestant->program);
	const json_t *workload = describe_workload(description, contestant->workload);

	return catalogue_unknown_parameter(workload, name);
}

/* Whether the words of the contestant bring a value of their own: "threads:connections=4". */
static bool brings(const struct contestant *contestant, const char *name)
{
	char own[80];

	snprintf(own, sizeof(own), ":%.64s=", name);
	return strstr(contestant->label, own);
}

/* Whether the duet's contestants all took the value from the sweep. Returns 0 or EXIT_BAD_USE. */
static int check(struct plan *plan, const struct lineup *lineup, const char *name)
{
	for (size_t i = 0; i < lineup->count; i++) {
		const struct contestant *it = &lineup->contestants[i];

		if (!named_value_find(it->parameters, it->parameter_count, name))
			return complain_no_parameter(plan, it, name);
		if (brings(it, name))
			return complain("%s is set by --sweep and by the contestant %s",
					name, it->label);
	}
	return 0;
}

static int add(const struct sweep *sweep, struct plan *plan, const char *workload,
	       const char *contestants)
{
	char setting[128];
	int result = 0;

	if (plan_sets(plan, workload, sweep->name))
		return complain("%s is set by --sweep and by -p", sweep->name);
	for (size_t i = 0; i < sweep->count && result == 0; i++) {
		snprintf(setting, sizeof(setting), "%s=%lld", sweep->name,
			 (long long)sweep->values[i]);
		result = plan_add_named(plan, workload, contestants, setting);
		if (result == 0)
			result = check(plan, plan->lineups[plan->count - 1], sweep->name);
	}
	return result;
}

int sweep_fill(const struct sweep *sweep, struct plan *plan, char *const *workloads,
	       size_t count, const char *contestants)
{
	int result = 0;

	if (!count)
		return complain("--sweep needs to be told what it sweeps: duet run "
				"WORKLOAD --sweep %s=...",
				sweep->name);
	for (size_t i = 0; i < count && result == 0; i++) {
		for (size_t j = 0; j < i; j++)
			if (strcmp(workloads[i], workloads[j]) == 0)
				return complain("%s is named twice", workloads[i]);
		result = add(sweep, plan, workloads[i], contestants);
	}
	if (result == 0)
		snprintf(plan->swept, sizeof(plan->swept), "%.60s %s … %s", sweep->name,
			 format_count(sweep->values[0]).text,
			 format_count(sweep->values[sweep->count - 1]).text);
	return result;
}

/* The value that the duet was played with; 0: it was not played. */
static int64_t played(const struct sweep *sweep, const struct run_record *run, size_t duet)
{
	const struct contestant_record *it = run->duets[duet].contestants;
	const struct named_value *value =
		named_value_find(it->parameters, it->parameter_count, sweep->name);

	return value && run->duets[duet].state == DUET_COMPLETE ? value->value : 0;
}

void sweep_warn_same(const struct sweep *sweep, const struct run_record *run)
{
	for (size_t i = 1; i < run->duet_count; i++) {
		size_t nth = i % sweep->count; /* of its workload's duets, one a value */
		int64_t value = played(sweep, run, i);

		if (nth == 0 || !value || value != played(sweep, run, i - 1))
			continue;
		complain("warning: %s %s and %s were both played as %s: the first of "
			 "them counts (raise the limit, or sweep no further)",
			 sweep->name, format_count(sweep->values[nth - 1]).text,
			 format_count(sweep->values[nth]).text, format_count(value).text);
	}
}
