/* SPDX-License-Identifier: MIT */
/*
 * fetch.c - the server that fetch asks: bare epoll, in a process of its own, neither runtime.
 *
 * It takes so long for every answer, or never gives one, as the request says. All answers take
 * equally long, so those that are due are a list in the order of the requests. A client has one
 * request outstanding on a connection; when it gives up it closes that.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/load/clock.h"
#include "bench/load/loopback.h"
#include "bench/load/players.h"
#include "bench/workloads/fetch.h"

#define MILLISECOND_NS 1000000
#define SECOND_NS 1000000000
#define EVENTS 512 /* taken from the kernel at a time */

/* One of the client's connections. */
struct asker {
	int fd;			  /* -1: none */
	bool answer;		  /* it is in the list of those who are due an answer */
	int64_t due_ns;		  /* ... at this time */
	size_t received;	  /* bytes of its request */
	TAILQ_ENTRY(asker) place; /* among those who wait, or who are free */
	char request[FETCH_REQUEST_SIZE +
		     1]; /* one more: who sends too much is found out */
};

TAILQ_HEAD(askers, asker);

struct site {
	int epoll, listener;
	int control;	       /* the connection to the client's control port */
	int64_t delay_ns;      /* of an answer */
	int64_t served;	       /* requests of this slice */
	bool over;	       /* the client has said so */
	struct askers waiting; /* for an answer: the first that is due first */
	struct askers free;    /* without a connection */
	size_t size;
	struct asker askers[];
};

static void hang_up(struct site *site, struct asker *asker)
{
	if (asker->answer)
		TAILQ_REMOVE(&site->waiting, asker, place);
	asker->answer = false;
	close(asker->fd);
	asker->fd = -1;
	TAILQ_INSERT_HEAD(&site->free, asker, place);
}

/* ---- answers ---- */

/* Whether the client has gone: it may. */
static bool is_gone(int error)
{
	return error == ECONNRESET || error == EPIPE;
}

static int answer(struct site *site, struct asker *asker)
{
	ssize_t n = send(asker->fd, FETCH_ANSWER, FETCH_ANSWER_SIZE, MSG_NOSIGNAL);
	int error = errno;

	TAILQ_REMOVE(&site->waiting, asker, place);
	asker->answer = false;
	asker->received = 0;
	if (n == (ssize_t)FETCH_ANSWER_SIZE)
		return 0;
	hang_up(site, asker);
	return n < 0 && is_gone(error) ? 0 : -EIO;
}

static int answer_due(struct site *site)
{
	struct asker *first;
	int error = 0;

	while (!error && (first = TAILQ_FIRST(&site->waiting)) &&
	       first->due_ns <= clock_now_ns())
		error = answer(site, first);
	return error;
}

/* ---- requests ---- */

/* A whole request has come. */
static int take_request(struct site *site, struct asker *asker)
{
	site->served++;
	if (!memcmp(asker->request, FETCH_LATER, FETCH_REQUEST_SIZE))
		return 0;
	if (memcmp(asker->request, FETCH_SOON, FETCH_REQUEST_SIZE) != 0)
		return -EPROTO;
	asker->due_ns = clock_now_ns() + site->delay_ns;
	asker->answer = true;
	TAILQ_INSERT_TAIL(&site->waiting, asker, place);
	return 0;
}

static int hear(struct site *site, struct asker *asker)
{
	ssize_t n = recv(asker->fd, asker->request + asker->received,
			 sizeof(asker->request) - asker->received, MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n == 0 || (n < 0 && is_gone(errno))) {
		hang_up(site, asker);
		return 0;
	}
	if (n < 0)
		return -errno;
	asker->received += (size_t)n;
	if (asker->received > FETCH_REQUEST_SIZE)
		return -EPROTO;
	return asker->received == FETCH_REQUEST_SIZE ? take_request(site, asker) : 0;
}

/* ---- connections ---- */

static int watch(const struct site *site, int fd, void *whose)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = whose};

	return epoll_ctl(site->epoll, EPOLL_CTL_ADD, fd, &event) ? -errno : 0;
}

/* Take one who connects. Returns 1, 0 when nobody does, or -errno. */
static int take_one(struct site *site)
{
	struct asker *asker = TAILQ_FIRST(&site->free);
	int fd, error;

	if (!asker)
		return -EUSERS;
	fd = accept4(site->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0)
		return errno == EAGAIN || errno == EINTR || errno == ECONNABORTED ? 0
										  : -errno;
	error = watch(site, fd, asker);
	if (error) {
		close(fd);
		return error;
	}
	TAILQ_REMOVE(&site->free, asker, place);
	asker->fd = fd;
	asker->received = 0;
	return 1;
}

static int take_all(struct site *site)
{
	int result;

	do
		result = take_one(site);
	while (result > 0);
	return result;
}

/* ---- the loop ---- */

