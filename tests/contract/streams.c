/* SPDX-License-Identifier: MIT */
/* streams.c - reading and writing. Big transfers are in transfers.c, errors in broken_streams.c. */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/pair.h"

static void what_one_end_writes_the_other_reads(void)
{
	struct pair pair;
	unsigned char sent[256], got[256];

	for (size_t i = 0; i < sizeof(sent); i++)
		sent[i] = (unsigned char)i;
	pair_open(&pair);
	check_int(asyncio.write(pair.near, sent, sizeof(sent)), sizeof(sent));
	check_int(asyncio.readexactly(pair.far, got, sizeof(got)), sizeof(got));
	check(memcmp(sent, got, sizeof(got)) == 0);
	check_int(asyncio.write(pair.far, got, sizeof(got)), sizeof(got));
	memset(sent, 0, sizeof(sent));
	check_int(asyncio.readexactly(pair.near, sent, sizeof(sent)), sizeof(sent));
	check(memcmp(sent, got, sizeof(got)) == 0);
	pair_close(&pair);
}

static int64_t read_sixteen(void *arg)
{
	char bytes[16];

	return asyncio.read(arg, bytes, sizeof(bytes));
}

static void read_waits_for_the_first_byte_and_returns_what_is_there(void)
{
	struct pair pair;
	struct task *reader;

	pair_open(&pair);
	reader = asyncio.create_task(read_sixteen, pair.near);
	settle();
	check(!asyncio.task_done(reader));
	check_int(asyncio.write(pair.far, "abc", 3), 3);
	check_int(asyncio.await(reader), 3);
	pair_close(&pair);
}

static void read_never_returns_more_than_asked_for(void)
{
	struct pair pair;
	char bytes[8] = "";

	pair_open(&pair);
	check_int(asyncio.write(pair.far, "abcde", 5), 5);
	check_int(asyncio.readexactly(pair.near, bytes, 2), 2);
	check(bytes[2] == '\0');
	check_int(asyncio.readexactly(pair.near, bytes, 3), 3);
	check(memcmp(bytes, "cde", 3) == 0);
	pair_close(&pair);
}

static int64_t readexactly_six(void *arg)
{
	char bytes[6];

	check_int(asyncio.readexactly(arg, bytes, sizeof(bytes)), 6);
	return memcmp(bytes, "abcdef", 6) == 0;
}

static void readexactly_puts_pieces_together(void)
{
	struct pair pair;
	struct task *reader;

	pair_open(&pair);
	reader = asyncio.create_task(readexactly_six, pair.near);
	for (int i = 0; i < 6; i++) {
		settle();
		check(!asyncio.task_done(reader));
		check_int(asyncio.write(pair.far, &"abcdef"[i], 1), 1);
	}
	check_int(asyncio.await(reader), 1);
	pair_close(&pair);
}

static void of_no_bytes_write_and_readexactly_return_0(void)
{
	struct pair pair;
	char byte;

	pair_open(&pair);
	check_int(asyncio.write(pair.near, "", 0), 0);
	check_int(asyncio.readexactly(pair.near, &byte, 0), 0);
	pair_close(&pair);
}

static void of_no_bytes_read_returns_0_at_once(void)
{
	struct pair pair;
	char byte;

	pair_open(&pair);
	check_int(asyncio.read(pair.near, &byte, 0), 0);
	pair_close(&pair);
}

static void a_read_in_many_small_pieces_loses_nothing(void)
{
	struct pair pair;
	unsigned char sent[3000], byte;

	for (size_t i = 0; i < sizeof(sent); i++)
		sent[i] = (unsigned char)(i * 7);
	pair_open(&pair);
	check_int(asyncio.write(pair.far, sent, sizeof(sent)), sizeof(sent));
	for (size_t i = 0; i < sizeof(sent); i++) {
		check_int(asyncio.read(pair.near, &byte, 1), 1);
		check_int(byte, sent[i]);
	}
	pair_close(&pair);
}

/* ---- end of file ---- */

static void read_returns_0_at_the_end_of_the_file_each_time(void)
{
	struct pair pair;
	char byte;

	pair_open(&pair);
	pair_close_far(&pair);
	check_int(asyncio.read(pair.near, &byte, 1), 0);
	check_int(asyncio.read(pair.near, &byte, 1), 0);
	check_int(asyncio.readexactly(pair.near, &byte, 1), 0);
	pair_close(&pair);
}

static void the_end_of_the_file_wakes_a_waiting_reader(void)
{
	struct pair pair;
	struct task *reader;

	pair_open(&pair);
	reader = asyncio.create_task(read_sixteen, pair.near);
	settle();
	pair_close_far(&pair);
	check_int(asyncio.await(reader), 0);
	pair_close(&pair);
}

static void readexactly_is_short_at_the_end_of_the_file(void)
{
	struct pair pair;
	char bytes[8] = "";

	pair_open(&pair);
	check_int(asyncio.write(pair.far, "abc", 3), 3);
	pair_close_far(&pair);
	check_int(asyncio.readexactly(pair.near, bytes, sizeof(bytes)), 3);
	check(memcmp(bytes, "abc", 3) == 0);
	pair_close(&pair);
}

