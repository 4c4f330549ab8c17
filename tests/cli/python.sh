#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# python.sh - CPython as contestants: the tables and the work are those of duet-worker, mistakes and
# endings are as a worker's have to be, duet finds it, and says what to install where it is missing.
#
# usage: python.sh      prints TAP: "ok N - promise" or "not ok N - promise"
# DUET_BUILD: the folder with duet and duet-worker (default: build/release).
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "${DUET_BUILD:-$root/build/release}") || exit 2
set -- "$root/bench/peers/python/duet-python" # what the others' functions ask
# shellcheck source=tests/cli/worker.bash
. "$(dirname "$0")/worker.bash"
duet=$build/duet
export DRIVER=$build/duet-worker
unset DUET_WORKER DUET_PYTHON

if ! /usr/bin/python3 -c 'import asyncio' 2>/dev/null; then
	skip "CPython plays" "python3 is not installed"
	finish
	exit
fi
cd "$folder" || exit 2
"$DRIVER" --describe >ours.json && "$worker" --describe >describe || exit 2
mapfile -t runtimes < <(python3 -c '
import json
for runtime in json.load(open("describe"))["runtimes"]:
    if "missing" not in runtime:
        print(runtime["name"])')

# each PROMISE COMMAND...: of every runtime that is here; its name is added to both
each() {
	local runtime
	for runtime in "${runtimes[@]}"; do ok "$1: $runtime" "${@:2}" "$runtime"; done
}

# ---- what it says about itself ----

help_tells() { "$worker" --help | grep -q '^  python-threads  '; }
ok "--help explains it and lists the runtimes" help_tells
ok "--version tells the interpreter's version" sh -c "'$worker' --version | grep -Eq ' CPython 3\.[0-9.]+'"
ok "--describe lists workloads and runtimes in alphabetical order" describe '
for kind in "workloads", "runtimes":
    names = [x["name"] for x in d[kind]]
    assert names and names == sorted(names), names
assert d["protocol"] == 1 and d["compiler"] and d["version"].startswith("CPython 3.")'
ok "every workload has the words, parameters and rules that it has in duet-worker" describe '
ours = {w["name"]: w for w in json.load(open("ours.json"))["workloads"]}
compared = 0
for w in d["workloads"]:
    for key, value in ours.get(w["name"], {}).items():
        assert key == "fingerprint" or w.get(key, []) == value, (w["name"], key, w.get(key), value)
        compared += 1
assert compared > 100, compared'
ok "no runtime is one line and status 2" refuses
ok "an unknown runtime is one line and status 2" refuses python-asynci
ok "... which names the nearest" grep -q "did you mean 'python-asyncio'" err
ok "a bad stack size is one line and status 2" refuses --stack-size=7 python-threads
ok "an unknown option is one line and status 2" refuses --stak-size=64K python-threads

# ---- the same work as in C ----

# sums PROGRAM RUNTIME WORKLOAD PARAMETERS: the checksum and the operations that prove it
sums() {
	printf '%s\n' "{\"do\": \"prepare\", \"workload\": \"$3\", \"parameters\": {$4}}" '{"do": "verify"}' \
		'{"do": "finish"}' | timeout 60 "$1" "$2" >answers || return
	check 'assert last == {"did": "finish"}; print(answers[2]["operations"], answers[2]["checksum"])'
}
plays_alike() { # WORKLOAD PARAMETERS RUNTIME
	local ours theirs
	ours=$(sums "$DRIVER" coroutines "$1" "$2") && theirs=$(sums "$worker" "$3" "$1" "$2") || return
	[ "$ours" = "$theirs" ] || { echo "coroutines: $ours; $3: $theirs" && return 1; }
}
while IFS='|' read -r workload parameters; do
	grep -q "\"name\": \"$workload\"" ours.json || continue
	each "$workload ($parameters) is the same work as on coroutines" plays_alike "$workload" "$parameters"
done <<'END_OF_WORK'
deadlock|"laps": 10, "limit": 200
deadlock|"laps": 1, "limit": 5, "wait": 1
encode|"bytes": 100000, "tasks": 7
encode|"bytes": 1, "tasks": 3
matmul|"n": 33, "tasks": 2
memory|"tasks": 100
race|"tasks": 3
race|"tasks": 3, "wait": 1, "guard": 1
say_after|"ms": 1, "tasks": 0
say_after|"ms": 1, "tasks": 1
sleepers|"tasks": 50, "ms": 1, "spread": 20, "naps": 3, "warm": 0
sleepers|"tasks": 50, "ms": 1, "spread": 20, "naps": 3, "warm": 1
sleepers|"tasks": 1, "ms": 10
spawn|"batch": 1
spawn|"batch": 7
switch|"tasks": 2
switch|"tasks": 50
END_OF_WORK

pair() { timeout 60 python3 "$hands/pair.py" "$@"; }
serves_alike() { # CONNECTIONS SIZE RUNTIME
	local ours theirs
	ours=$(pair "$DRIVER" coroutines "$1" "$2") && theirs=$(pair "$worker" "$3" "$1" "$2") || return
	[ "$ours" = "$theirs" ]
}
each "8 connections are served" serves_alike 8 64
each "requests of 64 KiB are served" serves_alike 4 65536
each "requests of one byte on one connection are served" serves_alike 1 1
# What is computed for a request is not in its answer, but in the proof: of 500 requests.
computes() {
	python '
server, load = start_pair(sys.argv[2], connections=2, size=8, work=1)
for worker in server, load:
    send(worker, do="play", operations=500)
assert receive(server)["checksum"] == f"{500 * 8 * 8:016x}"
end(load)
end(server)' "$1"
}
each "requests are computed for" computes

late() {
	python '
w = start(sys.argv[2])
ask(w, do="prepare", workload="sleepers", parameters=dict(tasks=50, ms=1, naps=2, warm=1))
played = ask(w, do="play", operations=101)
assert played["operations"] == 200, played
assert sum(c for _, c in played["latency"]["buckets"]) == 200, played
end(w)' "$1"
}
each "the kept sleepers of a slice tell how late each was woken" late

lost() { # updates lost in a slice of three tasks: a condition on n
	python '
w = start(sys.argv[4])
ask(w, do="prepare", workload="race", parameters=json.loads(sys.argv[2]))
n = ask(w, do="play", operations=3000)["counts"]["lost"]
assert eval(sys.argv[3]), n
end(w)' "$@"
}
each "a lock around the update loses none" lost '{"tasks": 3, "wait": 1, "guard": 1}' 'n == 0'
each "a wait inside the update loses some" lost '{"tasks": 3, "wait": 1}' 'n > 0'
# Of threads it is counted, whatever it comes to: from none to all but one of each lap.
for runtime in "${runtimes[@]}"; do
	if [ "$runtime" = python-threads ]; then
		ok "without a wait what is lost is counted: $runtime" lost '{"tasks": 3}' 'type(n) is int and 0 <= n < 3000' "$runtime"
	else
		ok "without a wait nothing is lost: $runtime" lost '{"tasks": 3}' 'n == 0' "$runtime"
	fi
done

deadlocked() { # RUNTIME: in each of five tries two tasks of a loop that wait between their locks
	python '
w = start(sys.argv[2])
ask(w, do="prepare", workload="deadlock", parameters=dict(laps=1, limit=5, wait=1))
played = ask(w, do="play", operations=5)
assert played["operations"] == 5 and played["counts"] == {"deadlocked": 5, "late": 0}, played
end(w)' "$1"
}
for runtime in "${runtimes[@]}"; do
	[ "$runtime" = python-threads ] || ok "tasks of a loop that wait between two locks deadlock: $runtime" deadlocked "$runtime"
done
stopped() { # the other one takes its turn, and gives up, while one is between its two releases
	PYTHONPATH=$root/bench/peers/python timeout 60 python3 -c '
import threading, time
from types import SimpleNamespace
from workloads.deadlock import LATE, Threads

class Second:
    def __init__(self):
        self.lock = threading.Lock()
        self.acquire = self.lock.acquire
        self.end = None

    def release(self):
        self.lock.release()
        if not self.end:
            self.end = "under way"
            self.end = play.take_both(1)

play = Threads()
play.prepare(SimpleNamespace(laps=1, limit=5, wait=0))
play.locks, play.due = (threading.Lock(), Second()), time.monotonic() + 0.1
assert play.take_both(0) is None
assert play.locks[1].end == LATE, play.locks[1].end'
}
ok "a thread that is stopped between its two releases locks nobody out" stopped
never_waits() { asks "$1" 'assert "limit=0 would hang" in last["error"]' \
	'{"do": "prepare", "workload": "deadlock", "parameters": {"limit": 0}}'; }
each "a deadlock without a limit is refused" never_waits

level='{"do": "level"}'
hold='{"do": "prepare", "workload": "memory", "parameters": {"tasks": 400}}'
holds() {
	asks "$1" '
before, after, gone = answers[1], answers[3], answers[5]
assert before["operations"] == gone["operations"] == 0 and after["operations"] == 400
assert after["resident_bytes"] - before["resident_bytes"] > 400 * 256
for key in "page_table_bytes", "kernel_stack_bytes", "slab_bytes":
    assert after[key] > 0, key' "$level" "$hold" "$level" '{"do": "finish"}' "$level"
}
each "what is held is told before and after" holds

# ---- traces ----

traces() { # RUNTIME: what asyncio does in which order, told once
	asks "--trace $1" '
told, again = answers[3], answers[4]
assert told["dropped"] == 0 and again["events"] == [], again
order = [" ".join(str(e[key]) for key in ("name", "event", "in", "on") if key in e) for e in told["events"]]
wanted = ["main started", "main created create_task hello", "main created create_task world", "main waits await hello",
          "hello started", "hello waits sleep", "world started", "world waits sleep", "hello woken sleep", "hello done",
          "main woken await hello", "main waits await world", "world woken sleep", "world done", "main woken await world"]
assert [line for line in order if "coroutine" not in line] == wanted, order
assert all(e["ns"] <= f["ns"] for e, f in zip(told["events"], told["events"][1:]))' \
		'{"do": "prepare", "workload": "say_after", "parameters": {"ms": 20}}' '{"do": "play", "operations": 1}' \
		'{"do": "trace"}' '{"do": "trace"}' '{"do": "finish"}'
}
makes() { # RUNTIME: the first of two coroutine objects runs when it is awaited
	asks "--trace $1" '
order = [" ".join(str(e[key]) for key in ("event", "on") if key in e) for e in answers[3]["events"]]
assert order == ["started", "makes coroutine-1", "makes coroutine-2", "enters coroutine-1", "waits", "woken", "leaves coroutine-1",
                 "enters coroutine-2", "waits", "woken", "leaves coroutine-2"], order' \
		'{"do": "prepare", "workload": "say_after", "parameters": {"ms": 1, "tasks": 0}}' '{"do": "play", "operations": 1}' \
		'{"do": "trace"}' '{"do": "finish"}'
}
tells_results() { # RUNTIME: who locked another out is given up on, and says so to who awaits it
	asks "--trace $1" '
told = {(e["name"], e["event"], e.get("on")): e["result"] for e in answers[3]["events"] if "result" in e}
first, second = told["Task-2", "done", None], told["Task-3", "done", None]
assert [first, second] == ["locked out", 0], told
assert told["Task-2", "woken", "lock-2"] == -125 and told["main", "woken", "Task-2"] == first and told["main", "woken", "Task-3"] == second, told' \
		'{"do": "prepare", "workload": "deadlock", "parameters": {"laps": 1, "limit": 5, "wait": 1}}' '{"do": "play", "operations": 1}' \
		'{"do": "trace"}' '{"do": "finish"}'
}
traced_alike() { # RUNTIME: whoever is traced does the same work
	local workload
	for workload in deadlock encode matmul memory race say_after sleepers spawn switch; do
		asks "--trace $1" 'assert "checksum" in answers[2] and last == {"did": "finish"}, answers' \
			"{\"do\": \"prepare\", \"workload\": \"$workload\"$(smaller $workload)}" '{"do": "verify"}' '{"do": "finish"}' || return
	done
}
smaller() { # WORKLOAD: parameters that make it short
	case $1 in
	matmul) echo ', "parameters": {"n": 12}' ;;
	memory) echo ', "parameters": {"tasks": 50}' ;;
	esac
}
for runtime in "${runtimes[@]}"; do
	[ "$runtime" != python-threads ] || continue
	ok "a traced loop tells what its tasks do, in order: $runtime" traces "$runtime"
	ok "coroutine objects tell when they are made and awaited: $runtime" makes "$runtime"
	ok "what waits and ends tells its result: $runtime" tells_results "$runtime"
	ok "every workload can be traced but the served one: $runtime" traced_alike "$runtime"
