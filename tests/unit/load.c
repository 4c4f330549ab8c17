/* SPDX-License-Identifier: MIT */
/*
 * load.c - the promises of the load generator, against servers that are right and wrong.
 *
 * The server is a process of its own with a thread of control a connection: it forks for each.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/load/load.h"
#include "bench/stats/histogram.h"

#define PATIENCE_S 30

/* How a server treats the n-th read of a connection. */
enum manner { ECHO, CHANGE_THIRD, CLOSE_AT_THIRD, ANSWER_TWICE };

struct fixture {
	pid_t server;
	int control; /* our side of the control connection; -1: not yet accepted */
	int control_listener;
	struct setting setting;
	int64_t parameters[PARAMETERS_MAX];
	void *load;
	struct histogram latency;
	struct tally tally;
};

static const struct player *player(void)
{
	return peer_load.plays[0].player;
}

static int listener(uint16_t *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) || listen(fd, 64) ||
	    getsockname(fd, (struct sockaddr *)&address, &size))
		abort();
	*port = ntohs(address.sin_port);
	return fd;
}

static void serve_connection(int fd, enum manner manner)
{
	static char buffer[70000];
	ssize_t n;

	for (int i = 1; (n = read(fd, buffer, sizeof(buffer))) > 0; i++) {
		if (manner == CLOSE_AT_THIRD && i == 3)
			return;
		if (manner == CHANGE_THIRD && i == 3)
			buffer[n - 1] ^= 1;
		if (send(fd, buffer, (size_t)n, MSG_NOSIGNAL) != n)
			return;
		if (manner == ANSWER_TWICE && i == 3)
			send(fd, buffer, (size_t)n, MSG_NOSIGNAL);
	}
}

static void serve(int listening, enum manner manner)
{
	int fd;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN);
	while ((fd = accept(listening, NULL, NULL)) >= 0) {
		if (!fork()) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			serve_connection(fd, manner);
			_exit(0);
		}
		close(fd);
	}
	_exit(0);
}

static void start(struct fixture *f, enum manner manner, int64_t connections, int64_t size)
{
	int fd = listener(&f->setting.port);

	f->server = fork();
	if (!f->server)
		serve(fd, manner);
	close(fd);
	f->control_listener = listener(&f->setting.control_port);
	f->parameters[0] = connections;
	f->parameters[1] = size;
	f->setting.parameters = f->parameters;
	f->tally.latency = &f->latency;
}

static void prepare(struct fixture *f)
{
	assert_int_equal(player()->prepare(&f->setting, &f->load), 0);
	f->control = accept(f->control_listener, NULL, NULL);
	assert_true(f->control >= 0);
}

static int64_t play(struct fixture *f, int64_t operations)
{
	int64_t result;

	assert_int_equal(write(f->control, "g", 1), 1);
	result = player()->begin(f->load);
	return result ? result : player()->play(f->load, operations, &f->tally);
}

static int make(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (!f)
		return -1;
	f->control = -1;
	*state = f;
	alarm(PATIENCE_S);
	return 0;
}

static int drop(void **state)
{
	struct fixture *f = *state;

	if (f->load)
		player()->finish(f->load);
	if (f->control >= 0)
		close(f->control);
	close(f->control_listener);
	kill(f->server, SIGKILL);
	waitpid(f->server, NULL, 0);
	free(f);
	return 0;
}

static void every_request_is_answered_and_timed(void **state)
{
	struct fixture *f = *state;

	start(f, ECHO, 5, 64);
	prepare(f);
	assert_int_equal(play(f, 1003), 0);
	assert_int_equal(f->tally.operations, 1003);
	assert_int_equal(f->latency.count, 1003);
	assert_true(f->latency.max > 0);
}

static void the_end_is_told_on_the_control_connection_once(void **state)
{
	struct fixture *f = *state;
	char bytes[2];

	start(f, ECHO, 2, 1);
	prepare(f);
	assert_int_equal(play(f, 10), 0);
	assert_int_equal(recv(f->control, bytes, 2, 0), 1);
	assert_int_equal(bytes[0], 'e');
}

