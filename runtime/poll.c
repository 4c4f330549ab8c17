/* SPDX-License-Identifier: MIT */
/*
 * poll.c - epoll: each descriptor registered once, edge-triggered, nothing changed per wait.
 */
#include "runtime/poll.h"

#include <assert.h>
#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "runtime/cancel.h"
#include "runtime/loop.h"

int co_poller_open(struct poller *poller)
{
	poller->fd = epoll_create1(EPOLL_CLOEXEC);
	if (poller->fd < 0)
		return -errno;
	poller->coarse = RUNNING_ON_VALGRIND; /* Valgrind 3.19 does not know epoll_pwait2 */
	return 0;
}

void co_poller_close(struct poller *poller)
{
	close(poller->fd);
}

int co_pollable_add(struct loop *loop, struct pollable *p)
{
	struct epoll_event event = {
		.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
		.data.ptr = p,
	};

	if (epoll_ctl(loop->poller.fd, EPOLL_CTL_ADD, p->fd, &event) < 0)
		return -errno;
	return 0;
}

/* Closing does not unregister while a forked child has the descriptor too. */
void co_pollable_close(struct loop *loop, struct pollable *p)
{
	assert(!p->reader && !p->writer);
	epoll_ctl(loop->poller.fd, EPOLL_CTL_DEL, p->fd, NULL);
	close(p->fd);
	p->fd = -1;
}

int64_t co_pollable_wait(struct loop *loop, struct pollable *p, enum task_state state)
{
	bool reads = state == WAITS_READ || state == WAITS_ACCEPT;
	struct task **place = reads ? &p->reader : &p->writer;
	struct task *self = loop->current;

	if (task_take_cancellation(self))
		return -ECANCELED;
	if (*place)
		return -EBUSY;
	*place = self;
	self->on = place;
	self->state = state;
	loop->poller.waiting++;
	loop->io_streak = 0;
	return loop_park(loop, self);
}

static void wake(struct loop *loop, struct task **place)
{
	struct task *task = *place;

	if (!task)
		return;
	*place = NULL;
	loop->poller.waiting--;
	loop_ready(loop, task, 0);
}

static void take_edges(struct loop *loop, struct pollable *p, uint32_t edges)
{
	if (edges & (EPOLLRDHUP | EPOLLHUP))
		p->hung_up = true;
	if (edges & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) {
		p->readable = true;
		wake(loop, &p->reader);
	}
	if (edges & (EPOLLOUT | EPOLLHUP | EPOLLERR)) {
		p->writable = true;
		wake(loop, &p->writer);
	}
}

/* ---- waiting ---- */

static int wait_milliseconds(struct poller *poller, int64_t timeout_ns)
{
	int64_t timeout = timeout_ns < 0 ? -1 : (timeout_ns + 999999) / MILLISECONDS(1);

	return epoll_wait(poller->fd, poller->events, POLL_EVENTS,
			  timeout > INT32_MAX ? INT32_MAX : (int)timeout);
}

static int wait_once(struct poller *poller, int64_t timeout_ns)
{
	struct timespec timeout = {timeout_ns / SECONDS(1), timeout_ns % SECONDS(1)};
	int n;

	if (timeout_ns <= 0 || poller->coarse)
		return wait_milliseconds(poller, timeout_ns);
	n = epoll_pwait2(poller->fd, poller->events, POLL_EVENTS, &timeout, NULL);
	if (n >= 0 || errno != ENOSYS)
		return n;
	poller->coarse = true;
	return wait_milliseconds(poller, timeout_ns);
}

/* Look a few times before blocking: waking an idle processor takes long. */
static int spin(struct poller *poller, int64_t timeout_ns)
{
	int64_t end = timeout_ns > 0 ? co_clock_after(timeout_ns) : 0;
	int n = 0;

	for (unsigned i = 0; i < poller->spins && n <= 0; i++) {
		if (end && co_clock_now() >= end)
			break;
		n = wait_once(poller, 0);
	}
	return n;
}

void co_poll_events(struct loop *loop, int64_t timeout_ns)
{
	struct poller *poller = &loop->poller;
	int n = 0;

	if (timeout_ns != 0 && poller->spins && poller->waiting)
		n = spin(poller, timeout_ns);
	if (n <= 0)
		n = wait_once(poller, timeout_ns);
	for (int i = 0; i < n; i++) {
		struct pollable *p = poller->events[i].data.ptr;

		if (p == &loop->offload.bell)
			co_offload_collect(loop);
		else
			take_edges(loop, p, poller->events[i].events);
	}
}
