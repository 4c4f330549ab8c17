/* SPDX-License-Identifier: MIT */
/* trace.c - a trace is read again as it was written, and its events are found by their text. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/report/trace_spans.h"
#include "bench/report/trace_text.h"
#include "bench/store/trace.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define ORIGIN                                                                             \
	"\"machine\": \"0123456789abcdef\", \"version\": \"0.1.0\", \"started\": "         \
	"\"2026-11-28T10:00:00+0000\""
#define HEADER                                                                             \
	"{\"format\": 1, \"trace\": \"say_after\", \"runtime\": \"coroutines\", "          \
	"\"parameters\": {\"ms\": 10}, \"operations\": 1, \"dropped\": 0, " ORIGIN "}"
#define MAIN "\"task\": 1, \"name\": \"main\", \"phase\": \"play\""
#define HELLO "\"task\": 2, \"name\": \"hello\", \"phase\": \"play\""

/* hello is created, waits twice, and is cancelled. */
static const char *const good[] = {
	HEADER,
	"{\"ns\": 0, \"task\": 1, \"name\": \"main\", \"phase\": \"prepare\", \"event\": "
	"\"started\"}",
	"{\"ns\": 100, " MAIN ", \"event\": \"created\", \"in\": \"create_task\", \"on\": "
	"\"hello\", \"other\": 2}",
	"{\"ns\": 110, " MAIN ", \"event\": \"waits\", \"in\": \"await\", \"on\": "
	"\"hello\", \"other\": 2}",
	"{\"ns\": 120, " HELLO ", \"event\": \"started\"}",
	"{\"ns\": 130, " HELLO ", \"event\": \"waits\", \"in\": \"sleep\", \"for_ns\": 50}",
	"{\"ns\": 180, " HELLO ", \"event\": \"woken\", \"in\": \"sleep\", \"result\": 0}",
	"{\"ns\": 190, " HELLO
	", \"event\": \"waits\", \"in\": \"lock_acquire\", \"on\": \"lock-1\"}",
	"{\"ns\": 290, " HELLO ", \"event\": \"cancelled\", \"result\": -125}",
	"{\"ns\": 300, " MAIN ", \"event\": \"woken\", \"in\": \"await\", \"on\": "
	"\"hello\", \"other\": 2, \"result\": -125}",
	"{\"ns\": 300, " MAIN
	", \"event\": \"leaves\", \"in\": \"await_coroutine\", \"on\": "
	"\"coroutine-1\", \"result\": 7}",
	"{\"ns\": 300, " MAIN
	", \"event\": \"leaves\", \"in\": \"await_coroutine\", \"on\": "
	"\"coroutine-1\", \"result\": \"got lost\"}",
};

static json_t *documents_of(const char *const *lines, size_t count)
{
	json_t *documents = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(documents, json_loads(lines[i], 0, NULL));
	assert_int_equal(json_array_size(documents), count);
	return documents;
}

static int read_good(void **state)
{
	json_t *documents = documents_of(good, COUNT(good));
	struct trace_log *log = calloc(1, sizeof(*log));
	struct problem problem = {0};

	assert_int_equal(trace_decode(documents, "good", log, &problem), 0);
	json_decref(documents);
	*state = log;
	return 0;
}

static int forget(void **state)
{
	trace_free(*state);
	free(*state);
	return 0;
}

static void a_trace_is_read_as_it_was_written(void **state)
{
	const struct trace_log *log = *state;
	char path[] = "/tmp/duet-trace-XXXXXX";
	struct problem problem = {0};
	struct trace_log again;
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");

	assert_int_equal(trace_write(file, log->documents), 0);
	fclose(file);
	assert_int_equal(trace_read(path, &again, &problem), 0);
	unlink(path);
	assert_string_equal(again.workload, "say_after");
	assert_string_equal(again.runtime, "coroutines");
	assert_string_equal(again.machine, "0123456789abcdef");
	assert_string_equal(again.version, "0.1.0");
	assert_string_equal(again.started, "2026-11-28T10:00:00+0000");
	assert_int_equal(again.count, COUNT(good) - 1);
	assert_int_equal(again.events[4].for_ns, 50);
	assert_true(again.events[4].has_for && !again.events[4].has_result);
	assert_int_equal(again.events[7].result, -125);
	assert_true(json_equal(again.documents, log->documents));
	trace_free(&again);
}

