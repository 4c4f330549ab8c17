# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# known.bash - for the scripts beside it: duet's numbers to hold against what is known.
# DUET_BUILD: the folder with duet and duet-worker (default: build/release).
# shellcheck source=tests/tap.bash
. "$(dirname "${BASH_SOURCE[0]}")/../tap.bash"
# shellcheck disable=SC2034 # tap.bash reads it
aloud=yes
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..") || exit 2
build=$(realpath "${DUET_BUILD:-$root/build/release}") || exit 2

# play ARGUMENT...: a run of duet, whose summary is kept.
play() {
	timeout -k 5 120 "$build/duet" run --no-control --json --output="$folder/run" "$@" \
		</dev/null >"$folder/summary" 2>"$folder/err" || { cat "$folder/err"; return 1; }
	rm -rf "$folder/run"
}

# value CONTESTANT MEASURE: of the summary, the first contestant being 0; "ratio" is the second's.
value() {
	python3 -c '
import json, sys
contestant = json.load(open(sys.argv[1]))["duets"][0]["contestants"][int(sys.argv[2])]
print(contestant[sys.argv[3]]["value"])' "$folder/summary" "$1" "$2"
}

# within VALUE LOW HIGH
within() {
	echo "$1, known to be from $2 to $3"
	awk -v value="$1" -v low="$2" -v high="$3" 'BEGIN { exit !(value >= low && value <= high) }'
}
