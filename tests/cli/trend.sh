#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# trend.sh - `duet trend`: runs become a history, the history tells where it changed, and other services
# can read it. Prints TAP. DUET_BUILD: the folder with duet and duet-worker (default: build/release).
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
here=$(realpath "$(dirname "$0")") || exit 2
root=$(realpath "$here/../..")
build=${DUET_BUILD:-$root/build/release}
duet=$(realpath "${1:-$build/duet}") || exit 2
made=$root/tests/trend/history.jsonl schema=docs/schema/history.json
DUET_FIGURES=$root/scripts/figures
export DUET_FIGURES
unset DUET_WORKER
cd "$folder" || exit 2

run() {
	timeout -k 5 60 "$duet" "$@" >out 2>err </dev/null
	code=$?
}
fails() { # CODE WORDS ARGUMENT...: duet ends with this code and one line that has these words
	local wanted=$1 words=$2
	shift 2
	run "$@"
	[ "$code" = "$wanted" ] && [ "$(wc -l <err)" = 1 ] && grep -qF -- "$words" err && return
	echo "duet $*: exit $code, wanted $wanted and \"$words\" in one line:"
	cat err
	return 1
}

# ---- adding ----

measures() {
	run run switch --contestants=coroutines,threads,boost --rounds=3 --round-ms=1 --output=results/one && [ "$code" = 0 ] &&
		run run switch -p tasks=3 --rounds=2 --round-ms=1 --no-control --output=results/two && [ "$code" = 0 ]
}
adds() {
	run trend add results/one --revision=first
	cat err out
	# three costs and three ratios, in elapsed and in processor time
	[ "$code" = 0 ] && grep -q '^12 lines added to results/history.jsonl, at first$' out &&
		[ "$(wc -l <results/history.jsonl)" = 12 ]
}
names_rows() {
	run trend add results/two --revision=second && [ "$code" = 0 ] || return
	grep -q '"row":"switch/coroutines",' results/history.jsonl && grep -q '"row":"switch/coroutines:tasks=3",' results/history.jsonl
}
refuses_again() {
	cp results/history.jsonl before
	fails 2 "results/one is in results/history.jsonl already" trend add results/one --revision=third &&
		cmp before results/history.jsonl
}
asks_git() {
	git init -q here && git -C here -c user.name=a -c user.email=a@b commit -q --allow-empty -m one &&
		(cd here && "$duet" trend add ../results/one --history=git.jsonl) &&
		grep -q "\"revision\":\"$(git -C here describe --always)\"" here/git.jsonl
}
needs_a_revision() { GIT_CEILING_DIRECTORIES=$(dirname "$folder") fails 2 "name it with --revision" trend add results/one --history=no.jsonl; }
adds_at_once() {
	for _ in 1 2 3 4 5 6; do
		"$duet" trend add results/one --revision=r --history=many.jsonl >/dev/null 2>&1 &
	done
	wait
	[ "$(wc -l <many.jsonl)" = 12 ]
}
survives_a_cut() {
	head -c -20 "$made" >cut.jsonl
	run trend --history=cut.jsonl --row=switch && [ "$code" = 0 ] &&
		grep -q 'warning: the last line of cut.jsonl was cut short' err || return
	run trend add results/two --revision=second --history=cut.jsonl && [ "$code" = 0 ] &&
		[ "$(wc -l <cut.jsonl)" = $(($(wc -l <"$made") - 1 + 2 + 4)) ]
}

