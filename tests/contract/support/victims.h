/* SPDX-License-Identifier: MIT */
/*
 * victims.h - tasks of a runtime of threads that make waiting calls in random order while they are
 * cancelled. For threads-cancel-stress.c: it does the cancelling, and the counting.
 */
#ifndef VICTIMS_H
#define VICTIMS_H

#include "asyncio.h"

#define VICTIMS 6

/* The table under test, which the program fills. */
extern struct asyncio asyncio;

struct stage;

struct victim {
	struct stage *stage;
	struct task *task;
	struct stream *stream;
	const char *_Atomic in; /* the call that it makes */
	_Atomic long sent;	/* requests, counted before they are made */
	_Atomic long seen;	/* requests that a call delivered */
	long bytes;		/* that it has read */
	uint64_t random;
};

/* Make a call by its place among the names. */
typedef int64_t waiting_call(struct victim *victim, size_t call);

struct stage {
	const char *const *calls; /* the victims make these, in random order */
	size_t calls_n;
	waiting_call *make;
	coroutine *feeder; /* wakes them, or NULL */
	connection_handler *handler;
	struct queue *empty, *full, *fed;
	struct lock *held, *shared;
	struct event *never, *pulse;
	int listener; /* whose backlog is full */
	int backlog[4];
	uint16_t port;
	long inside; /* shared guards it */
	_Atomic long put, got, fed_bytes;
	_Atomic bool over;
	struct victim victims[VICTIMS];
};

/* A random number, from a state that is not 0. */
uint64_t victim_random(uint64_t *state);

/* Tell what the victim was doing, and end the program as failed. */
_Noreturn void victim_broken(const struct victim *victim, const char *what);

/* Calls that wait until they are cancelled, by name; its connections are kept open. */
#define BLOCKED_CALLS 12
extern const char *const blocked_calls[BLOCKED_CALLS];
int64_t make_blocked_call(struct victim *victim, size_t call);
int64_t serve_silence(struct stream *stream, void *stage);

/* Calls that a feeder and a server end at about the moment of their cancellation. */
#define WOKEN_CALLS 5
extern const char *const woken_calls[WOKEN_CALLS];
int64_t make_woken_call(struct victim *victim, size_t call);
int64_t feed_victims(void *stage);
int64_t serve_bytes(struct stream *stream, void *stage);

#endif