static void events_are_found_by_their_text(void **state)
{
	static const struct {
		const char *text;
		int64_t at;
	} rows[] = {
		{"main: started", 0},
		{"main: created hello", 1},
		{"main: created", 1},
		{"main: waits in await hello", 2},
		{"main: waits hello", 2},
		{"hello: waits", 4},
		{"hello: waits #2", 6},
		{"hello: waits in lock_acquire", 6},
		{"hello: waits lock-1", 6},
		{"hello: waits in lock_acquire lock-1 #1", 6},
		{"hello: cancelled", 7},
		{"main: woken in await", 8},
		{"hello: cancelled = -ECANCELED", 7},
		{"hello: woken in sleep = 0", 5},
		{"main: leaves = 7", 9},
		{"main: woken in await hello = -ECANCELED", 8},
		{"main: leaves coroutine-1 #2", 10},
		{"main: leaves coroutine-1 = got lost", 10},
		{"main: leaves = got lost #1", 10},
	};
	struct problem problem;

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(trace_find(*state, rows[i].text, &problem), rows[i].at);
}

static void what_is_not_there_is_not_found(void **state)
{
	static const char *const texts[] = {
		"hello: done",	       "nobody: started",
		"hello: waits #3",     "hello: waits in queue_get",
		"hello: waits lock-2", "hell: started",
		"hello: woken = 1",    "main: woken = -ETIMEDOUT",
		"main: created = 0",   "main: leaves = got",
	};
	struct problem problem;

	for (size_t i = 0; i < COUNT(texts); i++) {
		memset(&problem, 0, sizeof(problem));
		assert_int_equal(trace_find(*state, texts[i], &problem), -ENOENT);
		assert_non_null(strstr(problem.text, texts[i]));
		assert_non_null(strstr(problem.remedy, "duet trace"));
	}
}

static void what_is_no_event_is_refused(void **state)
{
	static const char *const texts[] = {
		"",
		"hello",
		": started",
		"hello:started",
		"hello: ",
		"hello: sleeps",
		"hello: waits #0",
		"hello: waits #x",
		"hello: waits #2x",
		"hello: startedd",
		"hello: woken = ",
		"hello:  = 0",
	};
	struct problem problem;

	for (size_t i = 0; i < COUNT(texts); i++) {
		memset(&problem, 0, sizeof(problem));
		assert_int_equal(trace_find(*state, texts[i], &problem), -EINVAL);
		assert_true(*problem.remedy);
	}
}

static void what_is_written_is_found_again(void **state)
{
	const struct trace_log *log = *state;
	struct problem problem;

	for (size_t i = 0; i < log->count; i++) {
		char *text = NULL;
		size_t size;
		FILE *file = open_memstream(&text, &size);

		trace_write_event(file, &log->events[i], true);
		fclose(file);
		assert_int_equal(trace_find(log, text, &problem), i);
		free(text);
	}
}

static void damaged_traces_are_refused_with_their_line(void **state)
{
	static const struct {
		const char *line; /* behind the header */
		const char *words;
	} rows[] = {
		{"{\"task\": 1}", "\"ns\" is missing"},
		{"{\"ns\": -1, " MAIN ", \"event\": \"done\"}", "less than 0"},
		{"{\"ns\": 1, \"task\": 0, \"name\": \"a\", \"phase\": \"play\", "
		 "\"event\": "
		 "\"done\"}",
		 "less than 1"},
		{"{\"ns\": 1, " MAIN "}", "\"event\" is missing"},
		{"{\"ns\": 1, " MAIN ", \"event\": \"done\", \"in\": 3}", "no string"},
		{"{\"ns\": 1, " MAIN ", \"event\": \"done\", \"other\": -3}",
		 "less than 0"},
		{"{\"ns\": 1, " MAIN ", \"event\": \"done\", \"result\": []}",
		 "no integer"},
	};
	struct problem problem;
	struct trace_log log;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *const lines[] = {HEADER, rows[i].line};
		json_t *documents = documents_of(lines, 2);

		assert_int_equal(trace_decode(documents, "bad", &log, &problem), -EBADMSG);
		assert_non_null(strstr(problem.text, "bad, line 2: "));
		assert_non_null(strstr(problem.text, rows[i].words));
		json_decref(documents);
	}
}

static void events_that_go_back_in_time_are_refused(void **state)
{
	const char *const lines[] = {good[0], good[3], good[2]};
	json_t *documents = documents_of(lines, 3);
	struct problem problem;
	struct trace_log log;

	(void)state;
	assert_int_equal(trace_decode(documents, "bad", &log, &problem), -EBADMSG);
	assert_non_null(strstr(problem.text, "line 3: \"ns\" is 100, less than 110"));
	json_decref(documents);
}

