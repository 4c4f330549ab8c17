#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# sleep.sh - one task that sleeps for a known time: does duet say that it takes this time, and
# hardly any of the processor? Prints TAP.
#
# Tolerance: none below, since no sleeper may be woken early. 3 ms above 20 ms: the coroutines'
# timers are met up to 1 ms late by design, libuv's up to 1 ms by its rounding and 1 ms more by
# epoll's, and a thread has to be woken on a machine that may be busy. 5 % of processor time: a
# sleep costs some microseconds, a task that waited by spinning would cost all of it.
# shellcheck source=tests/known-answers/known.bash
. "$(dirname "$0")/known.bash"

sleeps() { # RUNTIME
	play sleepers --contestants="$1" --set tasks=1 --set ms=20 --rounds=5 || return 1
	within "$(value 0 wall_ns)" 20000000 23000000 && within "$(value 0 cpu_ns)" 0 1000000
}

for runtime in coroutines libuv threads; do
	ok "a sleep of 20 ms takes 20 ms, and no processor, on $runtime" sleeps $runtime
done
finish
