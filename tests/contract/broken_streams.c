/* SPDX-License-Identifier: MIT */
/* broken_streams.c - peers that reset or vanish, and running out of descriptors. */
#include <time.h>
#include <unistd.h>

#include "support/pair.h"

static char big[1 << 20];

static bool is_broken(int64_t r)
{
	return r == -EPIPE || r == -ECONNRESET;
}

static int64_t read_one(void *arg)
{
	char byte;

	return asyncio.read(arg, &byte, 1);
}

static int64_t write_until_error(void *arg)
{
	int64_t r;

	do
		r = asyncio.write(arg, big, sizeof(big));
	while (r == sizeof(big));
	return r;
}

static void a_reset_is_seen_by_the_next_read(void)
{
	struct pair pair;

	pair_open_bare(&pair);
	pair_reset_bare(&pair);
	check_int(read_one(pair.far), -ECONNRESET);
	pair_close(&pair);
}

static void a_reset_wakes_a_waiting_reader(void)
{
	struct pair pair;
	struct task *reader;

	pair_open_bare(&pair);
	reader = asyncio.create_task(read_one, pair.far);
	settle();
	pair_reset_bare(&pair);
	check_int(asyncio.await(reader), -ECONNRESET);
	pair_close(&pair);
}

static void a_reset_breaks_readexactly(void)
{
	struct pair pair;
	char bytes[8];

	pair_open_bare(&pair);
	pair_reset_bare(&pair);
	check_int(asyncio.readexactly(pair.far, bytes, sizeof(bytes)), -ECONNRESET);
	pair_close(&pair);
}

static void a_reset_is_seen_by_the_next_write(void)
{
	struct pair pair;

	pair_open_bare(&pair);
	pair_reset_bare(&pair);
	check(is_broken(asyncio.write(pair.far, "x", 1)));
	pair_close(&pair);
}

static void a_reset_wakes_a_waiting_writer(void)
{
	struct pair pair;
	struct task *writer;

	pair_open_bare(&pair);
	writer = asyncio.create_task(write_until_error, pair.far);
	settle();
	pair_reset_bare(&pair);
	check(is_broken(asyncio.await(writer)));
	pair_close(&pair);
}

static void a_reset_wakes_the_reader_and_the_writer(void)
{
	struct pair pair;
	struct task *reader, *writer;
	int64_t r;

	pair_open_bare(&pair);
	reader = asyncio.create_task(read_one, pair.far);
	writer = asyncio.create_task(write_until_error, pair.far);
	settle();
	pair_reset_bare(&pair);
	r = asyncio.await(reader);
	/* The kernel reports a reset once: the other sees the end of the file or EPIPE. */
	check(r == 0 || r == -ECONNRESET);
	check(is_broken(asyncio.await(writer)));
	pair_close(&pair);
}

/* SIGPIPE would end the process. */
static void writing_to_a_closed_peer_is_an_error_and_no_signal(void)
{
	struct pair pair;

	pair_open(&pair);
	pair_close_far(&pair);
	check(is_broken(write_until_error(pair.near)));
	check(is_broken(asyncio.write(pair.near, "x", 1)));
	pair_close(&pair);
}

static void a_peer_that_closes_wakes_a_waiting_writer(void)
{
	struct pair pair;
	struct task *writer;

	pair_open(&pair);
	writer = asyncio.create_task(write_until_error, pair.near);
	settle();
	pair_close_far(&pair); /* with bytes unread: a reset */
	check(is_broken(asyncio.await(writer)));
	pair_close(&pair);
}

static void without_a_descriptor_open_connection_is_emfile(void)
{
	char untouched;
	struct stream *stream = (struct stream *)&untouched;
	uint16_t port;
	int listener = bare_bind(4, &port);
	long before = use_up_descriptors();

	check_int(asyncio.open_connection("127.0.0.1", port, &stream), -EMFILE);
	check(stream == (struct stream *)&untouched);
	allow_descriptors(before);
	check_int(asyncio.open_connection("127.0.0.1", port, &stream), 0);
	asyncio.close(stream);
	close(listener);
}

