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
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
worker=$build/duet-worker

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

within() { # within TOLD TIMED: both in KiB
	local apart=$(($1 > $2 ? $1 - $2 : $2 - $1)) tolerance=$((pages * 4 + $2 / 200))
	echo "told $1 KiB, time says $2 KiB: $apart apart, where $tolerance are allowed"
	[ "$apart" -le "$tolerance" ]
}

for runtime in coroutines libuv raw threads; do
	read -r told_few timed_few < <(hold $runtime 500)
	read -r told_many timed_many < <(hold $runtime 8000)
	ok "500 that $runtime parks are resident as time -v says" within "$told_few" "$timed_few"
	ok "8,000 that $runtime parks are resident as time -v says" within "$told_many" "$timed_many"
	ok "7,500 more of $runtime take as much by either" within $((told_many - told_few)) $((timed_many - timed_few))
done

finish