done
ok "threads cannot be traced: one line and status 2" refuses --trace python-threads
ok "a worker that was not started so keeps no trace" asks python-asyncio \
	'assert "keeps no trace" in last["error"] and "--trace" in last["remedy"]' '{"do": "trace"}'

# ---- mistakes: one answer each, and the worker goes on ----

errs() { # PYTHON LINE: the line is an error that makes the expression true, and life goes on
	asks python-threads "
assert len(answers) == 3 and 'error' not in last
error, remedy = answers[1]['error'], answers[1].get('remedy', '')
assert $1, (error, remedy)" "$2" "$prepare"
}
ok "a line that is no JSON is an error" errs "'JSON' in error" 'hello'
ok "an empty line is an error" errs "'JSON' in error" ''
ok "an object without a command is an error" errs "'do' in error" '{}'
ok "an unknown command names the nearest" errs "'prepare' in remedy" '{"do": "prepair"}'
ok "an unknown workload names the nearest" errs "'switch' in remedy" '{"do": "prepare", "workload": "swich"}'
ok "an unknown parameter names the nearest" errs "'tasks' in remedy" \
	'{"do": "prepare", "workload": "switch", "parameters": {"task": 2}}'
ok "a value out of range names the range" errs "'2 to 100000' in error" \
	'{"do": "prepare", "workload": "switch", "parameters": {"tasks": 1}}'
