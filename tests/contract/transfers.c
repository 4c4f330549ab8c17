/* SPDX-License-Identifier: MIT */
/* transfers.c - streams under load: megabytes both ways at once, many connections, checksums. */
#include <stdlib.h>

#include "support/pair.h"

#define PIECE ((size_t)64 * 1024)

struct half {
	struct stream *stream;
	uint64_t seed;
	int64_t bytes;
};

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static unsigned char byte_at(uint64_t seed, int64_t place)
{
	return (unsigned char)((seed + (uint64_t)place) * 0x9e3779b97f4a7c15u >> 56);
}

static int64_t send_all(void *arg)
{
	struct half *half = arg;
	unsigned char *piece = malloc(PIECE);
	uint64_t random = half->seed;
	int64_t sent = 0;

	check(piece != NULL);
	while (sent < half->bytes) {
		int64_t size = 1 + (int64_t)(next_random(&random) % PIECE);

		if (size > half->bytes - sent)
			size = half->bytes - sent;
		for (int64_t i = 0; i < size; i++)
			piece[i] = byte_at(half->seed, sent + i);
		check_int(asyncio.write(half->stream, piece, (size_t)size), size);
		sent += size;
	}
	free(piece);
	return sent;
}

static int64_t receive_all(void *arg)
{
	struct half *half = arg;
	unsigned char *piece = malloc(PIECE);
	uint64_t random = ~half->seed;
	int64_t got = 0;

	check(piece != NULL);
	while (got < half->bytes) {
		size_t size = 1 + next_random(&random) % PIECE;
		int64_t r = asyncio.read(half->stream, piece, size);

		check(r > 0 && r <= (int64_t)size);
		for (int64_t i = 0; i < r; i++)
			check(piece[i] == byte_at(half->seed, got + i));
		got += r;
	}
	free(piece);
	return got;
}

static void megabytes_pass_both_ways_at_once_on_one_stream(void)
{
	int64_t bytes = (int64_t)scaled(8) * 1000003 / (sanitized() ? 8 : 1);
	struct pair pair;
	struct half halves[2];
	struct task *tasks[4];

	pair_open(&pair);
	for (int i = 0; i < 2; i++)
		halves[i] = (struct half){.seed = 77 + (uint64_t)i, .bytes = bytes};
	halves[0].stream = pair.near;
	tasks[0] = asyncio.create_task(send_all, &halves[0]);
	tasks[1] = asyncio.create_task(receive_all, &(struct half){pair.far, 77, bytes});
	halves[1].stream = pair.far;
	tasks[2] = asyncio.create_task(send_all, &halves[1]);
	tasks[3] = asyncio.create_task(receive_all, &(struct half){pair.near, 78, bytes});
	check_int(asyncio.gather(tasks, 4, NULL), 0);
	pair_close(&pair);
}

static int64_t write_much(void *arg)
{
	size_t size = 6u << 20;
	char *bytes = calloc(1, size);
	int64_t r;

	check(bytes != NULL);
	r = asyncio.write(arg, bytes, size);
	free(bytes);
	return r;
}

static int64_t drain(struct stream *stream, int64_t size)
{
	static char bytes[PIECE];
	int64_t r, got = 0;

	while (got < size && (r = asyncio.read(stream, bytes, sizeof(bytes))) > 0)
		got += r;
	return got;
}

static void write_waits_until_the_kernel_has_taken_all(void)
{
	struct pair pair;
	struct task *writer;

	pair_open(&pair);
	writer = asyncio.create_task(write_much, pair.near);
	settle();
	check(!asyncio.task_done(writer)); /* more than the buffers of both ends hold */
	check_int(drain(pair.far, 6 << 20), 6 << 20);
	check_int(asyncio.await(writer), 6 << 20);
	pair_close(&pair);
}

static int64_t read_byte(void *arg)
{
	char byte = 0;

	check_int(asyncio.read(arg, &byte, 1), 1);
	return byte;
}

static void a_reader_and_a_writer_wait_on_one_stream_at_once(void)
{
	struct pair pair;
	struct task *writer, *reader;

	pair_open(&pair);
	reader = asyncio.create_task(read_byte, pair.near);
	writer = asyncio.create_task(write_much, pair.near);
	settle();
	check_int(asyncio.write(pair.far, "r", 1), 1);
	check_int(asyncio.await(reader), 'r'); /* while the writer still waits */
	check(!asyncio.task_done(writer));
	reader = asyncio.create_task(read_byte, pair.near);
	check_int(drain(pair.far, 6 << 20), 6 << 20);
	check_int(asyncio.await(writer), 6 << 20);
	check(!asyncio.task_done(reader)); /* while the reader still waits */
	check_int(asyncio.write(pair.far, "s", 1), 1);
	check_int(asyncio.await(reader), 's');
	pair_close(&pair);
}

/* ---- many connections ---- */

static int64_t echo(struct stream *stream, void *arg)
{
	char bytes[256];
	int64_t r;

	(void)arg;
	while ((r = asyncio.read(stream, bytes, sizeof(bytes))) > 0)
		if (asyncio.write(stream, bytes, (size_t)r) != r)
			break;
	asyncio.close(stream);
	return 0;
}

struct client {
	uint16_t port;
	int number;
};

static int64_t ask_often(void *arg)
{
	const struct client *client = arg;
	struct stream *stream;
	int question, answer;

	check_int(asyncio.open_connection("127.0.0.1", client->port, &stream), 0);
	for (int i = 0; i < 20; i++) {
		question = client->number * 1000 + i;
		check_int(asyncio.write(stream, &question, sizeof(question)),
			  sizeof(question));
		check_int(asyncio.readexactly(stream, &answer, sizeof(answer)),
			  sizeof(answer));
		check_int(answer, question);
	}
	asyncio.close(stream);
	return 1;
}

static void two_hundred_connections_talk_at_once(void)
{
	int n = scaled(200);
	struct client clients[200];
	struct task *tasks[200];
	struct server *server;

	check_int(asyncio.start_server(echo, NULL, "127.0.0.1", 0, &server), 0);
	for (int i = 0; i < n; i++) {
		clients[i] = (struct client){asyncio.server_port(server), i};
		tasks[i] = asyncio.create_task(ask_often, &clients[i]);
	}
	check_int(asyncio.gather(tasks, (size_t)n, NULL), 0);
	check_int(asyncio.close_server(server), 0);
}

static void spinning_before_blocking_changes_no_result(void)
{
	const struct asyncio_options spinning = {.spins = 20};

	check_run(two_hundred_connections_talk_at_once, &spinning, 0);
}

static const struct promise promises[] = {
	PROMISE(megabytes_pass_both_ways_at_once_on_one_stream),
	PROMISE(write_waits_until_the_kernel_has_taken_all),
	PROMISE(a_reader_and_a_writer_wait_on_one_stream_at_once),
	PROMISE(two_hundred_connections_talk_at_once),
	PROMISE_OUTSIDE(spinning_before_blocking_changes_no_result),
};

int main(int argc, char **argv)
{
	return play_promises("transfers", promises, COUNT(promises), argc, argv);
}
