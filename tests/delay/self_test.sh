#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# self_test.sh - `duet gate --self-test` with real delays, of one layout and a gate of each kind: what
# it plays, keeps and goes on with. What its rates are, is measured, not tested. Prints TAP.
#
# usage: self_test.sh [DUET-WORKER OF make MODE=delay]      DUET_BUILD: the folder with duet and a duet-worker
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(realpath "$(dirname "$0")/../..") || exit 2
worker=$(realpath "${1:-$root/build/delay/duet-worker}") || exit 2
build=$(realpath "${DUET_BUILD:-$root/build/release}") || exit 2
duet=$build/duet
export NO_COLOR=1
unset DUET_DELAY DUET_WORKER
cd "$folder" || exit 2
mkdir base head twin
for side in base head twin; do
	cp "$worker" $side/duet-worker-00
done
echo 'rows = ("spawn/coroutines", "switch/coroutines");' >gate.conf

self_test() { timeout -k 5 300 "$duet" gate --self-test "$@" </dev/null >out 2>err; }
played() { # PATH OPTION...: two gates of a cell of the path, which the log has then
	self_test base head twin "$1" --gates=1 --size-seconds=1 --record=log/record.jsonl "${@:2}" || { cat err && return 1; }
}
lines() { wc -l <log/record.jsonl; }
refused() { # WORDS ARGUMENT...
	local words=$1
	shift
	self_test "$@"
	[ $? = 2 ] && [ "$(wc -l <err)" = 1 ] && grep -q -- "$words" err
}

plays_each() { [ "$(lines)" = 6 ] && [ "$(wc -l <out)" = 6 ]; }
tells_all() {
	python3 - log/record.jsonl <<-'END'
		import json, sys
		lines = [json.loads(line) for line in open(sys.argv[1])]
		assert {(line["kind"], line["size"]) for line in lines} == {
			("slower", .005), ("slower", .02), ("slower", .03), ("quick", 0), ("quick", .01),
			("hasty", .01)}
		for line in lines:
		    assert line["path"] == "switch" and line["row"] == "switch/coroutines", line
		    assert line["verdict"] in ("pass", "fail", "inconclusive"), line
		    assert (line["measured"] is None) == (line["size"] == 0), line
		    assert line["failed"] == (["switch/coroutines"] if line["verdict"] == "fail" else []), line
		    assert len(line["code"]) == len(line["machine"]) == 16, line
	END
}
slice() { # VALUE: nanoseconds of 10,000 switches that are delayed so
	printf '%s\n' '{"do": "prepare", "workload": "switch"}' '{"do": "play", "operations": 10000}' |
		DUET_DELAY=$1 timeout 60 "$worker" coroutines | grep -o '"wall_ns": [0-9]*' | cut -d' ' -f2
}
# A multiplication that waits for the one before takes a cycle at least: 10,000 of them for each switch, which
# takes less than 1,000 cycles, are many times the whole slice, on a busy machine too.
takes_time() {
	local without with
	without=$(slice switch:0) && with=$(slice switch:10000) && echo "$without ns, $with ns" &&
		[ $((2 * with)) -gt $((3 * without)) ]
}
ok "a delay takes time" takes_time
# The size of a delay is measured first, which a machine can be too busy for.
for _ in 1 2 3; do
	if played switch >/dev/null || ! grep -q "cannot be seen" err; then break; fi
done
promises=("it plays three sizes of a row of all, two quick ones and a hasty one"
	"each is a line that tells what was played and found" "what was played is not played again")
if grep -q "cannot be seen" err; then
	for promise in "${promises[@]}"; do skip "$promise" "the machine is too busy to measure a delay"; done
else
	ok "${promises[0]}" plays_each
	ok "${promises[1]}" tells_all
	ok "${promises[2]}" eval "played switch && [ \$(lines) = 6 ] && [ ! -s out ]"
fi

value_of() { # PROGRAM
	readelf -p .delay "$1" | grep -o 'switch:[0-9]*/[0-9]*'
}
delays_there() { [ "$(value_of base/duet-worker-00)" = switch:0/256 ] && value_of head/duet-worker-00; }
ok "the delay is in the programs, and of no steps in the base" delays_there
only_there() {
	objcopy --remove-section=.delay base/duet-worker-00 one && objcopy --remove-section=.delay "$worker" other && cmp one other
}
ok "... and nothing else of them was changed" only_there

code() { tail -n 1 log/record.jsonl | grep -o '"code":"[^"]*"'; }
other_rows() {
	local before
	before=$(code)
	echo 'rows = ("switch/coroutines");' >other.conf
	played A/A --config=other.conf && [ "$(grep -c '"kind":"equal"' log/record.jsonl)" = 5 ] && [ "$before" != "$(code)" ]
}
ok "equal builds are played; other rows are another gate" other_rows
# With a malformed one no worker starts.
ok "a delay of the environment is not heeded" eval "DUET_DELAY=swich:1 played A/A --config=other.conf"

reports() { self_test --report --record=log/record.jsonl && grep -q "all rows, equal builds .* 5 " out; }
ok "the rates are reported, of the last code alone" reports
reports_another() { ! grep -q "a row of all" out; }
ok "... and none of another" reports_another
inserted() {
	self_test --report --markdown --record=log/record.jsonl && printf '<!-- rates -->\n<!-- /rates -->\n' >page.md &&
		"$root/scripts/insert" page.md rates <out && grep -q "^| all rows, equal builds | 0 % | - | 5 |" page.md
}
ok "... as Markdown, for a page" inserted

at_work() { find /proc/[0-9]*/exe -lname "$folder/$1/duet-worker-*" 2>/dev/null | grep .; } # SIDE
soon() { # COMMAND...
	for _ in $(seq 100); do
		if "$@"; then return; fi
		sleep 0.1
	done
	return 1
}
nobody_at_work() { ! at_work "*"; }
interrupted() { # while it measures the size of a delay
	"$duet" gate --self-test base head twin spawn 3% --gates=1 --size-seconds=60 --record=log/record.jsonl >out 2>err &
	local pid=$! before seen=yes
	before=$(lines)
	soon at_work head || seen=""
	kill -TERM $pid
	wait $pid
	[ $? = 130 ] && [ "$(lines)" = "$before" ] && grep -q interrupted err && [ "$seen" ] && nobody_at_work
}
ok "interrupted, it keeps what it has, and leaves no process" interrupted

ok "no report without a record" refused "nowhere" --report --record=nowhere
ok "no report of a code that was not played" refused "no outcome" --report --record=log/record.jsonl --code=none
ok "a revision that a terminal would obey is refused" refused "is no name for a revision" base head twin --revision=$'a\033[31m' --record=log/record.jsonl
ok "an unknown word is refused" refused "unknown kind, path or size" base head twin swich --record=log/record.jsonl
ok "two sides alone are refused" refused "twin" base head
cp "$build/duet-worker" twin/duet-worker-00
ok "a twin that is none is refused" refused "no copy" base head twin switch
plain_refused() {
	for side in base head twin; do
		cp "$build/duet-worker" $side/duet-worker-00
	done
	refused "no place for the delay" base head twin switch --record=plain.jsonl
}
ok "a worker that cannot be slowed down is refused" plain_refused
finish