ok "a value that is no integer is an error" errs "'integer' in error" \
	'{"do": "prepare", "workload": "switch", "parameters": {"tasks": true}}'
ok "parameters that are no object are an error" errs "'object' in error" \
	'{"do": "prepare", "workload": "switch", "parameters": [2]}'
ok "parameters that exclude each other are an error" errs "'exclude' in error" \
	'{"do": "prepare", "workload": "echo", "parameters": {"rate": 1, "percent": 1}}'
ok "parameters that need another are an error" errs "'poisson needs rate or percent' in error" \
	'{"do": "limits", "workload": "echo", "parameters": {"poisson": 1}}'
for command in verify play finish; do
	ok "$command before prepare is an error" errs "'prepared' in error" "{\"do\": \"$command\", \"operations\": 1}"
done
ok "operations below 1 or missing are errors" asks python-threads '
assert all("operations" in a["error"] for a in answers[2:])' "$prepare" '{"do": "play", "operations": 0}' \
	'{"do": "play"}' '{"do": "play", "operations": "1"}'
ok "a second prepare is an error, and the first stays" asks python-threads '
assert "already" in answers[2]["error"] and "error" not in last' "$prepare" "$prepare" '{"do": "verify"}'

ok "limits that suffice are said to fit" asks python-threads '
assert last == {"did": "limits", "fits": True}' '{"do": "limits", "workload": "switch"}'
few() { (ulimit -n 200 && asks "$@"); }
ok "too few descriptors are told, with the most connections that fit" few python-asyncio '
assert last["fits"] is False and last["parameter"] == "connections" and "ulimit -n" in last["why"]
assert 100 <= last["most"] <= 190' '{"do": "limits", "workload": "echo", "parameters": {"connections": 1000}}'

