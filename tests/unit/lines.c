/* SPDX-License-Identifier: MIT */
/* lines.c - the promises of bench/protocol/line.h: whole lines, whatever the pipe does to them. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/protocol/line.h"

#define SECOND_NS 1000000000

/* A pipe and a reader at its end. */
struct ends {
	struct line_reader reader;
	int write_fd; /* -1: closed */
};

static int open_ends(void **state)
{
	struct ends *ends = calloc(1, sizeof(*ends));
	int fds[2];

	if (!ends || pipe(fds))
		return -1;
	ends->reader.fd = fds[0];
	ends->write_fd = fds[1];
	*state = ends;
	return 0;
}

static void close_writer(struct ends *ends)
{
	close(ends->write_fd);
	ends->write_fd = -1;
}

static int close_ends(void **state)
{
	struct ends *ends = *state;

	if (ends->write_fd >= 0)
		close_writer(ends);
	close(ends->reader.fd);
	line_reader_free(&ends->reader);
	free(ends);
	return 0;
}

static void put(const struct ends *ends, const char *text)
{
	assert_int_equal(write(ends->write_fd, text, strlen(text)), strlen(text));
}

/* Read an object and check its member "n". */
static void expect_n(struct ends *ends, int n)
{
	json_t *object = NULL;

	assert_int_equal(line_read(&ends->reader, SECOND_NS, &object), 1);
	assert_int_equal(json_integer_value(json_object_get(object, "n")), n);
	json_decref(object);
}

static void expect(struct ends *ends, int result)
{
	json_t *object = NULL;

	assert_int_equal(line_read(&ends->reader, SECOND_NS, &object), result);
	assert_null(object);
}

static void a_line_split_over_writes_is_one_object(void **state)
{
	struct ends *ends = *state;
	json_t *object;

	put(ends, "{\"n\"");
	assert_int_equal(line_read(&ends->reader, SECOND_NS / 100, &object), -ETIMEDOUT);
	put(ends, ": 7}");
	assert_int_equal(line_read(&ends->reader, SECOND_NS / 100, &object), -ETIMEDOUT);
	put(ends, "\n");
	expect_n(ends, 7);
}

static void two_lines_in_one_write_are_two_objects(void **state)
{
	struct ends *ends = *state;

	put(ends, "{\"n\": 1}\n{\"n\": 2}\n");
	assert_false(line_waiting(&ends->reader));
	expect_n(ends, 1);
	assert_true(line_waiting(&ends->reader));
	expect_n(ends, 2);
	assert_false(line_waiting(&ends->reader));
}

static void the_end_of_the_file_is_0(void **state)
{
	struct ends *ends = *state;

	put(ends, "{\"n\": 1}\n");
	close_writer(ends);
	expect_n(ends, 1);
	expect(ends, 0);
	expect(ends, 0);
}

static void a_torn_last_line_is_a_bad_message(void **state)
{
	struct ends *ends = *state;

	put(ends, "{\"n\": 1}");
	close_writer(ends);
	expect(ends, -EBADMSG);
	expect(ends, 0);
}

static void a_line_that_is_no_object_costs_itself_alone(void **state)
{
	static const char *const bad[] = {"hello\n",	"\n",	   "[1]\n",
					  "{\"n\": \n", "{} {}\n", "7\n"};
	struct ends *ends = *state;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		put(ends, bad[i]);
		put(ends, "{\"n\": 3}\n");
		expect(ends, -EBADMSG);
		expect_n(ends, 3);
	}
}

static void a_line_that_is_nested_too_deep_costs_itself_alone(void **state)
{
	struct ends *ends = *state;

	put(ends, "{\"n\":");
	for (int i = 0; i < LINE_MAX_DEPTH; i++)
		put(ends, "[");
	for (int i = 0; i < LINE_MAX_DEPTH; i++)
		put(ends, "]");
	put(ends, "}\n{\"n\": 4}\n");
	expect(ends, -EBADMSG);
	expect_n(ends, 4);
}

/* A file in the place of the pipe's reading end: it takes any amount. */
static void read_from_file(struct ends *ends, FILE *file)
{
	fflush(file);
	rewind(file);
	dup2(fileno(file), ends->reader.fd);
	fclose(file);
}

