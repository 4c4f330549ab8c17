/* SPDX-License-Identifier: MIT */
/* trace_spans.c - walks along a trace and joins its events to spans. See trace_spans.h. */
#include "bench/report/trace_spans.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Of one task, on the way. */
struct life {
	const char *name;
	bool lives, shown;
	enum trace_doing doing;
	int64_t since_ns;
	size_t lane;
};

struct walk {
	struct trace_spans *spans;
	struct life *lives; /* of task n: lives[n] */
};

/* What a task does from an event of its own on; TRACE_DOINGS: what it did before. */
static enum trace_doing doing_after(const char *event)
{
	static const struct {
		const char *event;
		enum trace_doing doing;
	} changes[] = {
		{"started", TRACE_IS_RUNNING},
		{"waits", TRACE_IS_WAITING},
		{"woken", TRACE_IS_RUNNING},
	};

	for (size_t i = 0; i < COUNT(changes); i++)
		if (!strcmp(changes[i].event, event))
			return changes[i].doing;
	return TRACE_DOINGS;
}

static bool ends(const char *event)
{
	return !strcmp(event, "done") || !strcmp(event, "cancelled") ||
	       !strcmp(event, "abandoned");
}

/* What it has done until now is a span, as far as it lies in the time shown. */
static void close_span(struct walk *walk, int64_t task, int64_t now_ns)
{
	struct trace_spans *spans = walk->spans;
	struct life *life = &walk->lives[task];
	int64_t from = life->since_ns > spans->from_ns ? life->since_ns : spans->from_ns;
	int64_t to = now_ns < spans->to_ns ? now_ns : spans->to_ns;

	if (!life->lives || from > spans->to_ns || to < spans->from_ns)
		return;
	if (!life->shown) {
		life->shown = true;
		life->lane = spans->lane_count++;
		spans->lanes[life->lane].task = task;
	}
	spans->lanes[life->lane].name = life->name;
	spans->spans[spans->count++] = (struct trace_span){
		.lane = life->lane, .doing = life->doing, .from_ns = from, .to_ns = to};
}

static void turn_to(struct walk *walk, int64_t task, enum trace_doing doing, int64_t now_ns)
{
	struct life *life = &walk->lives[task];

	close_span(walk, task, now_ns);
	life->lives = true;
	life->doing = doing;
	life->since_ns = now_ns;
}

static void step(struct walk *walk, const struct traced_event *event)
{
	enum trace_doing doing = doing_after(event->event);
	struct life *life = &walk->lives[event->task];

	life->name = event->name;
	if (!strcmp(event->event, "created") && event->other) {
		turn_to(walk, event->other, TRACE_IS_CREATED, event->ns);
		walk->lives[event->other].name = event->on;
	} else if (doing != TRACE_DOINGS) {
		turn_to(walk, event->task, doing, event->ns);
	} else if (ends(event->event)) {
		close_span(walk, event->task, event->ns);
		life->lives = false;
	}
}

static int64_t most_task(const struct trace_log *log)
{
	int64_t most = 0;

	for (size_t i = 0; i < log->count; i++) {
		if (log->events[i].task > most)
			most = log->events[i].task;
		if (log->events[i].other > most)
			most = log->events[i].other;
	}
	return most;
}

static void find_window(const struct trace_log *log, const char *phase,
			struct trace_spans *spans)
{
	bool found = false;

	spans->to_ns = -1; /* none is */
	for (size_t i = 0; i < log->count; i++) {
		if (strcmp(log->events[i].phase, phase) != 0)
			continue;
		if (!found)
			spans->from_ns = log->events[i].ns;
		spans->to_ns = log->events[i].ns;
		found = true;
	}
}

int trace_spans_find(const struct trace_log *log, const char *phase,
		     struct trace_spans *spans)
{
	size_t tasks = (size_t)most_task(log) + 1;
	struct walk walk = {.spans = spans, .lives = calloc(tasks, sizeof(*walk.lives))};

	*spans = (struct trace_spans){
		.lanes = calloc(tasks, sizeof(*spans->lanes)),
		.spans = calloc(log->count + tasks, sizeof(*spans->spans)),
	};
	if (!walk.lives || !spans->lanes || !spans->spans) {
		free(walk.lives);
		trace_spans_free(spans);
		return -ENOMEM;
	}
	find_window(log, phase, spans);
	for (size_t i = 0; i < log->count; i++)
		step(&walk, &log->events[i]);
	for (size_t task = 1; task < tasks; task++)
		close_span(&walk, (int64_t)task, spans->to_ns);
	free(walk.lives);
	return 0;
}

void trace_spans_free(struct trace_spans *spans)
{
	free(spans->lanes);
	free(spans->spans);
	*spans = (struct trace_spans){0};
}
