/* SPDX-License-Identifier: MIT */
/* calls.c - the delayed system calls. Those of a shared library are its own. */
#include <sys/socket.h>
#include <unistd.h>

#include "tests/delay/delay.h"

DELAYED(ssize_t, send, (int fd, const void *buffer, size_t size, int flags),
	(fd, delay_pass(DELAY_SYSTEM_CALL, (void *)buffer), size, flags))

DELAYED(ssize_t, write, (int fd, const void *buffer, size_t size),
	(fd, delay_pass(DELAY_SYSTEM_CALL, (void *)buffer), size))
