/* SPDX-License-Identifier: MIT */
/* open_warnings.c - what is told of an open loop's numbers. See open_warnings.h. */
#include "bench/report/open_warnings.h"

#include <stdio.h>

#include "bench/report/duet.h"
#include "bench/report/format.h"
#include "bench/report/open_loop.h"

#define SATURATED 1.05 /* offered to answered: less is no load beyond the capacity */
#define APART 1.15     /* the same of one contestant to another's: more is not alike */

/* One that is warned of, and what else the words are made of. */
struct warned {
	const struct duet_summary *duet;
	bool disturbed;
	warning_taker *take;
	void *context;
};

static bool is_control(const struct duet_summary *duet, size_t i)
{
	return &duet->contestants[i] == duet->control;
}

/* What the latencies are worth. */
static void warn_verdict(const struct warned *warned, const struct contestant_summary *it,
			 enum open_verdict kind)
{
	static const char *const words[] = {
		[OPEN_CLIENT_BUSY] = "invalid latencies of %s: the load generator was %s "
				     "busy and did not keep "
				     "the rate, %s of %s requests a second were answered",
		[OPEN_CLIENT_LATE] =
			"invalid latencies of %s: over a quarter of the median is how "
			"late the load generator itself "
			"was, %s busy; %s of %s requests a second were "
			"answered",
		[OPEN_OVERLOADED] = "%s does not sustain the rate: with the load generator "
				    "%s busy, %s of %s requests a second were answered",
	};
	static const char *const remedies[] = {
		[OPEN_CLIENT_BUSY] =
			"a lower rate, more cores, or another machine; the processor time "
			"a request is valid",
		[OPEN_CLIENT_LATE] =
			"a quieter machine, more cores, or one that wakes sooner; the "
			"processor time a request is valid",
		[OPEN_OVERLOADED] =
			"a lower rate, or for latencies below saturation -p percent=80 "
			"with -p work=20, so that the server is what limits",
	};
	bool blameless = kind == OPEN_OVERLOADED && warned->disturbed;
	char text[384];

	snprintf(text, sizeof(text),
		 blameless ? "%s did not keep the rate while others had its core: with the "
			     "load generator %s busy, %s of %s requests a second were "
			     "answered"
			   : words[kind],
		 it->record->label,
		 format_percent(it->values[MEASURE_DRIVER_UTILISATION].value).text,
		 format_number(summary_requests(it).value).text,
		 format_number(open_loop_offered(it).value).text);
	warned->take(warned->context, text,
		     blameless ? "end the others, and repeat it" : remedies[kind]);
}

static void warn_verdicts(const struct warned *warned, enum open_verdict kind)
{
	const struct duet_summary *duet = warned->duet;

	for (size_t i = 0; i < duet->count; i++)
		if (!is_control(duet, i) && open_loop_judge(&duet->contestants[i]) == kind)
			warn_verdict(warned, &duet->contestants[i], kind);
}

/* A median that is true does not make its tail so. */
static void warn_tail(const struct warned *warned)
{
	const struct duet_summary *duet = warned->duet;
	char names[32], text[256];

	for (size_t i = 0; i < duet->count; i++) {
		if (is_control(duet, i) ||
		    open_loop_judge(&duet->contestants[i]) == OPEN_CLIENT_BUSY ||
		    !open_loop_late_tail(&duet->contestants[i], names, sizeof(names)))
			continue;
		snprintf(text, sizeof(text),
			 "invalid tail of %s: over a quarter of %s is how late the load "
			 "generator itself was",
			 duet->contestants[i].record->label, names);
		warned->take(warned->context, text,
			     "read the median, or repeat it on a quieter machine");
	}
}

/* Of whom: "a, b". */
static void name_bound(const struct duet_summary *duet, char *names, size_t size)
{
	size_t used = 0;

	*names = '\0';
	for (size_t i = 0; i < duet->count && used < size; i++)
		if (!is_control(duet, i) && open_loop_is_bound(&duet->contestants[i]))
			used += (size_t)snprintf(names + used, size - used, "%s%s",
						 used ? ", " : "",
						 duet->contestants[i].record->label);
}

/* The load is then the client's capacity, and the title promises the server's. */
static void warn_share(const struct warned *warned)
{
	char names[160], text[320];

	name_bound(warned->duet, names, sizeof(names));
	if (!*names)
		return;
	snprintf(text, sizeof(text),
		 "percent is a share of what the load generator sustains, not %s: at full "
		 "load it was over %s busy itself",
		 names, format_percent(CLIENT_BOUND).text);
	warned->take(warned->context, text,
		     "let requests compute (-p work=20), or more cores");
}

/* What was offered to what was answered; 0: not known, or not meant to be above 1. */
static double load_of(const struct duet_summary *duet, size_t i)
{
	const struct contestant_summary *it = &duet->contestants[i];
	struct estimate offered = open_loop_offered(it), answered = summary_requests(it);

	if (is_control(duet, i) || !offered.rounds || !answered.rounds ||
	    open_loop_percent(it) <= 100)
		return 0;
	return offered.value / answered.value;
}

/* What a server sustains was measured just before, maybe while the machine was slower. */
static void warn_unsaturated(const struct warned *warned, size_t i)
{
	const struct contestant_summary *it = &warned->duet->contestants[i];
	char text[384];

	snprintf(text, sizeof(text),
		 "%s was not past saturation: its capacity was measured too low, %s of %s "
		 "requests a second were answered",
		 it->record->label, format_number(summary_requests(it).value).text,
		 format_number(open_loop_offered(it).value).text);
	warned->take(warned->context, text,
		     "repeat it when the machine is quieter, or -p rate above what the "
		     "others answer");
}

/* Past saturation latencies grow with the excess, and are compared only where it is alike. */
static void warn_unlike(const struct warned *warned, size_t least, size_t most)
{
	const struct duet_summary *duet = warned->duet;
	char text[384];

	snprintf(text, sizeof(text),
		 "not loaded alike: %s was offered %s times what it answered, %s %s times",
		 duet->contestants[least].record->label,
		 format_number(load_of(duet, least)).text,
		 duet->contestants[most].record->label,
		 format_number(load_of(duet, most)).text);
	warned->take(warned->context, text,
		     "compare no latencies; repeat it when the machine is quieter");
}

static void warn_saturation(const struct warned *warned)
{
	const struct duet_summary *duet = warned->duet;
	size_t least = duet->count, most = duet->count;

	for (size_t i = 0; i < duet->count; i++) {
		double load = load_of(duet, i);

		if (load <= 0)
			continue;
		if (load < SATURATED)
			warn_unsaturated(warned, i);
		if (least == duet->count || load < load_of(duet, least))
			least = i;
		if (most == duet->count || load > load_of(duet, most))
			most = i;
	}
	if (most < duet->count && load_of(duet, most) > APART * load_of(duet, least))
		warn_unlike(warned, least, most);
}

void warnings_of_open_loop(const struct duet_summary *duet, bool disturbed,
			   warning_taker *take, void *context)
{
	struct warned warned = {duet, disturbed, take, context};

	if (!open_loop_is(duet))
		return;
	warn_share(&warned);
	for (enum open_verdict kind = OPEN_SOUND + 1; kind <= OPEN_OVERLOADED; kind++)
		warn_verdicts(&warned, kind);
	warn_tail(&warned);
	warn_saturation(&warned);
}
