/* SPDX-License-Identifier: MIT */
/* tracing.c - what a trace has noted, as JSON. See tracing.h. */
#include "bench/worker/tracing.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/trace/trace.h"

/* A task by its name; a name that is no UTF-8 is passed over. */
static json_t *name_of(struct trace *trace, uint32_t number)
{
	char name[TRACE_NAME];
	json_t *json;

	trace_task_name(trace, number, name);
	json = json_string(name);
	return json ? json : json_sprintf("Task-%u", number);
}

/* What the event is about: a task by its name and number, other things by kind and number. */
static int add_about(struct trace *trace, const struct trace_event *event, json_t *json)
{
	if (event->what == TRACE_NOTHING || !event->which)
		return 0;
	if (event->what != TRACE_TASK)
		return json_object_set_new(
			json, "on",
			json_sprintf("%s-%u", trace_thing_name(event->what), event->which));
	return json_object_set_new(json, "on", name_of(trace, event->which)) |
	       json_object_set_new(json, "other", json_integer(event->which));
}

static json_t *event_to_json(struct trace *trace, const struct trace_event *event)
{
	json_t *json =
		json_pack("{s:I, s:I, s:o, s:s}", "ns", (json_int_t)event->ns, "task",
			  (json_int_t)event->task, "name", name_of(trace, event->task),
			  "event", trace_kind_name(event->kind));
	int failed = 0;

	if (json && event->in)
		failed |= json_object_set_new(json, "in", json_string(event->in));
	if (json)
		failed |= add_about(trace, event, json);
	if (json && event->value_is)
		failed |= json_object_set_new(json, event->value_is,
					      json_integer(event->value));
	if (!failed)
		return json;
	json_decref(json);
	return NULL;
}

int tracing_tell(struct trace *trace, json_t *answer)
{
	struct trace_event *events;
	json_t *array = json_array();
	uint64_t dropped;
	size_t count;
	int failed = 0;

	events = trace_take(trace, &count, &dropped);
	for (size_t i = 0; i < count && !failed; i++)
		failed = json_array_append_new(array, event_to_json(trace, &events[i]));
	free(events);
	failed |= json_object_set_new(answer, "events", array);
	failed |= json_object_set_new(answer, "dropped", json_integer((json_int_t)dropped));
	return failed ? -ENOMEM : 0;
}