# ---- the end of standard input, and of the driver ----

waits() { # a slice that waits for a driver who never comes
	python '
w = start(sys.argv[2])
ask(w, do="prepare", workload="echo")
send(w, do="play", operations=10)
time.sleep(0.2)
assert w.poll() is None, "it did not wait"
end(w)' "$1"
}
killed() {
	python '
server, load = start_pair(sys.argv[2])
for w in server, load:
    send(w, do="play", operations=1000000000)
time.sleep(0.2)
load.kill()
answer = receive(server)
assert "error" in answer and answer["remedy"], answer
assert ask(server, do="finish") == {"did": "finish"}
ask(server, do="prepare", workload="switch")
end(server)' "$1"
}
ends() { asks "$1" 'assert len(answers) == 2' '{"do": "prepare", "workload": "echo"}'; }
each "the end of input ends a slice that waits" waits
each "a driver that dies is an error, and life goes on" killed
each "the end of input ends one that is prepared" ends
torn() { printf '{"do": ' | timeout 10 "$worker" python-threads | tail -1 | grep -q error; }
ok "a torn command is an error, and the end" torn

# ---- duet finds it ----

run() { # duet; its streams go to `out` and `err`, its exit code to $code
	timeout -k 5 120 "$duet" "$@" >out 2>err </dev/null
	code=$?
	cat out err
}
small=(--rounds=1 --round-ms=1)
against_coroutines() { # WORKLOAD PARAMETERS CONTESTANTS: a duet whose checksums agree, or it would fail
	local settings=()
	[ -z "$2" ] || settings=(-p "$2")
	rm -rf run
	run run "$1" "${small[@]}" "${settings[@]}" --contestants="$3" --output=run
	[ "$code" = 0 ]
}
all=$(IFS=, && echo "coroutines,${runtimes[*]}")
while read -r workload parameters; do
	ok "duet plays $workload on CPython against coroutines" against_coroutines "$workload" "${parameters:-}" "$all"