/* Bytes and the end may arrive as one event: neither may be lost, whatever the sizes read. */
static void all_bytes_before_the_end_are_read(void)
{
	static const size_t sizes[] = {1, 7, 16, 100, 1000, 4096, 5000};
	static char bytes[5000];

	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct pair pair;
		int64_t r, sum = 0;

		pair_open_bare(&pair);
		check_int(send(pair.bare, bytes, 1000, 0), 1000);
		shutdown(pair.bare, SHUT_WR);
		while ((r = asyncio.read(pair.far, bytes, sizes[i])) > 0)
			sum += r;
		check_int(r, 0);
		check_int(sum, 1000);
		pair_close(&pair);
	}
}

static int64_t read_until_end(void *arg)
{
	static char bytes[64];
	int64_t r, sum = 0;

	while ((r = asyncio.read(arg, bytes, sizeof(bytes))) > 0)
		sum += r;
	return r < 0 ? r : sum;
}

static void an_end_right_behind_the_bytes_wakes_a_waiting_reader(void)
{
	for (int i = 0; i < scaled(100); i++) {
		struct pair pair;
		struct task *reader;

		pair_open_bare(&pair);
		reader = asyncio.create_task(read_until_end, pair.far);
		asyncio.sleep(i % 2 ? 0 : MICROSECONDS(200));
		check_int(send(pair.bare, "abc", 3, 0), 3);
		if (i % 3 == 0)
			asyncio.sleep(0);
		shutdown(pair.bare, SHUT_WR);
		check_int(asyncio.await(reader), 3);
		pair_close(&pair);
	}
}

static void a_peer_that_closed_its_half_still_reads(void)
{
	struct pair pair;
	char bytes[4] = "";

	pair_open_bare(&pair);
	shutdown(pair.bare, SHUT_WR);
	check_int(asyncio.read(pair.far, bytes, 1), 0);
	check_int(asyncio.write(pair.far, "yes", 3), 3);
	check_int(recv(pair.bare, bytes, 3, MSG_WAITALL), 3);
	check(memcmp(bytes, "yes", 3) == 0);
	pair_close(&pair);
}

static void closing_sends_what_was_written_and_then_the_end(void)
{
	struct pair pair;
	char bytes[8] = "";

	pair_open_bare(&pair);
	check_int(asyncio.write(pair.far, "last", 4), 4);
	pair_close_far(&pair);
	check_int(recv(pair.bare, bytes, sizeof(bytes), MSG_WAITALL), 4);
	check(memcmp(bytes, "last", 4) == 0);
	pair_close(&pair);
}

/* ---- addresses ---- */

static int64_t serve_one_byte(struct stream *stream, void *arg)
{
	char byte;

	(void)arg;
	if (asyncio.read(stream, &byte, 1) == 1)
		asyncio.write(stream, &byte, 1);
	asyncio.close(stream);
	return 0;
}

static void streams_work_over_ipv6(void)
{
	struct server *server;
	struct stream *stream;
	int64_t r = asyncio.start_server(serve_one_byte, NULL, "::1", 0, &server);
	char byte = 0;

	if (r == -EADDRNOTAVAIL || r == -EAFNOSUPPORT)
		return; /* this machine has no IPv6 */
	check_int(r, 0);
	check_int(asyncio.open_connection("::1", asyncio.server_port(server), &stream), 0);
	check_int(asyncio.write(stream, "6", 1), 1);
	check_int(asyncio.read(stream, &byte, 1), 1);
	check_int(byte, '6');
	check_int(asyncio.read(stream, &byte, 1), 0);
	asyncio.close(stream);
	check_int(asyncio.close_server(server), 0);
}

static void open_connection_takes_numeric_addresses_only(void)
{
	static const char *const wrong[] = {
		"",	      "localhost", "127.0.0",	  "127.0.0.256",
		"127.0.0.1 ", "::1::",	   "127.0.0.1:80"};
	char untouched;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct stream *stream = (struct stream *)&untouched;

		check_int(asyncio.open_connection(wrong[i], 9, &stream), -EINVAL);
		check(stream == (struct stream *)&untouched);
	}
}

static void a_refused_connection_is_econnrefused(void)
{
	char untouched;
	struct stream *stream = (struct stream *)&untouched;
	uint16_t port;
	int fd = bare_bind(-1, &port);

	check_int(asyncio.open_connection("127.0.0.1", port, &stream), -ECONNREFUSED);
	check(stream == (struct stream *)&untouched);
	close(fd);
}

static const struct promise promises[] = {
	PROMISE(what_one_end_writes_the_other_reads),
	PROMISE(read_waits_for_the_first_byte_and_returns_what_is_there),
	PROMISE(read_never_returns_more_than_asked_for),
	PROMISE(readexactly_puts_pieces_together),
	PROMISE(of_no_bytes_write_and_readexactly_return_0),
	PROMISE(of_no_bytes_read_returns_0_at_once),
	PROMISE(a_read_in_many_small_pieces_loses_nothing),
	PROMISE(read_returns_0_at_the_end_of_the_file_each_time),
	PROMISE(the_end_of_the_file_wakes_a_waiting_reader),
	PROMISE(readexactly_is_short_at_the_end_of_the_file),
	PROMISE(all_bytes_before_the_end_are_read),
	PROMISE(an_end_right_behind_the_bytes_wakes_a_waiting_reader),
	PROMISE(a_peer_that_closed_its_half_still_reads),
	PROMISE(closing_sends_what_was_written_and_then_the_end),
	PROMISE(streams_work_over_ipv6),
	PROMISE(open_connection_takes_numeric_addresses_only),
	PROMISE(a_refused_connection_is_econnrefused),
};

int main(int argc, char **argv)
{
	return play_promises("streams", promises, COUNT(promises), argc, argv);
}
