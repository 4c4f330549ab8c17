/* SPDX-License-Identifier: MIT */
/* open_loop.c - what the client of an open loop saw. See open_loop.h. */
#include "bench/report/open_loop.h"

#include <stdlib.h>
#include <string.h>

#include "bench/report/cells.h"
#include "bench/report/duet.h"
#include "bench/report/quantiles.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define KEPT 0.98	/* of the rate that was offered: less was not kept */
#define GROWN_SHARE .01 /* of a slice's length */

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
	if (quantile_is_lag(it, QUANTILE_50))
		return OPEN_CLIENT_LATE;
	/* beyond what it sustains nobody expects that it does */
	if ((!kept || refuses) && parameter(it->record, "percent") <= 100)
		return OPEN_OVERLOADED;
	return OPEN_SOUND;
}

bool open_loop_late_tail(const struct contestant_summary *contestant, char *names,
			 size_t size)
{
	size_t used = 0;

	*names = '\0';
	if (quantile_is_lag(contestant, QUANTILE_50))
		return false;
	for (enum quantile q = QUANTILE_50 + 1; q < QUANTILES && used < size; q++)
		if (quantile_is_lag(contestant, q) && !quantile_is_thin(contestant, q))
			used += (size_t)snprintf(names + used, size - used, "%s%s",
						 used ? ", " : "", quantile_names[q]);
	return used;
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

int64_t open_loop_percent(const struct contestant_summary *contestant)
{
	return parameter(contestant->record, "percent");
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

static void add_ends(struct table *table, const struct contestant_summary *it,
		     enum latency_kind kind, double unit)
{
	cell_number(table, &it->latencies[kind].quantiles[QUANTILE_50], unit);
	cell_number(table, &it->latencies[kind].quantiles[QUANTILE_99], unit);
}

bool open_loop_is_invalid(const struct contestant_summary *it)
{
	enum open_verdict verdict = open_loop_judge(it);

	return verdict == OPEN_CLIENT_BUSY || verdict == OPEN_CLIENT_LATE;
}

/* How busy it was, and what that means. */
static void add_client(struct table *table, const struct contestant_summary *it)
{
	cell_busy(table, it,
		  open_loop_is_invalid(it)	? " invalid"
		  : summary_is_client_bound(it) ? " client-bound"
						: "");
}

static bool any_is_invalid(const struct duet_summary *duet)
{
	for (size_t i = 0; i < duet->count; i++)
		if (&duet->contestants[i] != duet->control &&
		    open_loop_is_invalid(&duet->contestants[i]))
			return true;
	return false;
}

struct table *open_loop_latencies(const struct duet_summary *duet, struct unit unit)
{
	static const struct column columns[] = {
		{"", ALIGN_LEFT},	  {"p50", ALIGN_POINT},	  {"p90", ALIGN_POINT},
		{"p99", ALIGN_POINT},	  {"p99.9", ALIGN_POINT}, {"max", ALIGN_POINT},
		{"answers", ALIGN_POINT}, {"", ALIGN_LEFT}};
	bool marked = any_is_invalid(duet);
	const struct contestant_summary **ranked;
	struct table *table;
	size_t count;

	ranked = summary_ranked(duet, &count);
	table = ranked ? table_new(columns, COUNT(columns) - !marked) : NULL;
	for (size_t i = 0; table && i < count; i++) {
		table_cell(table, SHADE_NONE, "%s", ranked[i]->record->label);
		quantiles_add(table, ranked[i], unit);
		if (marked)
			table_cell(table, SHADE_NONE, "%s",
				   open_loop_is_invalid(ranked[i]) ? "invalid" : "");
	}
	free(ranked);
	return table;
}

/* Who may be refused, and who may wait: not while all are served at once. */
static bool any_has(const struct duet_summary *duet, const char *name)
{
	for (size_t i = 0; i < duet->count; i++)
		if (parameter(duet->contestants[i].record, name))
			return true;
	return false;
}

/* The columns of the client's table that are not always there. */
struct shown {
	bool refused, queued;
};

static struct shown shown(const struct duet_summary *duet)
{
	bool refused = any_has(duet, "patience");

	return (struct shown){refused, refused || any_has(duet, "percent")};
}

static void add_row(struct table *table, const struct contestant_summary *it,
		    struct unit unit, struct shown shown)
{
	struct estimate offered = open_loop_offered(it), answered = summary_requests(it);

	table_cell(table, SHADE_NONE, "%s", it->record->label);
	cell_number(table, &offered, 1);
	cell_number(table, &answered, 1);
	if (shown.refused)
		table_cell(table, SHADE_NONE, "%s",
			   format_percent(it->values[MEASURE_REFUSED].value).text);
	if (shown.queued)
		cell_number(table, &it->values[MEASURE_QUEUED], 1);
	add_ends(table, it, LATENCY_UNCORRECTED, unit.ns);
	add_ends(table, it, LATENCY_LAG, unit.ns);
	add_client(table, it);
}

struct table *open_loop_client(const struct duet_summary *duet, struct unit unit)
{
	struct shown there = shown(duet);
	const struct {
		struct column column;
		bool there;
	} all[] = {{{"", ALIGN_LEFT}, true},
		   {{"offered", ALIGN_POINT}, true},
		   {{"answered", ALIGN_POINT}, true},
		   {{"refused", ALIGN_POINT}, there.refused},
		   {{"most queued", ALIGN_POINT}, there.queued},
		   {{"sent p50", ALIGN_POINT}, true},
		   {{"sent p99", ALIGN_POINT}, true},
		   {{"lag p50", ALIGN_POINT}, true},
		   {{"lag p99", ALIGN_POINT}, true},
		   {{"CPU", ALIGN_LEFT}, true}};
	struct column columns[COUNT(all)];
	const struct contestant_summary **ranked;
	struct table *table;
	size_t count, width = 0;

	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].there)
			columns[width++] = all[i].column;
	ranked = summary_ranked(duet, &count);
	table = ranked ? table_new(columns, width) : NULL;
	for (size_t i = 0; table && i < count; i++)
		add_row(table, ranked[i], unit, there);
	free(ranked);
	return table;
}

void open_loop_write_terms(FILE *file, const struct duet_summary *duet)
{
	fprintf(file,
		"offered: what was due%s; sent: the wait from when a request was really "
		"sent; lag: how late the client sent it, with a connection free; CPU: the "
		"client's own.",
		any_has(duet, "percent") ? ", of what each sustained just before its round"
					 : "");
}
