/* SPDX-License-Identifier: MIT */
/*
 * pipe.c - the token passed between two threads through two pipes, by nothing but read and write.
 *
 * It is what `perf bench sched pipe` does, and so the known answer that a hand-over between
 * threads is held to (tests/known-answers/switch.sh). The token and the loops are those of
 * bench/workloads/switch.c.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench/peers/raw/raw.h"

#define END ((int64_t)0) /* a token is 1 or more */

enum { READ, WRITE };

struct pair {
	pthread_t thread; /* the other one */
	int there[2];	  /* the pipe to the other thread */
	int back[2];	  /* the pipe from it */
};

static int64_t give(int fd, int64_t token)
{
	return write(fd, &token, sizeof(token)) == sizeof(token) ? 0 : -errno;
}

/* Returns the token, END also where there is none. */
static int64_t take(int fd)
{
	int64_t token;

	return read(fd, &token, sizeof(token)) == sizeof(token) ? token : END;
}

static void *pass_back(void *arg)
{
	const struct pair *pair = arg;
	int64_t token;

	while ((token = take(pair->there[READ])) != END)
		if (give(pair->back[WRITE], token + 1))
			break;
	return NULL;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	const struct pair *pair = state;
	int64_t token = 0, result;
	uint64_t sum = 0;

	while (token < operations) {
		result = give(pair->there[WRITE], token + 1);
		if (result)
			return result;
		token = take(pair->back[READ]);
		if (token == END)
			return -EIO;
		sum += (uint64_t)token;
	}
	tally->operations += token;
	tally->checksum += sum;
	return 0;
}

static void unmake(struct pair *pair)
{
	for (int end = READ; end <= WRITE; end++) {
		if (pair->there[end] >= 0)
			close(pair->there[end]);
		if (pair->back[end] >= 0)
			close(pair->back[end]);
	}
	free(pair);
}

static void finish(void *state)
{
	struct pair *pair = state;

	give(pair->there[WRITE], END);
	pthread_join(pair->thread, NULL);
	unmake(pair);
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct pair *pair;
	int error;

	if (setting->parameters[0] != 2) {
		setting->problem =
			"raw-pipe passes the token between two threads alone: tasks=2";
		return -EINVAL;
	}
	pair = malloc(sizeof(*pair));
	if (!pair)
		return -ENOMEM;
	*pair = (struct pair){.there = {-1, -1}, .back = {-1, -1}};
	if (pipe(pair->there) || pipe(pair->back))
		error = errno;
	else
		error = pthread_create(&pair->thread, NULL, pass_back, pair);
	if (error) {
		unmake(pair);
		return -error;
	}
	*state = pair;
	return 0;
}

const struct player raw_switch_pipe = {
	.source = __FILE__,
	.prepare = prepare,
	.play = play,
	.finish = finish,
	.only = "tasks",
	.only_value = 2,
};
