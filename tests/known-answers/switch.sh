#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# switch.sh - two threads that hand over through pipes on one core, as duet measures them (the
# contestant raw-pipe) and as `perf bench sched pipe` does: is it the same? Prints TAP.
#
# Both are taken in turn, some times, each as duet takes a round: perf in runs of some
# milliseconds, of which the fastest quarter counts. perf's operation is there and back, two of
# duet's. Of each the cheapest turn is kept, since whatever else runs only adds.
#
# Tolerance: from 0.6 to 1.6. On a quiet machine the two agree within a few per cent; perf times its
# threads' start and end too (2 % of a run), its runs are longer than duet's slices, so that
# interruptions meet more of them, and on a busy machine that alone was a quarter. A mistake worth
# finding, such as counting there and back as one, or handing over between two cores, is a factor
# of 2 to 10.
# shellcheck source=tests/known-answers/known.bash
. "$(dirname "$0")/known.bash"
promise="a hand-over through a pipe costs what perf bench says"
turns=7
runs=12
loops=1500

last_core() { taskset -cp $$ | sed 's/.*[^0-9]//'; }

# Nanoseconds a hand-over, of perf's fastest quarter.
perf_says() {
	for _ in $(seq $runs); do
		taskset -c "$core" perf bench sched pipe -T -l $loops 2>/dev/null | awk '/usecs\/op/ { print $1 * 500 }'
	done | sort -n | head -n $((runs / 4)) | awk '{ sum += $1 } END { if (NR) print sum / NR; else exit 1 }'
}

cheapest() { sort -n "$1" | head -n 1; }

agrees() {
	local perf duet
	for _ in $(seq $turns); do
		perf_says >>"$folder/perf" || return 1
		play switch --contestants=raw-pipe --core="$core" --rounds=3 || return 1
		value 0 wall_ns >>"$folder/duet"
	done
	perf=$(cheapest "$folder/perf") duet=$(cheapest "$folder/duet")
	echo "duet $duet ns, perf $perf ns: the ratio"
	within "$(awk -v duet="$duet" -v perf="$perf" 'BEGIN { print duet / perf }')" 0.6 1.6
}

if ! perf bench sched pipe -T -l 10 >/dev/null 2>&1; then
	skip "$promise" "perf does not run here (package linux-perf)"
else
	core=$(last_core)
	ok "$promise" agrees
fi
finish
