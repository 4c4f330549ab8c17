/* SPDX-License-Identifier: MIT */
/* busy_streams.c - at most one reader and one writer: who comes second does not wait too. */
#include "support/pair.h"

struct rivals {
	struct stream *stream;
	coroutine *call; /* with the stream as its argument */
	_Atomic int ended;
};

static int64_t rival(void *arg)
{
	struct rivals *rivals = arg;
	int64_t r = rivals->call(rivals->stream);

	rivals->ended++;
	return r;
}

/* Two tasks make the call that has to wait. Returns the one that does, when the other is -EBUSY. */
static struct task *one_of_two(struct rivals *rivals)
{
	struct task *tasks[2];
	int loser;

	for (int i = 0; i < 2; i++)
		tasks[i] = asyncio.create_task(rival, rivals);
	until(&rivals->ended, 1);
	loser = !asyncio.task_done(tasks[0]);
	while (!asyncio.task_done(tasks[loser])) {
		loser = !asyncio.task_done(tasks[0]);
		asyncio.sleep(0);
	}
	check_int(asyncio.await(tasks[loser]), -EBUSY);
	check(!asyncio.task_done(tasks[!loser]));
	return tasks[!loser];
}

static int64_t read_sixteen(void *arg)
{
	char bytes[16];

	return asyncio.read(arg, bytes, sizeof(bytes));
}

static void a_second_reader_is_ebusy_while_the_first_waits(void)
{
	struct pair pair;
	struct rivals rivals = {.call = read_sixteen};
	struct task *reader;
	char byte;

	pair_open(&pair);
	rivals.stream = pair.near;
	reader = one_of_two(&rivals);
	check_int(asyncio.readexactly(pair.near, &byte, 1), -EBUSY);
	check_int(asyncio.write(pair.near, "x", 1), 1); /* the other direction is free */
	check_int(asyncio.write(pair.far, "abc", 3), 3);
	check_int(asyncio.await(reader), 3);
	check_int(asyncio.write(pair.far, "d", 1), 1);
	check_int(asyncio.read(pair.near, &byte, 1), 1); /* nobody is left in its way */
	pair_close(&pair);
}

static int64_t write_too_much(void *arg)
{
	static const char zeros[32 << 20]; /* more than the kernel buffers */

	return asyncio.write(arg, zeros, sizeof(zeros));
}

static void a_second_writer_is_ebusy_while_the_first_waits(void)
{
	struct pair pair;
	struct rivals rivals = {.call = write_too_much};
	struct task *writer;
	int64_t r;

	pair_open(&pair);
	rivals.stream = pair.near;
	writer = one_of_two(&rivals);
	pair_close_far(&pair);
	r = asyncio.await(writer);
	check(r == -EPIPE || r == -ECONNRESET);
	pair_close(&pair);
}

static const struct promise promises[] = {
	PROMISE(a_second_reader_is_ebusy_while_the_first_waits),
	PROMISE(a_second_writer_is_ebusy_while_the_first_waits),
};

int main(int argc, char **argv)
{
	return play_promises("busy_streams", promises, COUNT(promises), argc, argv);
}