static void fewer_requests_than_connections_are_as_many_as_asked_for(void **state)
{
	struct fixture *f = *state;

	start(f, ECHO, 9, 64);
	prepare(f);
	assert_int_equal(play(f, 2), 0);
	assert_int_equal(f->tally.operations, 2);
}

static uint64_t checksum_with(int64_t connections, int64_t size)
{
	void *state = NULL;
	uint64_t checksum;
	struct fixture *f;

	assert_int_equal(make(&state), 0);
	f = state;
	start(f, ECHO, connections, size);
	prepare(f);
	assert_int_equal(play(f, 500), 0);
	checksum = f->tally.checksum;
	drop(&state);
	return checksum;
}

static void the_checksum_does_not_depend_on_the_order_of_answers(void **state)
{
	(void)state;
	assert_int_equal(checksum_with(1, 64), checksum_with(7, 64));
}

static void the_checksum_depends_on_the_number_of_requests(void **state)
{
	struct fixture *f = *state;
	uint64_t first;

	start(f, ECHO, 3, 64);
	prepare(f);
	assert_int_equal(play(f, 100), 0);
	first = f->tally.checksum;
	f->tally.checksum = 0;
	assert_int_equal(play(f, 101), 0);
	assert_int_not_equal(f->tally.checksum, first);
}

static void requests_larger_than_the_kernel_takes_at_once_go_through(void **state)
{
	struct fixture *f = *state;

	start(f, ECHO, 3, 65536);
	prepare(f);
	assert_int_equal(play(f, 200), 0);
	assert_int_equal(f->tally.operations, 200);
}

static void one_changed_byte_is_found(void **state)
{
	struct fixture *f = *state;

	start(f, CHANGE_THIRD, 2, 64);
	prepare(f);
	assert_int_equal(play(f, 100), -EPROTO);
}

static void an_answer_too_many_is_found(void **state)
{
	struct fixture *f = *state;

	start(f, ANSWER_TWICE, 1, 64);
	prepare(f);
	assert_int_equal(play(f, 100), -EPROTO);
}

static void a_server_that_closes_is_found(void **state)
{
	struct fixture *f = *state;

	start(f, CLOSE_AT_THIRD, 2, 64);
	prepare(f);
	assert_int_equal(play(f, 100), -ECONNRESET);
}

static void a_server_that_leaves_before_the_slice_is_found(void **state)
{
	struct fixture *f = *state;

	start(f, ECHO, 2, 64);
	prepare(f);
	close(f->control);
	f->control = -1;
	assert_int_equal(player()->begin(f->load), -ECONNRESET);
}

static void a_server_that_is_not_there_is_refused(void **state)
{
	struct fixture *f = *state;

	start(f, ECHO, 2, 64);
	kill(f->server, SIGKILL);
	waitpid(f->server, NULL, 0);
	assert_int_equal(player()->prepare(&f->setting, &f->load), -ECONNREFUSED);
	f->load = NULL;
}

static void without_ports_it_says_what_it_needs(void **state)
{
	struct fixture *f = *state;
	struct setting setting = {.parameters = f->parameters};

	f->control_listener = -1;
	f->server = fork();
	if (!f->server)
		_exit(0);
	assert_int_equal(player()->prepare(&setting, &f->load), -EINVAL);
	assert_non_null(setting.problem);
}

#define TEST(promise) cmocka_unit_test_setup_teardown(promise, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_request_is_answered_and_timed),
		TEST(the_end_is_told_on_the_control_connection_once),
		TEST(fewer_requests_than_connections_are_as_many_as_asked_for),
		cmocka_unit_test(the_checksum_does_not_depend_on_the_order_of_answers),
		TEST(the_checksum_depends_on_the_number_of_requests),
		TEST(requests_larger_than_the_kernel_takes_at_once_go_through),
		TEST(one_changed_byte_is_found),
		TEST(an_answer_too_many_is_found),
		TEST(a_server_that_closes_is_found),
		TEST(a_server_that_leaves_before_the_slice_is_found),
		TEST(a_server_that_is_not_there_is_refused),
		TEST(without_ports_it_says_what_it_needs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
