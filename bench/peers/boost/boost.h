/* SPDX-License-Identifier: MIT */
/* boost.h - Boost.Context as a peer. */
#ifndef BENCH_PEERS_BOOST_BOOST_H
#define BENCH_PEERS_BOOST_BOOST_H

#include "bench/workloads/workload.h"

extern const struct peer peer_boost;

#endif
