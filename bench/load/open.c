/* SPDX-License-Identifier: MIT */
/*
 * open.c - the open loop: requests are due when the schedule says, whatever the server does.
 *
 * A latency is counted from the time at which its request was due, not from its sending, so that
 * what a stall of the server keeps from being sent is counted as well (Gil Tene's coordinated
 * omission; wrk2 does likewise). How late the generator itself was is the lag: from the moment at
 * which a request was due and its connection was free. It never spins: it may have one core only,
 * or share it with those who are measured.
 *
 * No request waits in an array: those that wait are the head of the schedule and what follows it.
 */
#include "bench/load/open.h"

#include <errno.h>
#include <sys/epoll.h>

#include "bench/load/clock.h"
#include "bench/load/schedule.h"
#include "bench/stats/histogram.h"

#define SECOND_NS 1000000000

/* One slice. */
struct open {
	struct load *load;
	struct tally *tally;
	struct schedule head; /* at the first request that was neither sent nor refused */
	/* At the first that is not due yet; at the head or after it. */
	struct schedule ahead;
	int64_t last_due_ns; /* of the last request that was sent */
};

void open_prepare(struct load *load)
{
	for (size_t i = 0; i < load->n; i++)
		load->idle[i] = &load->clients[i];
	load->idle_first = 0;
	load->idle_count = load->n;
}

static struct client *take_idle(struct load *load)
{
	struct client *client = load->idle[load->idle_first];

	load->idle_first = (load->idle_first + 1) % load->n;
	load->idle_count--;
	return client;
}

static void put_idle(struct load *load, struct client *client)
{
	load->idle[(load->idle_first + load->idle_count++) % load->n] = client;
}

static bool wants_more(const struct open *open)
{
	return open->load->issued < open->load->wanted;
}

/* Give up those who have waited too long for a connection; not those for whom one is free. */
static void refuse(struct open *open, int64_t now_ns)
{
	int64_t patience_ns = open->load->arrivals.patience_ns;

	if (patience_ns && !open->load->idle_count)
		open->tally->offer->refused +=
			schedule_skip(&open->head, now_ns - patience_ns);
}

/* See how many wait, as no connection is free; what comes after the slice's last does not. */
static void count_queue(struct open *open, int64_t now_ns)
{
	struct offer *offer = open->tally->offer;
	int64_t waiting, left = open->load->wanted - open->load->issued;

	if (open->ahead.number < open->head.number)
		open->ahead = open->head;
	schedule_skip(&open->ahead, now_ns + 1);
	waiting = open->ahead.number - open->head.number;
	if (waiting > left)
		waiting = left;
	if (waiting > offer->queued)
		offer->queued = waiting;
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Send the head of the schedule. */
static int send_head(struct open *open, int64_t now_ns)
{
	struct client *client = take_idle(open->load);

	client->due_ns = open->last_due_ns = open->head.due_ns;
	histogram_record(open->tally->offer->lag,
			 now_ns - later(client->due_ns, client->free_ns));
	schedule_next(&open->head);
	return client_ask(open->load, client, now_ns);
}

/* Send what is due, as far as connections are free. */
static int send_due(struct open *open, int64_t now_ns)
{
	int result = 0;

	while (wants_more(open) && open->load->idle_count && open->head.due_ns <= now_ns &&
	       !result) {
		result = send_head(open, now_ns);
		now_ns = clock_now_ns();
	}
	if (!result && wants_more(open) && !open->load->idle_count) {
		refuse(open, now_ns);
		count_queue(open, now_ns);
	}
	return result;
}

static void record(const struct tally *tally, const struct client *client)
{
	histogram_record(tally->latency, client->free_ns - client->due_ns);
	histogram_record(tally->offer->uncorrected, client->free_ns - client->start_ns);
}

static int go_on(struct open *open, const struct epoll_event *event)
{
	struct client *client = event->data.ptr;
	int result = client_continue(open->load, client, event->events);

	if (result <= 0)
		return result;
	client->free_ns = clock_now_ns();
	if (!client->heavy)
		record(open->tally, client);
	refuse(open, client->free_ns);
	put_idle(open->load, client);
	return send_due(open, client->free_ns);
}

/* Sleep until answers come, or, where a connection is free for it, until the next is due. */
static int sleep_until_due(const struct open *open, struct epoll_event *events)
{
	const struct load *load = open->load;
	int64_t left_ns = later(open->head.due_ns - clock_now_ns(), 0);
	struct timespec left = {left_ns / SECOND_NS, left_ns % SECOND_NS};
	bool timed = wants_more(open) && load->idle_count;

	return epoll_pwait2(load->epoll, events, LOAD_EVENTS, timed ? &left : NULL, NULL);
}

static int turn(struct open *open)
{
	struct epoll_event events[LOAD_EVENTS];
	int n = sleep_until_due(open, events), result = 0;

	if (n < 0)
		return errno == EINTR ? 0 : -errno;
	for (int i = 0; i < n && !result; i++)
		result = go_on(open, &events[i]);
	return result ? result : send_due(open, clock_now_ns());
}

int open_play(struct load *load, int64_t requests, struct tally *tally)
{
	struct open open = {.load = load, .tally = tally};
	int64_t start_ns = clock_now_ns();
	int result = 0;

	load->wanted = requests;
	schedule_start(&open.head, start_ns, load->arrivals.rate, load->arrivals.poisson,
		       load->arrivals.seed++);
	open.ahead = open.head;
	while (load->answered < load->wanted && !result)
		result = turn(&open);
	tally->offer->offered_ns += open.last_due_ns - start_ns;
	tally->offer->sustained_busy = load->arrivals.sustained_busy;
	return result;
}
