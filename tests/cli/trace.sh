#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# trace.sh - `duet trace`: on every runtime that has a table, in an order that is right, in the format that
# docs/trace.md promises; and the contract holds for a runtime that is traced. Prints TAP.
# DUET_BUILD: the folder with duet and duet-worker (default: build/release).
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
duet=$build/duet
DUET_FIGURES=$root/scripts/figures
export DUET_FIGURES
unset DUET_WORKER DUET_RUNTIME
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
says() { # WORDS ARGUMENT...: duet prints them
	local words=$1
	shift
	run "$@" && [ "$code" = 0 ] && [ ! -s err ] && grep -qF -- "$words" out && return
	cat out err
	return 1
}

# traced RUNTIME WHAT [OPTION...]: its trace into the file RUNTIME.jsonl
traced() {
	local runtime=$1
	shift
	run trace --runtime="$runtime" --output="$runtime.jsonl" "$@"
	[ "$code" = 0 ] && [ ! -s err ] && return
	cat err
	return 1
}

# order FILE PYTHON: with at(TEXT), the place of the first event that is written so, and `events`
order() {
	python3 -c '
import json, sys
header, *events = [json.loads(line) for line in open(sys.argv[1])]
def text(e):
    words = [e["name"] + ":", e["event"]]
    if e["event"] in ("waits", "woken", "refused"):
        words += ["in", e["in"]]
    return " ".join(words + ([e["on"]] if "on" in e else []))
texts = [text(e) for e in events]
def at(wanted):
    assert wanted in texts, (wanted, texts)
    return texts.index(wanted)
exec(sys.argv[2])' "$1" "$2"
}

whole='
assert header["dropped"] == 0
assert [e["ns"] for e in events] == sorted(e["ns"] for e in events)
created = {e["other"] for e in events if e["event"] == "created"}
started = {e["task"] for e in events if e["event"] == "started"}
ended = {e["task"] for e in events if e["event"] in ("done", "cancelled")}
assert created <= started and created <= ended, (created, started, ended)
for task in created:
    own = [e for e in events if e["task"] == task]
    assert own[0]["event"] == "started" and own[-1]["event"] in ("done", "cancelled"), own
    waits = [e["in"] for e in own if e["event"] == "waits"]
    assert waits == [e["in"] for e in own if e["event"] == "woken"], own'

