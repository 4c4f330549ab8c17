/* SPDX-License-Identifier: MIT */
/* echo.h - the order of echo's parameters, for all who play or drive it. */
#ifndef BENCH_WORKLOADS_ECHO_H
#define BENCH_WORKLOADS_ECHO_H

enum { CONNECTIONS, SIZE, WORK, RATE, PERCENT, POISSON, PATIENCE };

#endif
