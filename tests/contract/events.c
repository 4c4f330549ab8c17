/* SPDX-License-Identifier: MIT */
/* events.c - set, cleared, waited for. Cancelled waits: see cancel_calls.c. */
#include "support/contract.h"

static int64_t wait_event(void *arg)
{
	return asyncio.event_wait(arg);
}

static void an_event_starts_cleared(void)
{
	struct event *event = asyncio.event_create();

	check(event != NULL);
	check_int(asyncio.wait_for(asyncio.create_task(wait_event, event), MILLISECONDS(2)),
		  -ETIMEDOUT);
	asyncio.event_destroy(event);
}

static void waits_pass_while_an_event_is_set(void)
{
	struct event *event = asyncio.event_create();

	asyncio.event_set(event);
	asyncio.event_set(event);
	for (int i = 0; i < 3; i++)
		check_int(asyncio.event_wait(event), 0);
	asyncio.event_destroy(event);
}

static void waits_wait_again_once_an_event_is_cleared(void)
{
	struct event *event = asyncio.event_create();

	asyncio.event_set(event);
	asyncio.event_clear(event);
	asyncio.event_clear(event);
	check_int(asyncio.wait_for(asyncio.create_task(wait_event, event), MILLISECONDS(2)),
		  -ETIMEDOUT);
	asyncio.event_set(event);
	check_int(asyncio.event_wait(event), 0);
	asyncio.event_destroy(event);
}

static void set_wakes_every_waiting_task(void)
{
	struct event *event = asyncio.event_create();
	struct task *tasks[200];
	int n = live(200);

	for (int i = 0; i < n; i++)
		tasks[i] = asyncio.create_task(wait_event, event);
	settle();
	for (int i = 0; i < n; i++)
		check(!asyncio.task_done(tasks[i]));
	asyncio.event_set(event);
	check_int(asyncio.gather(tasks, (size_t)n, NULL), 0);
	asyncio.event_destroy(event);
}

static void a_clear_right_after_the_set_takes_no_wake_up_back(void)
{
	struct event *event = asyncio.event_create();
	struct task *tasks[20];

	for (size_t i = 0; i < COUNT(tasks); i++)
		tasks[i] = asyncio.create_task(wait_event, event);
	settle();
	asyncio.event_set(event);
	asyncio.event_clear(event);
	check_int(asyncio.gather(tasks, COUNT(tasks), NULL), 0);
	check_int(asyncio.wait_for(asyncio.create_task(wait_event, event), MILLISECONDS(2)),
		  -ETIMEDOUT);
	asyncio.event_destroy(event);
}

struct court {
	struct event *sides[2];
	int64_t ball; /* handed over by the events */
	int rounds;
};

struct player {
	struct court *court;
	int side;
};

static int64_t play_ball(void *arg)
{
	struct player *player = arg;
	struct court *court = player->court;
	struct event *mine = court->sides[player->side];
	struct event *other = court->sides[!player->side];

	for (int i = 0; i < court->rounds; i++) {
		check_int(asyncio.event_wait(mine), 0);
		asyncio.event_clear(mine);
		check_int(court->ball, 2 * i + player->side);
		court->ball++;
		asyncio.event_set(other);
	}
	return 0;
}

static void no_wake_up_is_lost_between_two_tasks(void)
{
	struct court court = {.sides = {asyncio.event_create(), asyncio.event_create()},
			      .rounds = scaled(5000)};
	struct player players[2] = {{&court, 0}, {&court, 1}};
	struct task *tasks[2];

	for (int i = 0; i < 2; i++)
		tasks[i] = asyncio.create_task(play_ball, &players[i]);
	asyncio.event_set(court.sides[0]);
	check_int(asyncio.gather(tasks, 2, NULL), 0);
	check_int(court.ball, 2 * (int64_t)court.rounds);
	for (int i = 0; i < 2; i++)
		asyncio.event_destroy(court.sides[i]);
}

static const struct promise promises[] = {
	PROMISE(an_event_starts_cleared),
	PROMISE(waits_pass_while_an_event_is_set),
	PROMISE(waits_wait_again_once_an_event_is_cleared),
	PROMISE(set_wakes_every_waiting_task),
	/* Only with this trait is it certain that all wait when the event is set. */
	PROMISE_IF(ASYNCIO_YIELD_IS_A_LAP,
		   a_clear_right_after_the_set_takes_no_wake_up_back),
	PROMISE(no_wake_up_is_lost_between_two_tasks),
};

int main(int argc, char **argv)
{
	return play_promises("events", promises, COUNT(promises), argc, argv);
}
