/* SPDX-License-Identifier: MIT */
/*
 * closed.c - the closed loop: one request outstanding on every connection, always.
 *
 * Latencies of a closed loop are those of a server under exactly this load. They must not be
 * used for what clients see who ask when they please: a slow answer here delays the questions
 * after it, which are then not asked while the server is slow (coordinated omission). open.c is
 * for that.
 */
#include "bench/load/closed.h"

#include <errno.h>
#include <sys/epoll.h>

#include "bench/load/clock.h"
#include "bench/stats/histogram.h"

#define MILLISECOND_NS 1000000
#define WARM_UP_NS (50 * MILLISECOND_NS)
#define MEASURE_NS (200 * MILLISECOND_NS)
#define SILENCE_MS 10000 /* so long no answer at all may come while it is measured */

/* Go on with one connection. Latencies may be NULL. */
static int go_on(struct load *load, const struct epoll_event *event,
		 struct histogram *latency)
{
	struct client *client = event->data.ptr;
	int result = client_continue(load, client, event->events);
	int64_t now_ns;

	if (result <= 0)
		return result;
	now_ns = clock_now_ns();
	if (latency && !client->heavy)
		histogram_record(latency, now_ns - client->start_ns);
	return load->issued < load->wanted ? client_ask(load, client, now_ns) : 0;
}

static int turn(struct load *load, int timeout_ms, struct histogram *latency)
{
	struct epoll_event events[LOAD_EVENTS];
	int n = epoll_wait(load->epoll, events, LOAD_EVENTS, timeout_ms), result = 0;

	if (n < 0)
		return errno == EINTR ? 0 : -errno;
	if (n == 0)
		return -ETIMEDOUT;
	for (int i = 0; i < n && !result; i++)
		result = go_on(load, &events[i], latency);
	return result;
}

static int ask_first(struct load *load)
{
	int result = 0;

	for (size_t i = 0; i < load->n && load->issued < load->wanted && !result; i++)
		result = client_ask(load, &load->clients[i], clock_now_ns());
	return result;
}

int closed_play(struct load *load, int64_t requests, struct tally *tally)
{
	int result;

	load->wanted = requests;
	result = ask_first(load);
	while (load->answered < load->wanted && !result)
		result = turn(load, -1, tally->latency);
	return result;
}

/* Play on for some time. Returns 0 or -errno. */
static int play_for(struct load *load, int64_t ns)
{
	int64_t end_ns = clock_now_ns() + ns;
	int result = 0;

	while (!result && clock_now_ns() < end_ns)
		result = turn(load, SILENCE_MS, NULL);
	return result;
}

/* Have what is outstanding answered, and ask no more. */
static int drain(struct load *load)
{
	int result = 0;

	load->wanted = load->issued;
	while (load->answered < load->wanted && !result)
		result = turn(load, SILENCE_MS, NULL);
	return result;
}

int closed_sustain(struct load *load, struct sustained *sustained)
{
	int64_t began_ns, used_ns, answered, elapsed_ns;
	int result;

	load->issued = load->answered = 0;
	load->wanted = INT64_MAX;
	result = ask_first(load);
	if (!result)
		result = play_for(load, WARM_UP_NS);
	began_ns = clock_now_ns();
	used_ns = clock_used_ns();
	answered = load->answered;
	if (!result)
		result = play_for(load, MEASURE_NS);
	elapsed_ns = clock_now_ns() - began_ns;
	used_ns = clock_used_ns() - used_ns;
	answered = load->answered - answered;
	if (!result)
		result = drain(load);
	*sustained = (struct sustained){
		.rate = (int64_t)((double)answered * 1e9 / (double)elapsed_ns),
		.busy = used_ns * 1000 / elapsed_ns,
	};
	return result;
}