# A gate's folder with two rows that were told and one that was not.
make_gate() {
	mkdir -p results/gate && jq -n '
		{low: 1.019, high: 1.029, value: 1.024, rounds: 48, confidence: 0.98} as $ratio |
		{counted: false, tolerance: 0.01, margin: 0.01, base: 10.0, head: 10.24, unit: "ns", stage: "first",
		 decisive: $ratio, first: $ratio, control: null, control_failed: false, layouts: 24,
		 rounds_needed: null, seconds_needed: null, reason: "", waiver: ""} as $row |
		{format: 1, verdict: "fail", reason: "", base: "main (3f2c1a9)", head: "HEAD (bd307a3)",
		 command: "scripts/gate main", version: "0.1.0", started: "2026-11-28T09:06:31+0000",
		 elapsed_ns: 31400000000, measured_ns: 29100000000, layouts: 24, same: false, warnings: [],
		 rows: [$row + {name: "switch/coroutines", metric: "wall", verdict: "fail"},
			$row + {name: "switch/coroutines", metric: "instructions", verdict: "pass", counted: true,
				decisive: {low: null, high: null, value: 1, rounds: 2, confidence: null}},
			$row + {name: "spawn/threads:tasks=3", metric: "wall", verdict: "unmeasured", decisive: null}]}
	' >results/gate/gate.json
}
adds_gate() {
	make_gate && run trend add results/gate --history=gates.jsonl
	cat err out
	[ "$code" = 0 ] && grep -q '^2 lines added to gates.jsonl, at bd307a3$' out &&
		jq -se 'map(.over == "main (3f2c1a9)" and .row == "switch/coroutines" and .revision == "bd307a3" and .judged) | all' gates.jsonl
}
shows_gate() { run trend --history=gates.jsonl --over='main*' --json && [ "$code" = 0 ] && jq -e 'map(.points[0].estimate.value) | sort == [1, 1.024]' out; }
refuses_gate_again() { fails 2 "results/gate is in gates.jsonl already" trend add results/gate --history=gates.jsonl; }
names_gate() {
	run trend add results/gate --history=other.jsonl --revision=mine && [ "$code" = 0 ] && grep -q '"revision":"mine"' other.jsonl
}
refuses_damaged_gate() {
	mkdir -p results/damaged && head -c 300 results/gate/gate.json >results/damaged/gate.json
	fails 2 "results/damaged/gate.json, line" trend add results/damaged --history=gates.jsonl
}

ok "two short runs end well" measures
ok "a run is added, with its ratios" adds
ok "rows are named by what is not the default" names_rows
ok_by_schema "the history follows its schema" $schema results/history.jsonl
ok "a run is not added twice" refuses_again
ok "git is asked for the revision" asks_git
ok "without git and --revision, that is said" needs_a_revision
ok "six at once add a run once" adds_at_once
ok_by_schema "... and each line whole" $schema many.jsonl
ok "a history that was cut short is read, and repaired" survives_a_cut
ok_by_schema "... to one that follows the schema" $schema cut.jsonl
ok "a gate is added: its rows over the base, at the head's revision" adds_gate
ok_by_schema "... in lines that follow the schema" $schema gates.jsonl
ok "... and shown by what the base is called" shows_gate
ok "... and not added twice" refuses_gate_again
ok "... or at another revision, where one is named" names_gate
ok "a gate that is damaged is told" refuses_damaged_gate

# ---- showing ----

