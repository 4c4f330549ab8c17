/* SPDX-License-Identifier: MIT */
/* drive.c - the load generator, its server, and what the server's worker would say. See drive.h. */
#include "drive.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/load/load.h"
#include "bench/workloads/echo.h"

#define PATIENCE_S 30

int drive_setup(void **state)
{
	struct drive *drive = calloc(1, sizeof(*drive));

	if (!drive)
		return -1;
	drive->control = drive->control_listener = -1;
	*state = drive;
	alarm(PATIENCE_S);
	return 0;
}

int drive_teardown(void **state)
{
	struct drive *drive = *state;

	if (drive->load)
		drive_player()->finish(drive->load);
	if (drive->control >= 0)
		close(drive->control);
	if (drive->control_listener >= 0)
		close(drive->control_listener);
	server_stop(&drive->server);
	free(drive);
	return 0;
}

const struct player *drive_player(void)
{
	return peer_load.plays[0].player;
}

void drive_start(struct drive *drive, enum manner manner, int64_t connections, int64_t size)
{
	drive->server = server_start(manner, &drive->setting.port);
	drive->control_listener = server_listener(&drive->setting.control_port);
	drive->parameters[CONNECTIONS] = connections;
	drive->parameters[SIZE] = size;
	drive->setting.parameters = drive->parameters;
	drive->tally.latency = &drive->latency;
}

void drive_prepare(struct drive *drive)
{
	assert_int_equal(drive_player()->prepare(&drive->setting, &drive->load), 0);
	drive->control = accept(drive->control_listener, NULL, NULL);
	assert_true(drive->control >= 0);
}

int64_t drive_play(struct drive *drive, int64_t operations)
{
	int64_t result;

	assert_int_equal(write(drive->control, "g", 1), 1);
	result = drive_player()->begin(drive->load);
	return result ? result
		      : drive_player()->play(drive->load, operations, &drive->tally);
}

int64_t drive_offer(struct drive *drive, int64_t operations)
{
	drive->offer =
		(struct offer){.uncorrected = &drive->uncorrected, .lag = &drive->lag};
	drive->tally.offer = &drive->offer;
	return drive_play(drive, operations);
}

uint64_t drive_checksum(int64_t connections, int64_t size)
{
	void *state = NULL;
	uint64_t checksum;
	struct drive *drive;

	assert_int_equal(drive_setup(&state), 0);
	drive = state;
	drive_start(drive, ECHO, connections, size);
	drive_prepare(drive);
	assert_int_equal(drive_play(drive, 500), 0);
	checksum = drive->tally.checksum;
	drive_teardown(&state);
	return checksum;
}
