/* SPDX-License-Identifier: MIT */
/* player.h - a contestant in play: its worker, and the driver that its workload may need. */
#ifndef BENCH_RUN_PLAYER_H
#define BENCH_RUN_PLAYER_H

#include "bench/protocol/slice.h"
#include "bench/protocol/slice_counts.h"
#include "bench/run/worker.h"

struct histogram;

struct player {
	struct seat *seat;
	struct worker worker;
	struct worker driver; /* where seat->driver */
	bool started;	      /* processes exist */
	int64_t round;	      /* number of the round, from 0; 0 in set-up too */
	int64_t least, most;  /* operations of a slice, once prepared; most = 0: no limit */
	int64_t commanded_ns; /* our own processor time when the worker had its last command */
};

/* What both said of one slice. */
struct take {
	int64_t at_ns; /* since the round began */
	struct slice slice;
	struct slice driver; /* zero without one */
	int64_t elapsed_ns;  /* from the command to the answer, by our clock */
	int64_t harness_ns;  /* our own processor time while it was measured, at most */
	uint64_t checksum;   /* of the work: the sum of both */
	struct slice_counts counts; /* of the contestant's workload */
	/* Of a driver that asks at set times; else 0. */
	int64_t offered_ns;	/* from the start until the last request was due */
	int64_t refused;	/* requests that were due and never sent */
	int64_t queued;		/* the most that waited at once for a connection */
	int64_t sustained_busy; /* per mille, of the driver at full load; -1: not told */
};

/* All return 0 or -errno with the conductor's problem filled in, as worker.h says. */

/* Start the processes. They greet later, so that several can start side by side. */
int player_start(struct conductor *conductor, const struct duet *duet, struct seat *seat,
		 struct player *player);

/* Await the greetings. */
int player_greet(struct conductor *conductor, struct player *player);

/* Prepare the worker, then the driver. *answered, if wanted: a reference to all parameters. */
int player_prepare(struct conductor *conductor, struct player *player, json_t **answered);

/* Its two halves, so that several workers can prepare side by side: tell it; await its answer. */
int player_tell_to_prepare(struct conductor *conductor, struct player *player);
int player_await_prepared(struct conductor *conductor, struct player *player,
			  json_t **answered);

/* Do the fixed work; checksum, the sum of both, has room for 17 bytes. */
int player_verify(struct conductor *conductor, struct player *player, char *checksum);

/* Play one slice; latencies are added to the histograms, one a kind, if not NULL. */
int player_play(struct conductor *conductor, struct player *player, int64_t operations,
		struct take *take, struct histogram *latencies);

/* End the processes: gently when all is well, at once otherwise. */
void player_end(struct player *player, bool gently);

/* Tell several that nothing more comes: they end by themselves, side by side. */
void players_hang_up(struct player *players, size_t count);

/* End several: all are told first, so that they end side by side. */
void players_end(struct player *players, size_t count, bool gently);

#endif