shows() { run trend "--history=$made" "$@" && [ "$code" = 0 ]; }
tells_change() { shows --row=coroutines --over=boost && grep -q '^switch/coroutines ÷ switch/boost, wall: +1[0-9.]* % \[.*\] at bd307a3, p = 0.001$' out; }
drift_hides() { shows --row=switch/coroutines && grep -q '^0 changes in 1 series' out; }
tells_memory() { shows --row=memory && grep -q '^memory/coroutines, memory: -[56][0-9.]* % \[.*\] at fe5dbbc, p = 0.001$' out; }
shows_last() { shows --row=memory --last=3 && [ "$(grep -c '^  2026-' out)" = 3 ] && grep -q 'and 17 before' out; }
obeys_no_names() {
	sed 's/"fe5dbbc"/"\\u001b[31mred\\n::error::pwn"/' "$made" >red.jsonl && run trend --history=red.jsonl && [ "$code" = 0 ] &&
		grep -q 'red.*::error::pwn' out && ! grep -q $'\033' out && ! grep -q '^::' out
}
gives_json() { shows --json && jq -e 'map(.points | length) == [20, 20, 20, 20]' out; }
repeats() { shows && cp out first && shows && cmp first out; }
counts_once() { # what a merge line by line has left there twice
	shows --row=coroutines --over=boost && cp out once && cat "$made" "$made" >twice.jsonl &&
		run trend --history=twice.jsonl --row=coroutines --over=boost && [ "$code" = 0 ] && cmp once out &&
		grep -q "twice.jsonl.* are left out: $(wc -l <"$made")$" err
}
draws() {
	shows --row=switch --over='*' --svg=drawn.svg && xmllint_or_python drawn.svg && grep -q 'bd307a3' drawn.svg
}
xmllint_or_python() { python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' "$1"; }

ok "a change of a ratio is told with its interval and revision" tells_change
ok "the same change is not seen in costs that drift" drift_hides
ok "a change of memory is told" tells_memory
ok "as many points are shown as asked" shows_last
ok "what a revision says to a terminal is shown, and not obeyed" obeys_no_names
ok "--json has every point" gives_json
ok "the same history tells the same" repeats
ok "lines that are there twice are one, and that is warned of" counts_once
if command -v gnuplot >/dev/null; then
	ok "--svg draws it" draws
else
	skip "--svg draws it" "gnuplot is not installed"
fi

# ---- exports ----

exports_bmf() {
	shows --export=bmf &&
		jq -e '.["switch/coroutines"].wall | .lower_value < .value and .value < .upper_value' out &&
		[ "$(jq length out)" = 4 ]
}
exports_action() {
	shows --export=github-action-benchmark &&
		jq -e 'map(.name) | index("switch/coroutines, wall") != null' out && [ "$(jq length out)" = 4 ]
}
exports_ratios() { shows --export=bmf --over=boost --row=coroutines && jq -e '.["switch/coroutines ÷ switch/boost"].wall.value > 1' out; }
exports_revision() { shows --export=bmf --revision=b6589fc && [ "$(jq '.["switch/coroutines"].wall.value' out)" = 12.26 ]; }

ok "--export=bmf has every row with its interval" exports_bmf
ok_by_schema "... in Bencher's format" tests/trend/bmf.json out
ok "--export=github-action-benchmark has every row" exports_action
ok_by_schema "... in its format" tests/trend/action.json out
ok "ratios are exported too" exports_ratios
ok "another revision is exported when asked" exports_revision

# ---- mistakes ----

another_format() {
	fails 2 'line 1: "format" is missing' trend --history=results/one/rounds.jsonl &&
		fails 2 "results/one/run.json, line 1: " trend --history=results/one/run.json &&
		sed 's/"format":1/"format":7/' results/history.jsonl >seven.jsonl &&
		fails 2 "seven.jsonl, line 1: format 7 is unknown to this version" trend --history=seven.jsonl
}
nothing_there() {
	fails 2 "cannot read none.jsonl: No such file" trend --history=none.jsonl && : >empty.jsonl &&
		fails 2 "the history is empty" trend --history=empty.jsonl &&
		fails 2 "cannot read none/run.json" trend add none --revision=x
}
no_file() { # what may never end is not waited for
	local other
	mkfifo pipe
	for other in pipe /dev/zero; do
		fails 2 "$other is no regular file" trend --history=$other || return
		[ $other != pipe ] || fails 2 "$other is no regular file" trend add results/one --revision=x --history=$other || return
	done
}
nothing_asked_for() {
	fails 2 "nothing in the history is asked for: row swtch" trend "--history=$made" --row=swtch &&
		fails 2 "metric" trend "--history=$made" --metric=weight
}
bad_use() {
	fails 2 'unknown word "ad"; did you mean "add"?' trend ad &&
		fails 2 'unknown format "bfm"; did you mean "bmf"?' trend --export=bfm &&
		fails 2 "--level=2 is out of range" trend --level=2 &&
		fails 2 "--last=0 is out of range" trend --last=0 &&
		fails 2 "one folder at a time" trend add a b &&
		fails 2 "is no name for a revision" trend add results/one --revision=
}
one_machine() {
	sed 's/5f0e2a61c7b94d38/ffffffffffffffff/; s/"results":"/&other-/' "$made" | cat - "$made" >both.jsonl
	fails 2 "one machine at a time" trend --history=both.jsonl --machine=all --export=bmf &&
		run trend --history=both.jsonl && [ "$code" = 0 ] && grep -q 'of other machines' out
}
cannot_write() {
	fails 2 "cannot add to /proc/history.jsonl" trend add results/one --revision=x --history=/proc/history.jsonl &&
		fails 1 "cannot write /proc/x.svg" trend "--history=$made" --svg=/proc/x.svg
}

ok "another format is refused, and where is told" another_format
ok "what is not there is told" nothing_there
ok "a history that is no file is refused" no_file
ok "what nothing matches is told" nothing_asked_for
ok "bad use is one clear line" bad_use
ok "machines are not mixed, nor silently left out" one_machine
ok "what cannot be written is told" cannot_write

finish
