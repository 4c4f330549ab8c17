/* SPDX-License-Identifier: MIT */
/* echo.h - the order of echo's parameters, for all who play or drive it. */
#ifndef BENCH_WORKLOADS_ECHO_H
#define BENCH_WORKLOADS_ECHO_H

enum {
	CONNECTIONS, /* how many the client opens, one request outstanding on each at most */
	SIZE,	     /* bytes of a request, and of its answer */
	WORK, /* thousand steps that the server computes for each (bench/kernels/toil.h) */
	/* How the client asks: of no matter to the server. Without RATE and PERCENT: closed loop. */
	RATE,	  /* requests a second that are due over all connections */
	PERCENT,  /* likewise, of what the server sustains in a closed loop */
	POISSON,  /* 1: due at random times; 0: at equal distances */
	PATIENCE, /* ms that a request may wait for a connection; 0: for ever */
};

#endif
