# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# known.bash - for the scripts beside it: promises as TAP, and duet's numbers to hold against what
# is known. DUET_BUILD: the folder with duet and duet-worker (default: build/release).
set -u
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..") || exit 2
build=$(realpath "${DUET_BUILD:-$root/build/release}") || exit 2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
count=0
failed=0

# ok PROMISE COMMAND...: the promise is kept when the command succeeds.
ok() {
	local promise=$1
	shift
	count=$((count + 1))
	if "$@" >"$folder/said" 2>&1; then
		echo "ok $count - $promise"
	else
		failed=$((failed + 1))
		echo "not ok $count - $promise"
	fi
	sed 's/^/#   /' "$folder/said" | head -n 20
}

skip() { # PROMISE REASON
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

# The last command of a script.
finish() {
	echo "1..$count"
	[ "$failed" = 0 ]
}

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
