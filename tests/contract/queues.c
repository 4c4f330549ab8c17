/* SPDX-License-Identifier: MIT */
/* queues.c - order, bounds, no lost item. Cancelled puts and gets: see cancel_calls.c. */
#include "support/contract.h"

static int64_t get(void *arg)
{
	return asyncio.queue_get(arg);
}

static void items_come_out_in_the_order_they_went_in(void)
{
	struct queue *queue = asyncio.queue_create(100);

	check(queue != NULL);
	for (int lap = 0; lap < 3; lap++) {
		for (int i = 0; i < 70; i++)
			check_int(asyncio.queue_put(queue, i), 0);
		for (int i = 0; i < 70; i++)
			check_int(asyncio.queue_get(queue), i);
	}
	asyncio.queue_destroy(queue);
}

static void an_item_is_any_number_from_0_on(void)
{
	struct queue *queue = asyncio.queue_create(3);

	check_int(asyncio.queue_put(queue, 0), 0);
	check_int(asyncio.queue_put(queue, INT64_MAX), 0);
	check_int(asyncio.queue_put(queue, (int64_t)(uintptr_t)&queue), 0);
	check_int(asyncio.queue_get(queue), 0);
	check(asyncio.queue_get(queue) == INT64_MAX);
	check(asyncio.queue_get(queue) == (int64_t)(uintptr_t)&queue);
	asyncio.queue_destroy(queue);
}

static void a_negative_item_is_einval_and_not_appended(void)
{
	struct queue *queue = asyncio.queue_create(1);

	check_int(asyncio.queue_put(queue, -1), -EINVAL);
	check_int(asyncio.queue_put(queue, INT64_MIN), -EINVAL);
	check_int(asyncio.queue_put(queue, 5), 0);
	check_int(asyncio.queue_get(queue), 5);
	asyncio.queue_destroy(queue);
}

static void a_queue_holds_at_least_one_item(void)
{
	check(asyncio.queue_create(0) == NULL);
}

static void a_queue_too_large_for_memory_is_null_or_works(void)
{
	static const size_t sizes[] = {SIZE_MAX, SIZE_MAX / 8 + 2, SIZE_MAX / 16};

	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct queue *queue = asyncio.queue_create(sizes[i]);

		if (!queue)
			continue;
		for (int item = 0; item < 100; item++)
			check_int(asyncio.queue_put(queue, item), 0);
		for (int item = 0; item < 100; item++)
			check_int(asyncio.queue_get(queue), item);
		asyncio.queue_destroy(queue);
	}
}

static void a_queue_may_be_destroyed_with_items(void)
{
	struct queue *queue = asyncio.queue_create(10);

	for (int i = 0; i < 5; i++)
		check_int(asyncio.queue_put(queue, i), 0);
	asyncio.queue_destroy(queue);
}

static void get_waits_for_an_item(void)
{
	struct queue *queue = asyncio.queue_create(1);
	struct task *task = asyncio.create_task(get, queue);

	settle();
	check(!asyncio.task_done(task));
	check_int(asyncio.queue_put(queue, 4), 0);
	check_int(asyncio.await(task), 4);
	asyncio.queue_destroy(queue);
}

struct flow {
	struct queue *queue;
	size_t maxsize;
	int items;
	_Atomic int put, got;
};

static int64_t put_all(void *arg)
{
	struct flow *flow = arg;

	for (int i = 0; i < flow->items; i++) {
		check_int(asyncio.queue_put(flow->queue, i), 0);
		flow->put++;
	}
	return 0;
}

static void put_waits_for_room(void)
{
	struct flow flow = {.queue = asyncio.queue_create(3), .items = 10};
	struct task *task = asyncio.create_task(put_all, &flow);

	until(&flow.put, 3);
	for (int got = 0; got < 7; got++) {
		settle();
		check_int(flow.put, 3 + got);
		check_int(asyncio.queue_get(flow.queue), got);
		until(&flow.put, 4 + got);
	}
	check_int(asyncio.await(task), 0);
	for (int got = 7; got < 10; got++)
		check_int(asyncio.queue_get(flow.queue), got);
	asyncio.queue_destroy(flow.queue);
}

/* ---- many producers, many consumers ---- */

#define MOST 16

struct market {
	struct queue *queue;
	int producers, consumers,
		items; /* items of each producer; divisible by consumers */
	_Atomic int64_t sum;
};

struct trader {
	struct market *market;
	int me;
};

static int64_t produce(void *arg)
{
	struct trader *trader = arg;

	for (int i = 0; i < trader->market->items; i++)
		check_int(asyncio.queue_put(trader->market->queue,
					    (int64_t)trader->me << 32 | i),
			  0);
	return 0;
}

