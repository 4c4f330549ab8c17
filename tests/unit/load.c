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
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/load/closed.h"
#include "bench/load/load.h"
#include "bench/stats/histogram.h"
#include "bench/workloads/echo.h"

#define PATIENCE_S 30
#define MILLISECOND_NS 1000000

/* How a server treats the n-th read of a connection. */
enum manner { ECHO, CHANGE_THIRD, CLOSE_AT_THIRD, ANSWER_TWICE, STALL_AT_THIRD, SLOW };

#define STALL_NS (100 * MILLISECOND_NS)
#define SLOW_NS (5 * MILLISECOND_NS)

struct fixture {
	pid_t server;
	int control; /* our side of the control connection; -1: not yet accepted */
	int control_listener;
	struct setting setting;
	int64_t parameters[PARAMETERS_MAX];
	void *load;
	struct histogram latency, uncorrected, lag;
	struct offer offer;
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
		if (manner == STALL_AT_THIRD && i == 3)
			nanosleep(&(struct timespec){.tv_nsec = STALL_NS}, NULL);
		if (manner == SLOW && i > 1)
			nanosleep(&(struct timespec){.tv_nsec = SLOW_NS}, NULL);
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
	f->parameters[CONNECTIONS] = connections;
	f->parameters[SIZE] = size;
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

/* As play, of an open loop. */
static int64_t offer(struct fixture *f, int64_t operations)
{
	f->offer = (struct offer){.uncorrected = &f->uncorrected, .lag = &f->lag};
	f->tally.offer = &f->offer;
	return play(f, operations);
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

/* ---- open loops ---- */

static void an_open_loop_takes_as_long_as_its_requests_are_due(void **state)
{
	struct fixture *f = *state;

	start(f, ECHO, 4, 64);
	f->parameters[RATE] = 2000;
	prepare(f);
	assert_int_equal(offer(f, 100), 0);
	assert_int_equal(f->tally.operations, 100);
	assert_int_equal(f->offer.offered_ns, 50 * MILLISECOND_NS);
	assert_int_equal(f->latency.count, 100);
	assert_int_equal(f->uncorrected.count, 100);
	assert_int_equal(f->lag.count, 100);
	assert_int_equal(f->offer.refused, 0);
}

static void whoever_does_not_ask_for_times_is_not_kept_to_them(void **state)
{
	struct fixture *f = *state;

	start(f, ECHO, 4, 64);
	f->parameters[RATE] = 1; /* 500 requests would outlast the test's patience */
	prepare(f);
	assert_int_equal(play(f, 500), 0);
	assert_int_equal(f->tally.operations, 500);
}

static void an_open_loop_does_the_work_of_a_closed_one(void **state)
{
	struct fixture *f = *state;
	uint64_t closed = checksum_with(3, 64);

	start(f, ECHO, 3, 64);
	f->parameters[RATE] = 20000;
	f->parameters[POISSON] = 1;
	prepare(f);
	assert_int_equal(offer(f, 500), 0);
	assert_int_equal(f->tally.checksum, closed);
}

/* Coordinated omission: half of the requests wait for one that stalls, but none is sent meanwhile. */
static void a_stall_counts_for_all_who_were_due_while_it_lasted(void **state)
{
	struct fixture *f = *state;

	start(f, STALL_AT_THIRD, 1, 64);
	f->parameters[RATE] = 1000;
	prepare(f);
	assert_int_equal(offer(f, 100), 0);
	assert_true(histogram_quantile(&f->latency, 0.5) > STALL_NS / 4);
	assert_true(histogram_quantile(&f->uncorrected, 0.5) < STALL_NS / 4);
	assert_true(f->uncorrected.max >= STALL_NS);
	assert_in_range(f->offer.queued, 50, 99);
	/* the client sent each once the connection was free: that is no lateness of its own */
	assert_true(histogram_quantile(&f->lag, 0.5) < STALL_NS / 4);
}

static void oversleep(int signal)
{
	(void)signal;
	nanosleep(&(struct timespec){.tv_nsec = STALL_NS}, NULL);
}

/* It stands still for a while in the midst of its slice, though connections are free. */
static void how_late_the_client_itself_was_is_told(void **state)
{
	struct itimerspec once = {.it_value.tv_nsec = 50 * MILLISECOND_NS};
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
	struct fixture *f = *state;
	timer_t timer;

	start(f, ECHO, 8, 64);
	f->parameters[RATE] = 1000;
	prepare(f);
	signal(SIGUSR1, oversleep);
	assert_int_equal(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
	assert_int_equal(timer_settime(timer, 0, &once, NULL), 0);
	assert_int_equal(offer(f, 200), 0);
	timer_delete(timer);
	signal(SIGUSR1, SIG_DFL);
	assert_true(f->lag.max >= STALL_NS / 2);
	assert_true(f->latency.max >= f->lag.max);
}

static void what_waits_longer_than_the_patience_is_never_sent(void **state)
{
	struct fixture *f = *state;
	uint64_t patient = checksum_with(3, 64);

	start(f, SLOW, 20, 64); /* answers 4,000 requests a second at most */
	f->parameters[RATE] = 100000;
	f->parameters[PATIENCE] = 1;
	prepare(f);
	assert_int_equal(offer(f, 500), 0);
	assert_int_equal(f->tally.operations, 500);
	assert_int_equal(f->tally.checksum, patient);
	assert_true(f->offer.refused > 500);
}

static void percent_offers_a_part_of_what_the_server_sustains(void **state)
{
	struct fixture *f = *state;
	int64_t ns;

	start(f, SLOW, 20, 64);
	f->parameters[PERCENT] = 50;
	prepare(f);
	assert_int_equal(offer(f, 20), 0);
	ns = f->offer.offered_ns;
	assert_true(ns > 0);
	/* 4,000 a second at most, so 2,000 are offered at most */
	assert_true(ns >= 10 * MILLISECOND_NS);
}

/* How much is offered to how much the server sustains, measured again right after. */
static double share_offered(int64_t percent)
{
	struct sustained sustained = {0};
	void *state = NULL;
	struct fixture *f;
	struct load *load;
	double rate;

	assert_int_equal(make(&state), 0);
	f = state;
	start(f, SLOW, 20, 64);
	f->parameters[PERCENT] = percent;
	prepare(f);
	load = f->load;
	rate = (double)load->arrivals.rate;
	assert_int_equal(closed_sustain(load, &sustained), 0);
	drop(&state);
	return rate / (double)sustained.rate;
}

/* The server sleeps for most of the time, so that its pace hardly depends on the machine's. */
static void percent_is_no_other_part_of_it(void **state)
{
	static const int64_t percents[] = {50, 100, 200};

	(void)state;
	for (size_t i = 0; i < sizeof(percents) / sizeof(*percents); i++) {
		double share = 0, wanted = (double)percents[i] / 100;

		for (int tries = 0;
		     tries < 5 && (share < 0.7 * wanted || share > 1.4 * wanted); tries++)
			share = share_offered(percents[i]);
		assert_true(share > 0.7 * wanted && share < 1.4 * wanted);
	}
}

static void what_the_client_itself_used_is_told_with_the_percentage_alone(void **state)
{
	struct fixture *f = *state;

	start(f, SLOW, 20, 64);
	f->parameters[PERCENT] = 50;
	prepare(f);
	assert_int_equal(offer(f, 20), 0);
	assert_in_range(f->offer.sustained_busy, 0, 1000);
}

static void at_a_rate_nothing_is_told_of_full_load(void **state)
{
	struct fixture *f = *state;

	start(f, ECHO, 4, 64);
	f->parameters[RATE] = 20000;
	prepare(f);
	assert_int_equal(offer(f, 20), 0);
	assert_int_equal(f->offer.sustained_busy, -1);
}

/* How long it takes until 20 requests at random times were due, in the second slice of a round. */
static int64_t random_length(uint64_t round)
{
	void *state = NULL;
	struct fixture *f;
	int64_t ns;

	assert_int_equal(make(&state), 0);
	f = state;
	start(f, ECHO, 4, 64);
	f->parameters[RATE] = 20000;
	f->parameters[POISSON] = 1;
	f->setting.round = round;
	prepare(f);
	assert_int_equal(offer(f, 20), 0);
	ns = f->offer.offered_ns;
	assert_int_equal(offer(f, 20), 0);
	assert_int_not_equal(f->offer.offered_ns, ns);
	ns = f->offer.offered_ns;
	drop(&state);
	return ns;
}

static void random_times_are_equal_in_a_round_and_differ_between_rounds(void **state)
{
	int64_t first = random_length(0);

	(void)state;
	assert_int_equal(random_length(0), first);
	assert_int_not_equal(random_length(1), first);
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
		TEST(an_open_loop_takes_as_long_as_its_requests_are_due),
		TEST(whoever_does_not_ask_for_times_is_not_kept_to_them),
		TEST(an_open_loop_does_the_work_of_a_closed_one),
		TEST(a_stall_counts_for_all_who_were_due_while_it_lasted),
		TEST(how_late_the_client_itself_was_is_told),
		TEST(what_waits_longer_than_the_patience_is_never_sent),
		TEST(percent_offers_a_part_of_what_the_server_sustains),
		cmocka_unit_test(percent_is_no_other_part_of_it),
		TEST(what_the_client_itself_used_is_told_with_the_percentage_alone),
		TEST(at_a_rate_nothing_is_told_of_full_load),
		cmocka_unit_test(
			random_times_are_equal_in_a_round_and_differ_between_rounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