# Those that have a table.
runtimes=$("$build/duet-worker" --describe | python3 -c '
import json, sys
print(*[r["name"] for r in json.load(sys.stdin)["runtimes"] if r["traces"]])') || exit 2

plays_whole() { traced "$1" "$2" && order "$1.jsonl" "$whole"; }

ok "the runtimes that have a table can be traced" grep -qw "coroutines.*threads" <<<"$runtimes"
for runtime in $runtimes; do
	for what in say_after:ms=1 spawn:batch=3 sleepers:tasks=3:ms=1 sleepers:tasks=3:ms=1:warm=1 switch:tasks=3 \
		yield:tasks=2 memory:tasks=16 matmul:n=8:tasks=2 nothing; do
		ok "$runtime: every task of $what is created, started and done, and every wait ends" plays_whole "$runtime" "$what"
	done
	traced "$runtime" say_after:ms=1 >/dev/null
	ok_by_schema "the trace of $runtime follows its schema" docs/schema/trace.json "$runtime.jsonl"
	ok "$runtime: a workload with a driver is traced too" \
		traced "$runtime" echo:connections=2 --operations=10
	ok "... and serves each connection in a task of its own" order "$runtime.jsonl" '
assert len({e["on"] for e in events if e["event"] == "started" and e.get("on", "").startswith("stream-")}) >= 2'
done

ok "CPython's loop can be traced as well" traced python-asyncio deadlock:laps=1:limit=5:wait=1
ok_by_schema "its trace follows the schema, results that are texts as well" docs/schema/trace.json python-asyncio.jsonl
ok "and has such" grep -q '"result":"locked out"' python-asyncio.jsonl

# ---- what is said of order ----

ok "coroutines: a task is started when its creator waits, and not at once" traced coroutines say_after:ms=1
ok "... in the order of creation, at the next turn" order coroutines.jsonl '
assert at("main: created hello") < at("main: created world") < at("main: waits in await hello") < at("hello: started")
assert at("hello: started") < at("hello: waits in sleep") < at("world: started")'
ok "... and both wait at the same time" order coroutines.jsonl \
	'assert at("world: waits in sleep") < at("hello: woken in sleep") < at("hello: done") < at("main: woken in await hello")'
for runtime in $runtimes; do
	ok "$runtime: coroutine objects run nothing until they are awaited" traced "$runtime" say_after:ms=1:tasks=0
	ok "... and then one after the other, in their caller's task" order "$runtime.jsonl" '
assert at("main: makes coroutine-2") < at("main: enters coroutine-1") < at("main: waits in sleep")
assert at("main: leaves coroutine-1") < at("main: enters coroutine-2")
assert not [e for e in events if e["event"] == "created"]'
done

# ---- for people ----

ok "--json prints the lines" says '"name":"hello","event":"started"' trace say_after:ms=1 --json
listed() {
	says "waits in await hello" trace say_after:ms=1 && grep -q '█' out && grep -q 'say_after on coroutines' out
}
ok "a terminal's text has events and a line a task" listed
leaves_out() {
	says "more: see them with --all" trace yield:tasks=2 && says "woken in sleep" trace yield:tasks=2 --all &&
		! grep -q "see them with" out
}
ok "it leaves out what is too long, and --all does not" leaves_out
draws() { run trace say_after:ms=1 --svg=drawn.svg && [ "$code" = 0 ] && grep -q '<svg' drawn.svg && grep -q '>hello<' drawn.svg; }
draws_to_the_end() { fails 1 'cannot write /dev/full: No space left on device' trace say_after:ms=1 --svg=/dev/full && [ -c /dev/full ]; }
if command -v gnuplot >/dev/null; then
	ok "--svg draws it" draws
	ok "--svg tells when the drawing cannot be written" draws_to_the_end
else
	skip "--svg draws it" "gnuplot is not installed"
fi

makes_folders() { run trace nothing --output=a/b/trace.jsonl && [ "$code" = 0 ] && [ -s a/b/trace.jsonl ]; }
ok "--output makes the folder that its file is to be in" makes_folders
says_origin() {
	run trace nothing --json && python3 -c '
import json, re, time
header = json.loads(open("out").readline())
assert re.fullmatch("[0-9a-f]{16}", header["machine"]) and header["version"] == "'"$("$duet" --version | sed 's/duet //')"'", header
assert header["started"][:10] == time.strftime("%Y-%m-%d"), header'
}
ok "a trace says its machine, its day and the version" says_origin
names_machines_alike() {
	timeout 60 "$duet" run nothing --contestants=coroutines --rounds=2 --output=played >said 2>&1 || return
	printf '<!-- claim: ns(nothing, coroutines) > 0 ns -->\nA.\n<!-- /claim -->\n' >claim.md
	run evidence check claim.md --results=played --json
	run_machine=$(python3 -c 'import json; print(json.load(open("out"))["documents"][0]["claims"][0]["opinions"][0]["machine"])')
	grep -qF "\"machine\":\"$run_machine\"" a/b/trace.jsonl
}
ok "its machine is called as runs call it" names_machines_alike

# ---- bad use ----

ok "a workload is needed" fails 2 "which workload?" trace
ok "one at a time" fails 2 "one workload at a time" trace switch spawn
ok "an unknown workload has a near one" fails 2 'did you mean "switch"?' trace swich
ok "so has an unknown parameter" fails 2 'did you mean "tasks"?' trace switch:task=3
ok "a peer cannot be traced" fails 2 "cannot be traced" trace switch --runtime=libuv
ok "an operation is one at least" fails 2 "--operations" trace switch --operations=0
ok "what cannot be written is told" fails 1 "cannot write /proc/nowhere/trace" trace nothing --output=/proc/nowhere/trace

# ---- the worker ----

# a worker's answers to `do`s, one a line
told() {
	local arguments
	read -ra arguments <<<"$1" # options may stand before the runtime
	shift
	printf '{"do": "%s", "workload": "say_after", "parameters": {"ms": 1}, "operations": 1}\n' "$@" |
		timeout 20 "$build/duet-worker" "${arguments[@]}" >answers
}
keeps_none() { told coroutines trace && tail -1 answers | grep -q '"error": *"this worker keeps no trace".*--trace'; }
ok "a worker without --trace has none to tell" keeps_none
tells_once() {
	told "--trace threads" prepare play trace trace finish || return
	python3 -c '
import json
answers = [json.loads(line) for line in open("answers")]
first, second = [a for a in answers if a.get("did") == "trace"]
assert [e["event"] for e in first["events"]].count("done") == 2 and first["dropped"] == 0, first
assert second["events"] == [], second'
}
ok "it tells each event once" tells_once
refuses_peer() {
	timeout 10 "$build/duet-worker" --trace raw </dev/null >out 2>err
	[ $? = 2 ] && grep -q "it cannot be traced" err
}
ok "a worker refuses to trace a peer" refuses_peer
same_work() { # with and without a trace
	told coroutines prepare verify && tail -1 answers >plain && told "--trace coroutines" prepare verify &&
		tail -1 answers | cmp - plain
}
ok "a traced runtime does the same work" same_work

# ---- the contract ----

keeps_contract() { DUET_RUNTIME=traced-$1 timeout 120 "$build/tests/contract/$2"; }
for program in broken_streams cancel cancel_calls cancel_races cancel_streams coroutine_objects deadlock events gather \
	gather_self handles leftovers locks queues run servers sleep streams tasks to_thread transfers wait_for; do
	[ -x "$build/tests/contract/$program" ] || continue
	for runtime in $runtimes; do
		ok "traced $runtime keeps the contract of $program" keeps_contract "$runtime" $program
	done
done

finish
