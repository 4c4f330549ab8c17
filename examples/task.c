/* SPDX-License-Identifier: MIT */
/*
 * task.c - say_after as tasks, both at once: takes the longest of the delays.
 * bench/peers/python/task.py is the same in Python. coroutine.c says one after the other.
 */
#include <errno.h>
#include <stdio.h>

#include "examples/example.h"

struct phrase {
	double delay; /* seconds, before --scale */
	const char *what;
};

static int64_t say_after(void *arg)
{
	const struct phrase *phrase = arg;
	int64_t result = asyncio.sleep(scaled_seconds(phrase->delay));

	if (result == 0)
		puts(phrase->what);
	return result;
}

static int64_t main_task(void *arg)
{
	struct phrase phrases[] = {{1, "hello"}, {2, "world"}};
	struct task *hello = asyncio.create_task(say_after, &phrases[0]);
	struct task *world = asyncio.create_task(say_after, &phrases[1]);
	int64_t first = -ENOMEM, second = -ENOMEM;

	(void)arg;
	tell_time("started");
	if (hello)
		first = asyncio.await(hello); /* both wait meanwhile */
	if (world)
		second = asyncio.await(world);
	tell_time("finished");
	return first < 0 ? first : second;
}

int main(int argc, char **argv)
{
	return example_run(
		main_task,
		"Say hello after 1 s and world after 2 s, at the same time: 2 s.", argc,
		argv);
}
