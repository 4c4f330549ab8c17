/* SPDX-License-Identifier: MIT */
/* team.c - tasks that start together. See team.h. */
#include "bench/workloads/team.h"

#include <errno.h>
#include <stdlib.h>

int64_t team_create(struct team *team, size_t size)
{
	*team = (struct team){.size = size};
	team->start = asyncio.event_create();
	team->tasks = calloc(size, sizeof(team->tasks[0]));
	team->results = calloc(size, sizeof(*team->results));
	return team->start && team->tasks && team->results ? 0 : -ENOMEM;
}

void team_destroy(struct team *team)
{
	if (team->start)
		asyncio.event_destroy(team->start);
	free(team->tasks);
	free(team->results);
}

int64_t team_start(const struct team *team)
{
	int64_t result = asyncio.event_wait(team->start);

	return result ? result : team->turns;
}

static int64_t sum(const int64_t *results, size_t n)
{
	int64_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += results[i];
	return total;
}

/* What each has to do so that all together do at least so much. */
static int64_t share(int64_t turns, size_t size)
{
	return size ? (turns - 1) / (int64_t)size + 1 : 0;
}

int64_t team_play(struct team *team, coroutine *member, void *arg, int64_t turns)
{
	size_t n = 0;
	int64_t result;

	while (n < team->size && (team->tasks[n] = asyncio.create_task(member, arg)))
		n++;
	team->turns = n < team->size ? 0 : share(turns, n);
	asyncio.event_set(team->start);
	result = asyncio.gather(team->tasks, n, team->results);
	asyncio.event_clear(team->start);
	if (result)
		return result;
	return n < team->size ? -EAGAIN : sum(team->results, n);
}

void team_needs(int64_t size, struct needs *needs)
{
	*needs = (struct needs){.tasks = size, .bytes = size * 16};
}