static void another_format_is_refused(void **state)
{
	static const char *const headers[] = {
		"{}",
		"{\"format\": 2, \"trace\": \"a\", \"runtime\": \"b\", \"parameters\": {}, "
		"\"operations\": 1, \"dropped\": 0, " ORIGIN "}",
		"{\"format\": 1, \"trace\": \"a\", \"runtime\": \"b\", \"parameters\": {}, "
		"\"operations\": 1, \"dropped\": 0}",
		"{\"format\": 1, \"trace\": \"a\", \"runtime\": \"b\", \"operations\": 1, "
		"\"dropped\": 0, " ORIGIN "}",
	};
	json_t *empty = json_array();
	struct problem problem;
	struct trace_log log;

	(void)state;
	for (size_t i = 0; i < COUNT(headers); i++) {
		json_t *documents = documents_of(&headers[i], 1);

		assert_int_equal(trace_decode(documents, "bad", &log, &problem), -EBADMSG);
		json_decref(documents);
	}
	assert_int_equal(trace_decode(empty, "bad", &log, &problem), -EBADMSG);
	assert_int_equal(trace_read("/nowhere/trace", &log, &problem), -ENOENT);
	json_decref(empty);
}

static void events_become_spans(void **state)
{
	static const struct trace_span wanted[] = {
		{0, TRACE_IS_RUNNING, 100, 110}, /* main, since prepare */
		{1, TRACE_IS_CREATED, 100, 120}, {1, TRACE_IS_RUNNING, 120, 130},
		{1, TRACE_IS_WAITING, 130, 180}, {1, TRACE_IS_RUNNING, 180, 190},
		{1, TRACE_IS_WAITING, 190, 290}, {0, TRACE_IS_WAITING, 110, 300},
		{0, TRACE_IS_RUNNING, 300, 300},
	};
	struct trace_spans spans;

	assert_int_equal(trace_spans_find(*state, "play", &spans), 0);
	assert_int_equal(spans.from_ns, 100);
	assert_int_equal(spans.to_ns, 300);
	assert_int_equal(spans.lane_count, 2);
	assert_string_equal(spans.lanes[0].name, "main");
	assert_string_equal(spans.lanes[1].name, "hello");
	assert_int_equal(spans.count, COUNT(wanted));
	for (size_t i = 0; i < COUNT(wanted); i++) {
		assert_int_equal(spans.spans[i].lane, wanted[i].lane);
		assert_int_equal(spans.spans[i].doing, wanted[i].doing);
		assert_int_equal(spans.spans[i].from_ns, wanted[i].from_ns);
		assert_int_equal(spans.spans[i].to_ns, wanted[i].to_ns);
	}
	trace_spans_free(&spans);
}

static void a_phase_that_was_not_has_no_spans(void **state)
{
	struct trace_spans spans;

	assert_int_equal(trace_spans_find(*state, "finish", &spans), 0);
	assert_int_equal(spans.count, 0);
	trace_spans_free(&spans);
}

static char *text_of(const struct trace_log *log, size_t most, size_t lanes)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_int_equal(trace_write_text(file, log, most, lanes), 0);
	fclose(file);
	return text;
}

static void the_text_says_what_it_leaves_out(void **state)
{
	char *whole = text_of(*state, SIZE_MAX, SIZE_MAX), *part = text_of(*state, 3, 1);

	assert_non_null(
		strstr(whole, "say_after on coroutines ms=10: 1 operation, 11 events"));
	assert_non_null(strstr(whole, "waits in sleep for 50.0 ns"));
	assert_non_null(strstr(whole, "cancelled = -ECANCELED"));
	assert_null(strstr(whole, "more"));
	assert_non_null(strstr(part, "... and 8 more"));
	assert_non_null(strstr(part, "... and 1 more task"));
	free(whole);
	free(part);
}

#define READ(test) cmocka_unit_test_setup_teardown(test, read_good, forget)

int main(void)
{
	const struct CMUnitTest tests[] = {
		READ(a_trace_is_read_as_it_was_written),
		READ(events_are_found_by_their_text),
		READ(what_is_not_there_is_not_found),
		READ(what_is_no_event_is_refused),
		READ(what_is_written_is_found_again),
		cmocka_unit_test(damaged_traces_are_refused_with_their_line),
		cmocka_unit_test(events_that_go_back_in_time_are_refused),
		cmocka_unit_test(another_format_is_refused),
		READ(events_become_spans),
		READ(a_phase_that_was_not_has_no_spans),
		READ(the_text_says_what_it_leaves_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
