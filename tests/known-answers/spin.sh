#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# spin.sh - work that costs what it costs by definition, measured from end to end: is that what
# duet says? Prints TAP.
#
# Tolerance: none below, since an operation cannot end before its clock has gone on; 3 % above.
# An operation of 100 µs ends a reading of its clock too late: 25 ns for elapsed time, about a
# microsecond for processor time, which needs system calls. What interrupts the processor is counted
# in elapsed time, though the fastest quarter of the slices hardly meets it. A ratio of two such
# costs has less of that: 2 %.
# shellcheck source=tests/known-answers/known.bash
. "$(dirname "$0")/known.bash"
export DUET_WORKER=$build/tests/known-answers/duet-worker

costs() { # WORKLOAD MEASURE RUNTIME US
	play "$1" --contestants="$3" --set us="$4" --rounds=5 || return 1
	within "$(value 0 "$2")" "${4}000" "$(($4 * 1030))"
}

twice() { # WORKLOAD
	play --contestants="coroutines/$1:us=100,coroutines/$1:us=200" --rounds=5 || return 1
	within "$(value 1 ratio)" 1.96 2.04
}

for runtime in coroutines threads; do
	ok "a spin of 100 µs costs 100 µs of elapsed time on $runtime" costs spin wall_ns $runtime 100
	ok "a burn of 100 µs costs 100 µs of processor time on $runtime" costs burn cpu_ns $runtime 100
done
ok "a spin twice as long is 2 times as dear" twice spin
ok "a burn twice as long is 2 times as dear" twice burn
finish
