/* SPDX-License-Identifier: MIT */
/*
 * cancel_streams.c - a cancellation in every waiting call of streams and servers. After a write
 * an unknown part was sent, after readexactly what was read is lost: nothing more is asked there.
 */
#include <sys/socket.h>
#include <unistd.h>

#include "support/cancelled.h"
#include "support/pair.h"

static char big[1 << 20];

static int64_t call_read(void *arg)
{
	char bytes[16];

	return asyncio.read(arg, bytes, sizeof(bytes));
}

static int64_t call_readexactly(void *arg)
{
	char bytes[16];

	return asyncio.readexactly(arg, bytes, sizeof(bytes));
}

/* Until the peer, who never reads, has all buffers full. */
static int64_t call_write(void *arg)
{
	int64_t r;

	do
		r = asyncio.write(arg, big, sizeof(big));
	while (r == sizeof(big));
	return r;
}

static int64_t call_write_byte(void *arg)
{
	return asyncio.write(arg, "x", 1);
}

static void a_cancelled_read_reads_no_byte(void)
{
	struct pair pair;
	char bytes[4] = "";

	pair_open(&pair);
	cancel_while_waiting(call_read, pair.near);
	check_int(asyncio.write(pair.far, "abc", 3), 3);
	check_int(asyncio.readexactly(pair.near, bytes, 3), 3);
	check(bytes[0] == 'a' && bytes[1] == 'b' && bytes[2] == 'c');
	pair_close(&pair);
}

static void a_request_is_delivered_by_read_which_reads_no_byte(void)
{
	struct pair pair;
	char bytes[4] = "";

	pair_open(&pair);
	check_int(asyncio.write(pair.far, "abc", 3), 3);
	cancel_at_entry(call_read, pair.near);
	check_int(asyncio.readexactly(pair.near, bytes, 3), 3);
	check(bytes[0] == 'a' && bytes[2] == 'c');
	pair_close(&pair);
}

static void a_cancellation_ends_readexactly(void)
{
	struct pair pair;
	char byte;

	pair_open(&pair);
	check_int(asyncio.write(pair.far, "abc", 3), 3);
	cancel_while_waiting(call_readexactly, pair.near);
	check_int(asyncio.write(pair.far, "d", 1), 1);
	check_int(asyncio.read(pair.near, &byte, 1), 1); /* the stream is still good */
	pair_close(&pair);
}

static void a_request_is_delivered_by_readexactly(void)
{
	struct pair pair;

	pair_open(&pair);
	check_int(asyncio.write(pair.far, "0123456789abcdef", 16), 16);
	cancel_at_entry(call_readexactly, pair.near);
	pair_close(&pair);
}

static void a_cancellation_ends_a_write_with_full_buffers(void)
{
	struct pair pair;

	pair_open(&pair);
	cancel_while_waiting(call_write, pair.near);
	pair_close(&pair);
}

static void a_request_is_delivered_by_write(void)
{
	struct pair pair;

	pair_open(&pair);
	cancel_at_entry(call_write_byte, pair.near);
	pair_close(&pair);
}

static int64_t read_to_the_end(void *arg)
{
	static char bytes[1 << 16];
	int64_t r, sum = 0;

	while ((r = asyncio.read(arg, bytes, sizeof(bytes))) > 0)
		sum += r;
	return r < 0 ? r : sum;
}

static void a_stream_can_be_written_again_after_a_cancelled_write(void)
{
	struct pair pair;
	struct task *reader;

	pair_open(&pair);
	cancel_while_waiting(call_write, pair.near);
	reader = asyncio.create_task(read_to_the_end, pair.far);
	check_int(asyncio.write(pair.near, big, sizeof(big)), sizeof(big));
	pair_close_near(&pair);
	check(asyncio.await(reader) >= (int64_t)sizeof(big));
	pair_close(&pair);
}

/* ---- open_connection ---- */

static int64_t call_open_connection(void *arg)
{
	char untouched;
	struct stream *stream = (struct stream *)&untouched;
	int64_t r = asyncio.open_connection("127.0.0.1", *(uint16_t *)arg, &stream);

	check(stream == (struct stream *)&untouched); /* it stores nothing */
	return r;
}

static void a_cancellation_ends_open_connection(void)
{
	struct full_listener full;

	full_listener_open(&full);
	cancel_while_waiting(call_open_connection, &full.port);
	full_listener_close(&full);
}

static void a_request_is_delivered_by_open_connection(void)
{
	uint16_t port;
	int listener = bare_bind(4, &port);

	cancel_at_entry(call_open_connection, &port);
	close(listener);
}

/* ---- close_server ---- */

static int64_t echo_byte(struct stream *stream, void *arg)
{
	char byte;

	(void)arg;
	if (asyncio.read(stream, &byte, 1) == 1)
		asyncio.write(stream, &byte, 1);
	asyncio.close(stream);
	return 0;
}

static int64_t call_close_server(void *arg)
{
	return asyncio.close_server(arg);
}

static void a_request_is_delivered_by_close_server_and_the_server_goes_on(void)
{
	struct server *server;
	struct stream *stream;
	char byte = 'g';

	check_int(asyncio.start_server(echo_byte, NULL, "127.0.0.1", 0, &server), 0);
	cancel_at_entry(call_close_server, server);
	check_int(
		asyncio.open_connection("127.0.0.1", asyncio.server_port(server), &stream),
		0);
	check_int(asyncio.write(stream, &byte, 1), 1);
	check_int(asyncio.read(stream, &byte, 1), 1);
	asyncio.close(stream);
	check_int(asyncio.close_server(server), 0);
}

static const struct promise promises[] = {
	PROMISE(a_cancelled_read_reads_no_byte),
	PROMISE(a_request_is_delivered_by_read_which_reads_no_byte),
	PROMISE(a_cancellation_ends_readexactly),
	PROMISE(a_request_is_delivered_by_readexactly),
	PROMISE(a_cancellation_ends_a_write_with_full_buffers),
	PROMISE(a_request_is_delivered_by_write),
	PROMISE(a_stream_can_be_written_again_after_a_cancelled_write),
	PROMISE(a_cancellation_ends_open_connection),
	PROMISE(a_request_is_delivered_by_open_connection),
	PROMISE(a_request_is_delivered_by_close_server_and_the_server_goes_on),
};

int main(int argc, char **argv)
{
	return play_promises("cancel_streams", promises, COUNT(promises), argc, argv);
}