static void a_line_that_is_too_long_costs_itself_alone(void **state)
{
	struct ends *ends = *state;
	FILE *file = tmpfile();

	assert_non_null(file);
	for (size_t i = 0; i < LINE_MAX_BYTES + 100000; i++)
		putc('x', file);
	fputs("\n{\"n\": 5}\n", file);
	read_from_file(ends, file);
	expect(ends, -EBADMSG);
	expect_n(ends, 5);
	expect(ends, 0);
}

static void a_long_line_is_read_whole(void **state)
{
	struct ends *ends = *state;
	FILE *file = tmpfile();

	assert_non_null(file);
	fputs("{\"padding\": \"", file);
	for (size_t i = 0; i < LINE_MAX_BYTES / 2; i++)
		putc('x', file);
	fputs("\", \"n\": 6}\n", file);
	read_from_file(ends, file);
	expect_n(ends, 6);
}

static void a_silent_writer_times_out(void **state)
{
	struct ends *ends = *state;
	json_t *object;

	assert_int_equal(line_read(&ends->reader, 0, &object), -ETIMEDOUT);
	assert_int_equal(line_read(&ends->reader, SECOND_NS / 100, &object), -ETIMEDOUT);
	put(ends, "{\"n\": 8}\n");
	expect_n(ends, 8);
}

static void on_alarm(int signal)
{
	(void)signal;
}

static void a_signal_interrupts_and_loses_nothing(void **state)
{
	struct sigaction action = {.sa_handler = on_alarm};
	struct itimerval soon = {.it_value.tv_usec = 20000};
	struct ends *ends = *state;
	json_t *object;

	put(ends, "{\"n\":");
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &soon, NULL);
	assert_int_equal(line_read(&ends->reader, (int64_t)10 * SECOND_NS, &object),
			 -EINTR);
	put(ends, " 9}\n");
	expect_n(ends, 9);
}

static void a_reader_that_does_not_block_waits_all_the_same(void **state)
{
	struct ends *ends = *state;
	pid_t child;

	fcntl(ends->reader.fd, F_SETFL, O_NONBLOCK);
	child = fork();
	if (!child) {
		usleep(20000);
		_exit(write(ends->write_fd, "{\"n\": 10}\n", 10) != 10);
	}
	expect_n(ends, 10);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static json_t *long_object(void)
{
	json_t *array = json_array();

	for (int i = 0; i < 100000; i++)
		json_array_append_new(array, json_integer(i));
	return json_pack("{s:o, s:i}", "padding", array, "n", 11);
}

static void a_line_is_written_whole_into_a_full_pipe(void **state)
{
	struct ends *ends = *state;
	json_t *object;
	pid_t child = fork();

	if (!child) {
		fcntl(ends->write_fd, F_SETFL, O_NONBLOCK);
		object = long_object();
		_exit(line_write(ends->write_fd, object) != 0);
	}
	usleep(20000);
	expect_n(ends, 11);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void writing_to_nobody_is_EPIPE(void **state)
{
	struct ends *ends = *state;
	json_t *object = json_object();
	int fds[2];

	(void)ends;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(fds), 0);
	close(fds[0]);
	assert_int_equal(line_write(fds[1], object), -EPIPE);
	close(fds[1]);
	json_decref(object);
}

#define TEST(promise) cmocka_unit_test_setup_teardown(promise, open_ends, close_ends)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_line_split_over_writes_is_one_object),
		TEST(two_lines_in_one_write_are_two_objects),
		TEST(the_end_of_the_file_is_0),
		TEST(a_torn_last_line_is_a_bad_message),
		TEST(a_line_that_is_no_object_costs_itself_alone),
		TEST(a_line_that_is_nested_too_deep_costs_itself_alone),
		TEST(a_line_that_is_too_long_costs_itself_alone),
		TEST(a_long_line_is_read_whole),
		TEST(a_silent_writer_times_out),
		TEST(a_signal_interrupts_and_loses_nothing),
		TEST(a_reader_that_does_not_block_waits_all_the_same),
		TEST(a_line_is_written_whole_into_a_full_pipe),
		TEST(writing_to_nobody_is_EPIPE),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
