/* SPDX-License-Identifier: MIT */
/* trace_find.c - events as text, and found by it. See trace.h. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bench/store/trace.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define RESULT " = "
#define ERRORS 4096	/* results nearer to 0 than this are errno's */
#define NUMBER_BYTES 24 /* of a number, or of an error's name */

static const char *const events[] = {
	"created", "started", "waits",	"woken",  "releases", "sets",	   "cancels",
	"refused", "makes",   "enters", "leaves", "done",     "cancelled", "abandoned",
};

/* Whose function says more than the event itself. */
static const char *const with_function[] = {"refused", "waits", "woken"};

/* A piece of a text; NULL: none, which matches everything. */
struct piece {
	const char *text;
	size_t bytes;
};

/* What is written of an event. */
struct wanted {
	struct piece name, event, in, on, result;
	unsigned long nth; /* from 1 */
};

static bool is(const struct piece *piece, const char *text)
{
	return piece->text && strlen(text) == piece->bytes &&
	       !memcmp(piece->text, text, piece->bytes);
}

static bool is_one_of(const struct piece *piece, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is(piece, names[i]))
			return true;
	return false;
}

/* The next word of *text, which goes on behind it and the spaces that follow. */
static struct piece take_word(const char **text, const char *end)
{
	struct piece word = {*text, 0};

	while (*text < end && **text != ' ') {
		(*text)++;
		word.bytes++;
	}
	while (*text < end && **text == ' ')
		(*text)++;
	return word;
}

/*
 * Cut " #N" off the end. Returns N, 1 where there is none, 0 where it is no number from 1
 * on.
 */
static unsigned long cut_nth(const char *text, const char **end)
{
	const char *mark = strrchr(text, '#');
	unsigned long nth;
	char *rest;

	if (!mark || mark == text || mark[-1] != ' ')
		return 1;
	nth = mark[1] >= '0' && mark[1] <= '9' ? strtoul(mark + 1, &rest, 10) : 0;
	if (!nth || *rest)
		return 0;
	while (mark > text && mark[-1] == ' ')
		mark--;
	*end = mark;
	return nth;
}

/* Cut " = RESULT" off the end, but not of what comes before `from`. */
static struct piece cut_result(const char *from, const char **end)
{
	for (const char *at = *end - strlen(RESULT); at >= from; at--) {
		struct piece result = {at + strlen(RESULT),
				       (size_t)(*end - at) - strlen(RESULT)};

		if (strncmp(at, RESULT, strlen(RESULT)) != 0)
			continue;
		*end = at;
		return result;
	}
	return (struct piece){0};
}

static bool parse(const char *text, struct wanted *wanted)
{
	const char *colon = strstr(text, ": "), *end = text + strlen(text);

	*wanted = (struct wanted){.nth = cut_nth(text, &end)};
	if (!colon || colon == text || colon >= end || !wanted->nth)
		return false;
	wanted->name = (struct piece){text, (size_t)(colon - text)};
	text = colon + 2;
	wanted->result = cut_result(text, &end);
	wanted->event = take_word(&text, end);
	if (end - text >= 3 && !strncmp(text, "in ", 3)) {
		text += 3;
		wanted->in = take_word(&text, end);
	}
	if (text < end)
		wanted->on = (struct piece){text, (size_t)(end - text)};
	return is_one_of(&wanted->event, events, COUNT(events)) &&
	       (!wanted->result.text || wanted->result.bytes);
}

/*
 * A number, by the name of its error where it is one; or the word that the event has
 * instead.
 */
static const char *result_of(const struct traced_event *event, char *number)
{
	const char *name = event->result < 0 && event->result > -ERRORS
				   ? strerrorname_np((int)-event->result)
				   : NULL;

	if (*event->word)
		return event->word;
	if (name)
		snprintf(number, NUMBER_BYTES, "-%s", name);
	else
		snprintf(number, NUMBER_BYTES, "%" PRId64, event->result);
	return number;
}

static bool has_result(const struct traced_event *event, const struct piece *result)
{
	char number[NUMBER_BYTES];

	return event->has_result && is(result, result_of(event, number));
}

static bool matches(const struct wanted *wanted, const struct traced_event *event)
{
	return is(&wanted->name, event->name) && is(&wanted->event, event->event) &&
	       (!wanted->in.text || is(&wanted->in, event->in)) &&
	       (!wanted->on.text || is(&wanted->on, event->on)) &&
	       (!wanted->result.text || has_result(event, &wanted->result));
}

static int refuse(struct problem *problem, const char *text)
{
	problem_set(problem, -EINVAL, "\"%.200s\" is no event of a trace", text);
	problem_remedy(
		problem,
		"write TASK: EVENT [in FUNCTION] [ON] [= RESULT] [#N], where EVENT is "
		"created, started, waits, woken, releases, sets, cancels, "
		"refused, makes, enters, leaves, done, cancelled or "
		"abandoned");
	return -EINVAL;
}

int64_t trace_find(const struct trace_log *log, const char *text, struct problem *problem)
{
	struct wanted wanted;
	unsigned long seen = 0;

	if (!parse(text, &wanted))
		return refuse(problem, text);
	for (size_t i = 0; i < log->count; i++)
		if (matches(&wanted, &log->events[i]) && ++seen == wanted.nth)
			return (int64_t)i;
	problem_set(problem, -ENOENT, "%s on %s has no event \"%.200s\"%s", log->workload,
		    log->runtime, text, seen ? " (there are fewer of it)" : "");
	problem_remedy(problem,
		       "see those that there are: duet trace --all --runtime=%s %s",
		       log->runtime, log->workload);
	return -ENOENT;
}

void trace_write_event(FILE *file, const struct traced_event *event, bool with_task)
{
	struct piece kind = {event->event, strlen(event->event)};
	char number[NUMBER_BYTES];

	if (with_task)
		fprintf(file, "%s: ", event->name);
	fputs(event->event, file);
	if (*event->in && is_one_of(&kind, with_function, COUNT(with_function)))
		fprintf(file, " in %s", event->in);
	if (*event->on)
		fprintf(file, " %s", event->on);
	if (event->has_result)
		fprintf(file, RESULT "%s", result_of(event, number));
}
