#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# memory.sh: is the memory that a worker tells what `/usr/bin/time -v` says of the whole process?
# Prints TAP. DUET_BUILD: where duet-worker is.
#
# A worker parks tasks, tells its level, and ends. Time tells the most that the process ever had
# resident (ru_maxrss). The two may differ by
# - what the end of the process needs besides: letting go of the tasks touches no new pages to
#   speak of, reading commands and answering a few: 16 pages;
# - the kernel's counter behind ru_maxrss, of which each processor keeps back up to 32 pages, or
#   twice the number of processors if that is more, while a worker counts its pages one by one.
# So many pages, and 0.5 % for a peak while the tasks are made, is the tolerance. The difference of
# two sizes is held to it as well: that is what a task takes.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
worker=$build/duet-worker
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
count=0 failed=0

verdict() { # verdict PROMISE WHETHER WHY
	count=$((count + 1))
	if [ "$2" = yes ]; then
		echo "ok $count - $1"
	else
		failed=1
		printf 'not ok %d - %s\n#   %s\n' "$count" "$1" "$3"
	fi
}

if ! [ -x /usr/bin/time ] || ! /usr/bin/time -v true 2>&1 | grep -q 'Maximum resident'; then
	echo "1..0 # skip GNU time is missing"
	exit 0
fi
if "$worker" --describe | grep -q fsanitize; then
	echo "1..0 # skip sanitizers keep memory of their own"
	exit 0
fi

processors=$(nproc --all)
batch=$((2 * processors > 32 ? 2 * processors : 32))
pages=$((processors * batch + 16))

# hold RUNTIME TASKS: "told timed", KiB: what the worker tells and what time says
hold() {
	printf '%s\n' "{\"do\": \"prepare\", \"workload\": \"memory\", \"parameters\": {\"tasks\": $2}}" \
		'{"do": "level"}' |
		timeout 60 /usr/bin/time -v -o "$folder/time" "$worker" "$1" >"$folder/answers"
	echo "$(($(grep -oE '"resident_bytes": [0-9]+' "$folder/answers" | grep -oE '[0-9]+') / 1024))" \
		"$(grep -oE 'Maximum resident.*' "$folder/time" | grep -oE '[0-9]+$')"
}

within() { # within PROMISE TOLD TIMED: both in KiB
	local apart=$(($2 > $3 ? $2 - $3 : $3 - $2)) tolerance=$((pages * 4 + $3 / 200))
	verdict "$1" "$([ "$apart" -le "$tolerance" ] && echo yes)" \
		"told $2 KiB, time says $3 KiB: $apart apart, where $tolerance are allowed"
}

for runtime in coroutines threads; do
	read -r told_few timed_few < <(hold $runtime 500)
	read -r told_many timed_many < <(hold $runtime 8000)
	within "500 parked $runtime are resident as time -v says" "$told_few" "$timed_few"
	within "8,000 parked $runtime are resident as time -v says" "$told_many" "$timed_many"
	within "7,500 more $runtime take as much by either" $((told_many - told_few)) $((timed_many - timed_few))
done

echo "1..$count"
exit $failed
