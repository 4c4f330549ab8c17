/* SPDX-License-Identifier: MIT */
/*
 * programs.h - the programs that a self-test plays: workers of make MODE=delay, which tell by
 * a value inside of them how much they are slowed down, and where (tests/delay/delay.h).
 */
#ifndef BENCH_GATE_SELF_TEST_PROGRAMS_H
#define BENCH_GATE_SELF_TEST_PROGRAMS_H

#include "bench/gate/sides/side.h"

/*
 * Give every program of the side this value, in its place: neither code nor an address moves. Returns 0;
 * -EINVAL: one of them has no such value, or no room for this one; or -errno of reading and
 * writing, -ETXTBSY while it runs among them; with the problem filled in.
 */
int self_test_slow_down(const struct gate_side *side, const char *value,
			struct problem *problem);

/*
 * Go on with a fingerprint by the programs of the side, but for their values. Returns 0, or as
 * same_program.
 */
int self_test_fingerprint(const struct gate_side *side, char *text,
			  struct problem *problem);

#endif
