/* SPDX-License-Identifier: MIT */
/* warnings.c - what a reader must know before believing a number. See warnings.h. */
#include "bench/report/warnings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/report/duet.h"
#include "bench/report/format.h"
#include "bench/report/open_loop.h"
#include "bench/report/open_warnings.h"

#define ROUNDS_FEW 5
#define REMEDY_SIGN "; "   /* between a duet's error and what to do about it */
#define CONTROL_BOUND 0.02 /* further from 1 than that, and surely so: failed */
#define LOAD_BUSY 0.5	   /* of a core, for each core */
#define CONTROL_WIDE 0.1   /* half the interval's width: hardly anything can be told */

static const struct estimate *control_ratio(const struct duet_summary *duet)
{
	const struct estimate *ratio =
		duet->control ? summary_ratio(duet, duet->control) : NULL;

	return ratio && ratio->rounds && isfinite(ratio->low) ? ratio : NULL;
}

bool control_failed(const struct duet_summary *duet)
{
	const struct estimate *ratio = control_ratio(duet);

	return ratio &&
	       (ratio->low > 1 + CONTROL_BOUND || ratio->high < 1 / (1 + CONTROL_BOUND));
}

/* With few rounds every interval is, and another warning says so. */
static bool is_wide(const struct duet_summary *duet, const struct estimate *ratio)
{
	return duet->rounds >= ROUNDS_FEW && (ratio->high - ratio->low) / 2 > CONTROL_WIDE;
}

/* By little, as by chance in one of twenty: what is nearer to 1 is not to be believed either. */
static void warn_miss(const struct duet_summary *duet, const struct estimate *ratio,
		      warning_taker *take, void *context)
{
	double off = fabs(ratio->value - 1);
	char text[256];

	if (ratio->low <= 1 && ratio->high >= 1)
		return;
	snprintf(text, sizeof(text),
		 "the A/A control's interval misses 1, as one in twenty does by chance: %s "
		 "differs from itself by %s",
		 duet->contestants[0].record->label, format_percent(off).text);
	take(context, text,
	     "believe no difference as small as that, or repeat it when the machine is "
	     "quieter");
}

static void warn_control(const struct duet_summary *duet, warning_taker *take,
			 void *context)
{
	const struct estimate *ratio = control_ratio(duet);
	char text[256];

	if (!ratio)
		return;
	if (control_failed(duet))
		snprintf(text, sizeof(text),
			 "the A/A control failed: %s differs from itself by %s",
			 duet->contestants[0].record->label,
			 format_percent(fabs(ratio->value - 1)).text);
	else if (is_wide(duet, ratio))
		snprintf(text, sizeof(text), "noisy: the A/A control's interval is ±%s",
			 format_percent((ratio->high - ratio->low) / 2).text);
	else {
		warn_miss(duet, ratio, take, context);
		return;
	}
	take(context, text, "repeat it when the machine is quieter");
}

/* The conductor's own words, up to what else they say. */
static bool was_disturbed(const struct duet_summary *duet, char *why, size_t size)
{
	for (size_t i = 0; i < duet->record->warning_count; i++) {
		const char *text = duet->record->warnings[i].text;

		if (strncmp(text, WARNING_UNTRUSTED, strlen(WARNING_UNTRUSTED)) != 0)
			continue;
		text += strlen(WARNING_UNTRUSTED);
		snprintf(why, size, "%.*s", (int)strcspn(text, ";"), text);
		return true;
	}
	return false;
}

/* Whether elapsed time is judged that a busy load generator has stretched. */
static bool is_clients_limit(const struct duet_summary *duet)
{
	for (size_t i = 0; i < duet->count; i++)
		if (duet->metric == MEASURE_WALL &&
		    summary_is_client_bound(&duet->contestants[i]))
			return true;
	return false;
}

bool duet_is_doubtful(const struct duet_summary *duet, char *why, size_t size)
{
	const struct estimate *ratio = control_ratio(duet);

	if (was_disturbed(duet, why, size))
		return true;
	if (control_failed(duet))
		snprintf(why, size, "the A/A control failed");
	else if (duet->rounds && duet->rounds < ROUNDS_FEW)
		snprintf(why, size, "%zu rounds tell little", duet->rounds);
	else if (is_clients_limit(duet))
		snprintf(why, size, "the load generator was what limited them");
	else if (ratio && is_wide(duet, ratio))
		snprintf(why, size, "the A/A control's interval is ±%s",
			 format_percent((ratio->high - ratio->low) / 2).text);
	else
		return false;
	return true;
}