static int hear_control(struct site *site)
{
	char byte;
	ssize_t n = recv(site->control, &byte, 1, MSG_DONTWAIT);

	if (n == 1)
		site->over = true;
	if (n == 0)
		return -ECONNRESET;
	return n < 0 && errno != EAGAIN && errno != EINTR ? -errno : 0;
}

static int go_on(struct site *site, const struct epoll_event *event)
{
	struct asker *asker = event->data.ptr;

	if (event->data.ptr == &site->listener)
		return take_all(site);
	if (event->data.ptr == &site->control)
		return hear_control(site);
	return hear(site, asker);
}

/* Sleep until somebody says something, or the next answer is due. */
static int sleep_until_due(const struct site *site, struct epoll_event *events)
{
	const struct asker *first = TAILQ_FIRST(&site->waiting);
	int64_t left_ns = first ? first->due_ns - clock_now_ns() : 0;
	struct timespec left = {0};

	if (left_ns > 0)
		left = (struct timespec){left_ns / SECOND_NS, left_ns % SECOND_NS};
	return epoll_pwait2(site->epoll, events, EVENTS, first ? &left : NULL, NULL);
}

static int turn(struct site *site)
{
	struct epoll_event events[EVENTS];
	int n = sleep_until_due(site, events), error = 0;

	if (n < 0)
		return errno == EINTR ? 0 : -errno;
	for (int i = 0; i < n && !error; i++)
		error = go_on(site, &events[i]);
	return error ? error : answer_due(site);
}

/* ---- a slice ---- */

/* Tell the client that whoever asks from now on is answered. */
static int64_t begin(void *state)
{
	const struct site *site = state;

	return send(site->control, "r", 1, MSG_NOSIGNAL) == 1 ? 0 : -errno;
}

/*
 * Requests that were given up before they came here are the client's work too. The checksum is the
 * client's alone: it knows how each of them ended.
 */
static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct site *site = state;
	int error = 0;

	site->served = 0;
	site->over = false;
	while (!error && !site->over)
		error = turn(site);
	tally->operations += site->served > operations ? site->served : operations;
	return error;
}

/* ---- before and after ---- */

static void close_all(const struct site *site)
{
	const int own[] = {site->control, site->listener, site->epoll};

	for (size_t i = 0; i < site->size; i++)
		if (site->askers[i].fd >= 0)
			close(site->askers[i].fd);
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (own[i] >= 0)
			close(own[i]);
}

static void finish(void *state)
{
	struct site *site = state;

	close_all(site);
	free(site);
}

/* Twice as many as can ask at once: those whose end has not been heard yet, and those in their place. */
static struct site *make(const int64_t *parameters)
{
	size_t size = 2 * (size_t)parameters[FETCH_REQUESTS];
	struct site *site = calloc(1, sizeof(*site) + size * sizeof(site->askers[0]));

	if (!site)
		return NULL;
	site->size = size;
	TAILQ_INIT(&site->waiting);
	TAILQ_INIT(&site->free);
	for (size_t i = 0; i < size; i++) {
		site->askers[i].fd = -1;
		TAILQ_INSERT_TAIL(&site->free, &site->askers[i], place);
	}
	site->control = site->listener = -1;
	site->delay_ns = parameters[FETCH_MS] * MILLISECOND_NS;
	site->epoll = epoll_create1(EPOLL_CLOEXEC);
	return site;
}

/* Tell the client where it can ask: high byte first, on a connection that is for nothing else. */
static int tell_port(const struct setting *setting, uint16_t port)
{
	unsigned char bytes[2] = {(unsigned char)(port >> 8), (unsigned char)port};
	int fd = loopback_connect(setting->port, 0), error = 0;

	if (fd < 0)
		return fd;
	if (send(fd, bytes, sizeof(bytes), MSG_NOSIGNAL) != (ssize_t)sizeof(bytes))
		error = -errno;
	close(fd);
	return error;
}

static int open_site(struct site *site, const struct setting *setting)
{
	uint16_t port;
	int error;

	if (site->epoll < 0)
		return -EMFILE;
	site->control = loopback_connect(setting->control_port, 0);
	if (site->control < 0)
		return site->control;
	site->listener = loopback_listen(&port);
	if (site->listener < 0)
		return site->listener;
	error = watch(site, site->control, &site->control);
	if (!error)
		error = watch(site, site->listener, &site->listener);
	return error ? error : tell_port(setting, port);
}

/* The process wakes when an answer is due, not some 50 us later. */
static int64_t prepare(struct setting *setting, void **state)
{
	struct site *site;
	int error;

	if (!setting->port || !setting->control_port) {
		setting->problem =
			"load answers a client: prepare needs its port and control_port";
		return -EINVAL;
	}
	site = make(setting->parameters);
	if (!site)
		return -ENOMEM;
	prctl(PR_SET_TIMERSLACK, 1);
	error = open_site(site, setting);
	if (error) {
		finish(site);
		return error;
	}
	*state = site;
	return 0;
}

const struct player load_fetch = {
	.source = __FILE__,
	.prepare = prepare,
	.play = play,
	.finish = finish,
	.begin = begin,
};