done <<'END_OF_WORK'
deadlock limit=200
echo connections=4
encode bytes=20000
matmul n=12
memory tasks=64
say_after ms=1
sleepers tasks=5
spawn
switch
END_OF_WORK
told() { python3 -c '
import json
them = json.load(open("run/run.json"))["duets"][0]["contestants"]
assert ["duet-python"] == [x["worker"] for x in them if x["version"].startswith("CPython 3.")][-1:], them'; }
ok "results tell the worker by its name, not its place, and its version" told
ok "CPython can be what others are compared with" against_coroutines switch "" python-asyncio,coroutines
named_by_hand() { against_coroutines switch "" "coroutines,$worker@python-threads"; }
ok "the program can be named" named_by_hand
ok "nothing is left behind beside the sources" sh -c "! find '$root/bench/peers/python' -name __pycache__ | grep ."
lists() { run list contestants && [ "$(grep -c '^  python-.*; plays deadlock, echo, encode, matmul, memory, race, ' out)" -ge 2 ]; }
ok "duet list has its runtimes" lists

# ---- what is missing ----

printf '#!/nonexistent/python3\n' >no-python && chmod +x no-python
printf '#!/bin/sh\nexec /usr/bin/python3 -S "%s" "$@"\n' "$worker" >no-modules && chmod +x no-modules
left_out() { # PYTHON CONTESTANT REMEDY: one line says so, and the others play
	DUET_PYTHON=./$1 run run switch "${small[@]}" --contestants="coroutines,$2,threads" --output=left-out-"$2"
	[ "$code" = 0 ] && [ "$(grep -c "^duet: $2 is left out: .*($3)\$" err)" = 1 ] && grep -q '^ *threads ' out
}
refused() { # WORDS...: one line on standard error, and status 2
	DUET_PYTHON=./no-python run "$@"
	[ "$code" = 2 ] && grep -q 'left out: .*(install the package python3)' err
}
ok "without the interpreter others play, and it is said what to install" \
	left_out no-python python-asyncio 'install the package python3'
ok "without uvloop, too" left_out no-modules python-uvloop 'install the package python3-uvloop'
ok "where nobody is left there is no run" refused run switch --contestants=python-asyncio,python-threads
ok "... and no sweep" refused run switch --contestants=python-asyncio --sweep tasks=2..8
ok "two cannot be compared where one is missing" refused compare python-threads threads --workload=switch
said_once() {
	DUET_PYTHON=./no-python run run spawn switch "${small[@]}" --contestants=coroutines,python-asyncio --output=once
	[ "$code" = 0 ] && [ "$(grep -c 'left out' err)" = 1 ]
}
ok "it is said once a run" said_once
list_tells() { DUET_PYTHON=./no-python run list contestants && grep -q '^  python-\*.*install the package python3' out; }
ok "duet list says what to install" list_tells
module_told() { DUET_PYTHON=./no-modules run list contestants && grep -q '^  python-uvloop.*python3-uvloop)$' out; }
ok "duet list says which module is missing" module_told
ok "a runtime that it does not have has its nearest match" sh -c \
	"! '$duet' run switch --contestants=python-uvlop 2>&1 | grep -v 'did you mean \"python-uvloop\"'"

finish