/* In what one consumer sees, the items of each producer rise. */
static int64_t consume(void *arg)
{
	struct market *market = ((struct trader *)arg)->market;
	int n = market->producers * market->items / market->consumers;
	int64_t last[MOST];

	for (int i = 0; i < MOST; i++)
		last[i] = -1;
	for (int i = 0; i < n; i++) {
		int64_t item = asyncio.queue_get(market->queue);
		int64_t producer = item >> 32, number = item & 0xffffffff;

		check(item >= 0 && producer < market->producers);
		check(number > last[producer]);
		last[producer] = number;
		market->sum += number;
	}
	return 0;
}

static void trade(size_t maxsize, int producers, int consumers, int items)
{
	struct market market = {asyncio.queue_create(maxsize), producers, consumers,
				items / consumers * consumers, 0};
	struct trader traders[2 * MOST];
	struct task *tasks[2 * MOST];
	int n = producers + consumers;

	items = market.items;
	for (int i = 0; i < n; i++) {
		traders[i] = (struct trader){&market, i};
		tasks[i] =
			asyncio.create_task(i < producers ? produce : consume, &traders[i]);
	}
	check_int(asyncio.gather(tasks, (size_t)n, NULL), 0);
	check(market.sum == (int64_t)producers * items * (items - 1) / 2);
	asyncio.queue_destroy(market.queue);
}

static void items_of_one_producer_keep_their_order(void)
{
	trade(1, 1, 1, scaled(5000));
	trade(5, 8, 1, scaled(1000));
}

/* A lost wake-up would hang one of these; a doubled or lost item would change the sum. */
static void every_item_is_taken_once_under_load(void)
{
	trade(1, 8, 8, scaled(500));
	trade(3, 16, 4, scaled(500));
	trade(2, 2, 16, scaled(1000));
	trade(1000, 8, 8, scaled(1000));
}

/* ---- the trait ---- */

struct place {
	struct queue *queue;
	int64_t number;
};

static int64_t get_own_number(void *arg)
{
	struct place *place = arg;

	check_int(asyncio.queue_get(place->queue), place->number);
	return 0;
}

static int64_t put_own_number(void *arg)
{
	struct place *place = arg;

	return asyncio.queue_put(place->queue, place->number);
}

static void a_queue_serves_the_getter_that_has_waited_longest(void)
{
	struct queue *queue = asyncio.queue_create(5);
	struct place places[20];
	struct task *tasks[COUNT(places)];

	for (size_t i = 0; i < COUNT(places); i++) {
		places[i] = (struct place){queue, (int64_t)i};
		tasks[i] = asyncio.create_task(get_own_number, &places[i]);
		asyncio.sleep(0);
	}
	for (size_t i = 0; i < COUNT(places); i++)
		check_int(asyncio.queue_put(queue, (int64_t)i), 0);
	check_int(asyncio.gather(tasks, COUNT(tasks), NULL), 0);
	asyncio.queue_destroy(queue);
}

static void a_queue_serves_the_putter_that_has_waited_longest(void)
{
	struct queue *queue = asyncio.queue_create(1);
	struct place places[20];
	struct task *tasks[COUNT(places)];

	for (size_t i = 0; i < COUNT(places); i++) {
		places[i] = (struct place){queue, (int64_t)i};
		tasks[i] = asyncio.create_task(put_own_number, &places[i]);
		asyncio.sleep(0);
	}
	for (size_t i = 0; i < COUNT(places); i++)
		check_int(asyncio.queue_get(queue), i);
	check_int(asyncio.gather(tasks, COUNT(tasks), NULL), 0);
	asyncio.queue_destroy(queue);
}

static const struct promise promises[] = {
	PROMISE(items_come_out_in_the_order_they_went_in),
	PROMISE(an_item_is_any_number_from_0_on),
	PROMISE(a_negative_item_is_einval_and_not_appended),
	PROMISE(a_queue_holds_at_least_one_item),
	PROMISE_WITH(a_queue_too_large_for_memory_is_null_or_works, 0, UNSANITIZED),
	PROMISE(a_queue_may_be_destroyed_with_items),
	PROMISE(get_waits_for_an_item),
	PROMISE(put_waits_for_room),
	PROMISE(items_of_one_producer_keep_their_order),
	PROMISE(every_item_is_taken_once_under_load),
	PROMISE_IF(ASYNCIO_FIRST_WAITER_FIRST,
		   a_queue_serves_the_getter_that_has_waited_longest),
	PROMISE_IF(ASYNCIO_FIRST_WAITER_FIRST,
		   a_queue_serves_the_putter_that_has_waited_longest),
};

int main(int argc, char **argv)
{
	return play_promises("queues", promises, COUNT(promises), argc, argv);
}
