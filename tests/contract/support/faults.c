/* SPDX-License-Identifier: MIT */
/*
 * faults.c - the wrapped functions and their common counter. The counter is the program's only
 * global besides the table: a wrapped function has nothing else to find it by.
 */
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include "faults.h"

#define NONE INT64_MIN
#define ALL INT64_MAX

static struct {
	_Atomic int64_t left; /* calls until one fails; NONE, ALL */
	const char *_Atomic failed;
} faults = {.left = NONE};

void faults_arm(int64_t n)
{
	faults.failed = NULL;
	faults.left = n;
}

void faults_arm_all(void)
{
	faults_arm(ALL);
}

const char *faults_disarm(void)
{
	faults.left = NONE;
	return faults.failed;
}

static bool fails(const char *function, int error)
{
	int64_t left = faults.left;

	if (left == NONE)
		return false;
	if (left != ALL && faults.left-- != 1)
		return false;
	faults.failed = function;
	errno = error;
	return true;
}

/* The linker sends a call of f to __wrap_f, and one of __real_f to f. */
#define WRAP(result, function, parameters, arguments, failure, error)                      \
	result __real_##function parameters;                                               \
	result __wrap_##function parameters;                                               \
	result __wrap_##function parameters                                                \
	{                                                                                  \
		if (fails(#function, error))                                               \
			return failure;                                                    \
		return __real_##function arguments;                                        \
	}

WRAP(int, accept4, (int fd, struct sockaddr *address, socklen_t *size, int flags),
     (fd, address, size, flags), -1, EMFILE)
WRAP(void *, calloc, (size_t n, size_t size), (n, size), NULL, ENOMEM)
WRAP(int, epoll_create1, (int flags), (flags), -1, EMFILE)
WRAP(int, epoll_ctl, (int epoll, int operation, int fd, struct epoll_event *event),
     (epoll, operation, fd, event), -1, ENOMEM)
WRAP(int, eventfd, (unsigned start, int flags), (start, flags), -1, EMFILE)
WRAP(int, madvise, (void *start, size_t size, int advice), (start, size, advice), -1,
     ENOMEM)
WRAP(void *, malloc, (size_t size), (size), NULL, ENOMEM)
WRAP(void *, mmap,
     (void *start, size_t size, int protection, int flags, int fd, off_t offset),
     (start, size, protection, flags, fd, offset), MAP_FAILED, ENOMEM)
WRAP(int, mprotect, (void *start, size_t size, int protection), (start, size, protection),
     -1, ENOMEM)
WRAP(void *, realloc, (void *old, size_t size), (old, size), NULL, ENOMEM)
WRAP(int, socket, (int domain, int type, int protocol), (domain, type, protocol), -1,
     EMFILE)

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
			  void *(*start)(void *), void *arg);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
			  void *(*start)(void *), void *arg);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
			  void *(*start)(void *), void *arg)
{
	if (fails("pthread_create", EAGAIN))
		return EAGAIN; /* it does not set errno */
	return __real_pthread_create(thread, attributes, start, arg);
}
