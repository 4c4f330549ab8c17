/* SPDX-License-Identifier: MIT */
/* open_loop.c - what the client of an open loop saw. See open_loop.h. */
#include "bench/report/open_loop.h"

#include <stdlib.h>
#include <string.h>

#include "bench/report/duet.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define KEPT 0.98	/* of the rate that was offered: less was not kept */
#define GROWN_SHARE .01 /* of a slice's length */
#define LAG_SHARE .25	/* of the latencies: more is too much of the client's own */

static int64_t parameter(const struct contestant_record *record, const char *name)
{
	for (size_t i = 0; i < record->parameter_count; i++)
		if (!strcmp(record->parameters[i].name, name))
			return record->parameters[i].value;
	return 0;
}

bool open_loop_is(const struct duet_summary *duet)
{
	for (size_t i = 0; i < duet->count; i++)
		if (duet->contestants[i].values[MEASURE_OFFERED].rounds)
			return true;
	return false;
}

static double of(const struct contestant_summary *contestant, enum latency_kind kind,
		 enum quantile quantile)
{
	return contestant->latencies[kind].quantiles[quantile].value;
}

static bool is_late(const struct contestant_summary *it)
{
	static const enum quantile judged[] = {QUANTILE_50, QUANTILE_99};

	for (size_t i = 0; i < COUNT(judged); i++)
		if (of(it, LATENCY_LAG, judged[i]) <=
		    LAG_SHARE * of(it, LATENCY_CORRECTED, judged[i]))
			return false;
	return true;
}

/*
 * Whether requests were answered as fast as they were due. The elapsed time ends with the last
 * answer, so a slice that a stall ends seems slow: where the rate was really not kept, the
 * latencies have grown through the slice, and their median with them.
 */
static bool kept_rate(const struct contestant_summary *it)
{
	double due_ns = it->values[MEASURE_OFFERED].value,
	       answered_ns = it->values[MEASURE_DRIVER_WALL].value,
	       slice_ns = due_ns * (double)it->record->operations;

	return due_ns >= KEPT * answered_ns ||
	       of(it, LATENCY_CORRECTED, QUANTILE_50) < GROWN_SHARE * slice_ns;
}

enum open_verdict open_loop_judge(const struct contestant_summary *it)
{
	bool kept = kept_rate(it), refuses = it->values[MEASURE_REFUSED].value > 1 - KEPT;

	if (!it->values[MEASURE_OFFERED].rounds)
		return OPEN_SOUND;
	if (!kept && summary_is_client_bound(it))
		return OPEN_CLIENT_BUSY;
	if (is_late(it))
		return OPEN_CLIENT_LATE;
	/* beyond what it sustains nobody expects that it does */
	if ((!kept || refuses) && parameter(it->record, "percent") <= 100)
		return OPEN_OVERLOADED;
	return OPEN_SOUND;
}

const char *open_verdict_name(enum open_verdict verdict)
{
	static const char *const names[] = {
		[OPEN_SOUND] = "valid",
		[OPEN_CLIENT_BUSY] = "invalid",
		[OPEN_CLIENT_LATE] = "invalid",
		[OPEN_OVERLOADED] = "does not sustain the rate",
	};

	return names[verdict];
}

struct estimate open_loop_offered(const struct contestant_summary *contestant)
{
	return summary_per_second(&contestant->values[MEASURE_OFFERED]);
}

bool open_loop_is_bound(const struct contestant_summary *contestant)
{
	const struct estimate *busy = &contestant->values[MEASURE_SUSTAINED_UTILISATION];

	return busy->rounds && busy->value > CLIENT_BOUND;
}

static bool any_is_bound(const struct duet_summary *duet)
{
	for (size_t i = 0; i < duet->count; i++)
		if (open_loop_is_bound(&duet->contestants[i]))
			return true;
	return false;
}

void open_loop_write_title(FILE *file, const struct duet_summary *duet)
{
	const struct contestant_record *first = duet->contestants[0].record;
	int64_t rate = parameter(first, "rate"), percent = parameter(first, "percent");

	fputs("What the client saw, at ", file);
	if (duet_is_mixed(duet))
		fputs("the rate offered to each", file);
	else if (percent)
		fprintf(file, "%lld %% of what each%s sustains offered", (long long)percent,
			any_is_bound(duet) ? ", or the load generator," : "");
	else
		fprintf(file, "%s requests/s offered", format_count(rate).text);
	fputs(", from the intended send time", file);
}

