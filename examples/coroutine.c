/* SPDX-License-Identifier: MIT */
/*
 * coroutine.c - say_after as coroutines, one after the other: takes the sum of the delays.
 * bench/peers/python/coroutine.py is the same in Python. task.c says both at once.
 */
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
	struct coroutine_object hello = asyncio.coroutine(say_after, &phrases[0]);
	struct coroutine_object world = asyncio.coroutine(say_after, &phrases[1]);
	int64_t result;

	(void)arg;
	tell_time("started");
	result = asyncio.await_coroutine(&hello); /* a coroutine runs where it is awaited */
	if (result == 0)
		result = asyncio.await_coroutine(&world);
	tell_time("finished");
	return result;
}

int main(int argc, char **argv)
{
	return example_run(main_task,
			   "Say hello after 1 s, then world after 2 s more: 3 s.", argc,
			   argv);
}