static int64_t serve_nothing(struct stream *stream, void *arg)
{
	(void)arg;
	asyncio.close(stream);
	return 0;
}

static void without_a_descriptor_start_server_is_emfile(void)
{
	char untouched;
	struct server *server = (struct server *)&untouched;
	long before = use_up_descriptors();

	check_int(asyncio.start_server(serve_nothing, NULL, "127.0.0.1", 0, &server),
		  -EMFILE);
	check(server == (struct server *)&untouched);
	allow_descriptors(before);
}

static int64_t echo_byte(struct stream *stream, void *arg)
{
	char byte;

	(void)arg;
	if (asyncio.read(stream, &byte, 1) == 1)
		asyncio.write(stream, &byte, 1);
	asyncio.close(stream);
	return 0;
}

static int64_t ask_bare(void *arg)
{
	int fd = *(int *)arg;
	char byte = 'q';

	check_int(write(fd, &byte, 1), 1);
	check_int(read(fd, &byte, 1), 1);
	return byte;
}

static void without_a_descriptor_accepting_is_only_delayed(void)
{
	struct server *server;
	int clients[6];
	long before;

	check_int(asyncio.start_server(echo_byte, NULL, "127.0.0.1", 0, &server), 0);
	settle();
	/* The kernel connects these; the server finds no descriptor for some or all of them. */
	for (size_t i = 0; i < COUNT(clients); i++)
		clients[i] = bare_connect(asyncio.server_port(server));
	before = use_up_descriptors();
	asyncio.sleep(MILLISECONDS(20));
	allow_descriptors(before);
	for (size_t i = 0; i < COUNT(clients); i++)
		check_int(asyncio.to_thread(ask_bare, &clients[i]), 'q');
	check_int(asyncio.close_server(server), 0);
	for (size_t i = 0; i < COUNT(clients); i++)
		close(clients[i]);
}

static int64_t processor_time(void)
{
	struct timespec used;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return SECONDS(used.tv_sec) + used.tv_nsec;
}

/* A server that tries again at once would use a processor all the while. */
static void without_a_descriptor_accepting_takes_no_processor(void)
{
	struct server *server;
	int clients[3];
	long before;
	int64_t start, used;

	check_int(asyncio.start_server(echo_byte, NULL, "127.0.0.1", 0, &server), 0);
	settle();
	for (size_t i = 0; i < COUNT(clients); i++)
		clients[i] = bare_socket();
	before = use_up_descriptors();
	for (size_t i = 0; i < COUNT(clients); i++)
		bare_join(clients[i], asyncio.server_port(server));
	start = processor_time();
	asyncio.sleep(MILLISECONDS(200));
	used = processor_time() - start;
	allow_descriptors(before);
	check(used < MILLISECONDS(40));
	for (size_t i = 0; i < COUNT(clients); i++)
		check_int(asyncio.to_thread(ask_bare, &clients[i]), 'q');
	check_int(asyncio.close_server(server), 0);
	for (size_t i = 0; i < COUNT(clients); i++)
		close(clients[i]);
}

static const struct promise promises[] = {
	PROMISE(a_reset_is_seen_by_the_next_read),
	PROMISE(a_reset_wakes_a_waiting_reader),
	PROMISE(a_reset_breaks_readexactly),
	PROMISE(a_reset_is_seen_by_the_next_write),
	PROMISE(a_reset_wakes_a_waiting_writer),
	PROMISE(a_reset_wakes_the_reader_and_the_writer),
	PROMISE(writing_to_a_closed_peer_is_an_error_and_no_signal),
	PROMISE(a_peer_that_closes_wakes_a_waiting_writer),
	PROMISE(without_a_descriptor_open_connection_is_emfile),
	PROMISE(without_a_descriptor_start_server_is_emfile),
	/* Valgrind accepts first and checks the limit afterwards. */
	PROMISE_WITH(without_a_descriptor_accepting_is_only_delayed, 0, NO_VALGRIND),
	PROMISE_WITH(without_a_descriptor_accepting_takes_no_processor, 0, NO_VALGRIND),
};

int main(int argc, char **argv)
{
	return play_promises("broken_streams", promises, COUNT(promises), argc, argv);
}