static void add(struct table *table, const struct estimate *estimate, double unit)
{
	if (estimate->rounds)
		table_cell(table, SHADE_NONE, "%s",
			   format_number(estimate->value / unit).text);
	else
		table_cell(table, SHADE_FAINT, "-");
}

static void add_quantiles(struct table *table, const struct contestant_summary *it,
			  enum latency_kind kind, double unit)
{
	const struct estimate *quantiles = it->latencies[kind].quantiles;

	add(table, &quantiles[QUANTILE_50], unit);
	if (kind == LATENCY_CORRECTED)
		add(table, &quantiles[QUANTILE_90], unit);
	add(table, &quantiles[QUANTILE_99], unit);
	if (kind == LATENCY_CORRECTED)
		add(table, &quantiles[QUANTILE_999], unit);
}

/* How busy it was, and what that means. */
static void add_client(struct table *table, const struct contestant_summary *it)
{
	const struct estimate *busy = &it->values[MEASURE_DRIVER_UTILISATION];
	enum open_verdict verdict = open_loop_judge(it);
	const char *mark = summary_is_client_bound(it) ? " client-bound" : "";

	if (verdict == OPEN_CLIENT_BUSY || verdict == OPEN_CLIENT_LATE)
		mark = " invalid";
	if (busy->rounds)
		table_cell(table, SHADE_NONE, "%s%s", format_percent(busy->value).text,
			   mark);
	else
		table_cell(table, SHADE_FAINT, "-");
}

static void add_row(struct table *table, const struct contestant_summary *it,
		    struct unit unit, bool queues)
{
	struct estimate offered = open_loop_offered(it), answered = summary_requests(it);

	table_cell(table, SHADE_NONE, "%s", it->record->label);
	add(table, &offered, 1);
	add(table, &answered, 1);
	add_quantiles(table, it, LATENCY_CORRECTED, unit.ns);
	table_cell(table, SHADE_NONE, "%s",
		   format_number((double)it->latencies[LATENCY_CORRECTED].greatest_ns /
				 unit.ns)
			   .text);
	table_cell(table, SHADE_NONE, "%s",
		   format_count(it->latencies[LATENCY_CORRECTED].count).text);
	add_quantiles(table, it, LATENCY_UNCORRECTED, unit.ns);
	add_quantiles(table, it, LATENCY_LAG, unit.ns);
	if (queues) {
		table_cell(table, SHADE_NONE, "%s",
			   format_percent(it->values[MEASURE_REFUSED].value).text);
		add(table, &it->values[MEASURE_QUEUED], 1);
	}
	add_client(table, it);
}

/* Whether it says more how many waited, and how many in vain: not while all are served at once. */
static bool has_queues(const struct duet_summary *duet)
{
	for (size_t i = 0; i < duet->count; i++)
		if (parameter(duet->contestants[i].record, "percent") ||
		    parameter(duet->contestants[i].record, "patience"))
			return true;
	return false;
}

struct table *open_loop_table(const struct duet_summary *duet, struct unit unit)
{
	char median[16];
	const struct column all[] = {{"", ALIGN_LEFT},
				     {"offered/s", ALIGN_POINT},
				     {"answered/s", ALIGN_POINT},
				     {median, ALIGN_POINT},
				     {"p90", ALIGN_POINT},
				     {"p99", ALIGN_POINT},
				     {"p99.9", ALIGN_POINT},
				     {"max", ALIGN_POINT},
				     {"answers", ALIGN_POINT},
				     {"sent p50", ALIGN_POINT},
				     {"sent p99", ALIGN_POINT},
				     {"lag p50", ALIGN_POINT},
				     {"lag p99", ALIGN_POINT},
				     {"refused", ALIGN_POINT},
				     {"most queued", ALIGN_POINT},
				     {"client's CPU", ALIGN_LEFT}};
	struct column columns[COUNT(all)];
	const struct contestant_summary **ranked;
	struct table *table;
	size_t count, width = 0;
	bool queues = has_queues(duet);

	snprintf(median, sizeof(median), "p50 %s", unit.name);
	for (size_t i = 0; i < COUNT(all); i++)
		if (queues || (strcmp(all[i].heading, "refused") &&
			       strcmp(all[i].heading, "most queued")))
			columns[width++] = all[i];
	ranked = summary_ranked(duet, &count);
	table = ranked ? table_new(columns, width) : NULL;
	for (size_t i = 0; table && i < count; i++)
		add_row(table, ranked[i], unit, queues);
	free(ranked);
	return table;
}
