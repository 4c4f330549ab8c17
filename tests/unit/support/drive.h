/* SPDX-License-Identifier: MIT */
/*
 * drive.h - the load generator driving a server of known manners (server.h), without a worker:
 * its parameters, and what it told of a slice.
 */
#ifndef TESTS_UNIT_DRIVE_H
#define TESTS_UNIT_DRIVE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/stats/histogram.h"
#include "bench/workloads/workload.h"
#include "server.h"

struct drive {
	pid_t server;	      /* 0: none */
	int control;	      /* our side of the control connection; -1: not yet accepted */
	int control_listener; /* -1: not started */
	struct setting setting;
	int64_t parameters[PARAMETERS_MAX];
	void *load; /* NULL: not prepared */
	struct histogram latency, uncorrected, lag;
	struct offer offer;
	struct tally tally;
};

/* A test whose state is a drive without a server, and that is killed where it does not end. */
#define DRIVE_TEST(promise)                                                                \
	cmocka_unit_test_setup_teardown(promise, drive_setup, drive_teardown)

int drive_setup(void **state);
int drive_teardown(void **state);

/* The load generator, as workers play it. */
const struct player *drive_player(void);

/* Start a server, to be driven over so many connections by requests of `size` bytes. */
void drive_start(struct drive *drive, enum manner manner, int64_t connections,
		 int64_t size);

/* Connect to it; the test fails if that does. */
void drive_prepare(struct drive *drive);

/* Play a slice of a closed loop, and of an open one. Return as the player's play. */
int64_t drive_play(struct drive *drive, int64_t operations);
int64_t drive_offer(struct drive *drive, int64_t operations);

/* The checksum of a slice of 500 requests in a closed loop, of a server that echoes. */
uint64_t drive_checksum(int64_t connections, int64_t size);

#endif