static void warn_rounds(const struct duet_summary *duet, warning_taker *take, void *context)
{
	char text[128];

	if (!duet->rounds || duet->rounds >= ROUNDS_FEW)
		return;
	if (duet->rounds == 1)
		snprintf(text, sizeof(text), "no interval from 1 round");
	else
		snprintf(text, sizeof(text), "%zu rounds: the interval is wide",
			 duet->rounds);
	take(context, text, "--rounds=20, or a longer profile");
}

static void warn_client(const struct duet_summary *duet, warning_taker *take, void *context)
{
	char text[256];

	for (size_t i = 0; i < duet->count; i++) {
		const struct contestant_summary *c = &duet->contestants[i];
		const struct estimate *busy = &c->values[MEASURE_DRIVER_UTILISATION];

		if (c == duet->control || !summary_is_client_bound(c) ||
		    open_loop_judge(c) != OPEN_SOUND)
			continue;
		snprintf(text, sizeof(text),
			 "client-bound: the load generator was %s busy against %s, so "
			 "requests "
			 "a second are its limit",
			 format_percent(busy->value).text, c->record->label);
		take(context, text, "read the processor time a request instead");
		return;
	}
}

void warnings_of_duet(const struct duet_summary *duet, warning_taker *take, void *context)
{
	for (size_t i = 0; i < duet->record->warning_count; i++)
		take(context, duet->record->warnings[i].text,
		     duet->record->warnings[i].remedy);
	warn_control(duet, take, context);
	warn_rounds(duet, take, context);
	warn_client(duet, take, context);
	warnings_of_open_loop(duet, was_disturbed(duet, NULL, 0), take, context);
}

/* Others were at work when the run started. */
static void warn_load(const struct machine *machine, warning_taker *take, void *context)
{
	char text[128];

	if (machine->cores_online <= 0 ||
	    machine->load_average[0] <= LOAD_BUSY * (double)machine->cores_online)
		return;
	snprintf(text, sizeof(text),
		 "the machine was busy when the run started: load %.1f on %s cores",
		 machine->load_average[0], format_count(machine->cores_online).text);
	take(context, text, "stop what else runs, and repeat it");
}

/* From the last sign before a remedy on; "" when there is none. */
static const char *last_part(const char *error)
{
	const char *part = error + strlen(error);

	for (const char *at = error; (at = strstr(at, REMEDY_SIGN)); at++)
		part = at;
	return part;
}

/* Of duets that failed, with what the first of them says to do. */
static bool warn_failed(const struct results *results, warning_taker *take, void *context)
{
	const struct duet_record *first = NULL;
	const char *remedy;
	size_t count = 0;
	char text[512];

	for (size_t i = 0; i < results->run.duet_count; i++) {
		const struct duet_record *duet = &results->run.duets[i];

		if (duet->state != DUET_FAILED)
			continue;
		first = first ? first : duet;
		count++;
	}
	if (!first)
		return false;
	remedy = last_part(first->error);
	snprintf(text, sizeof(text), "partial: %zu of %zu duets failed (%s%s): %.*s", count,
		 results->run.duet_count, count > 1 ? "first " : "", first->workload,
		 (int)(strlen(first->error) - strlen(remedy)), first->error);
	take(context, text,
	     *remedy ? remedy + strlen(REMEDY_SIGN) : "mend that, and repeat it");
	return true;
}

/* Whether a duet was not played to its end, nor failed. */
static bool was_cut_short(const struct results *results)
{
	for (size_t i = 0; i < results->run.duet_count; i++) {
		enum duet_state state = results->run.duets[i].state;

		if (state != DUET_COMPLETE && state != DUET_FAILED)
			return true;
	}
	return false;
}

static void warn_partial(const struct results *results, warning_taker *take, void *context)
{
	bool failed = warn_failed(results, take, context);

	if (!failed || was_cut_short(results))
		take(context, "partial: this run was cut short", "repeat it");
}

void warnings_of_run(const struct summary *summary, warning_taker *take, void *context)
{
	const struct results *results = summary->results;

	if (results->live)
		take(context, "this run is still being measured",
		     "make the report again when it has ended");
	else if (results->run.state == RUN_PARTIAL)
		warn_partial(results, take, context);
	warn_load(&results->machine, take, context);
	if (results->torn)
		take(context, "the last line of a log was cut; it is left out",
		     "nothing: the rounds before it are whole");
}
