#!/bin/bash
# SPDX-License-Identifier: MIT
# worker.sh - talk to duet-worker by hand: every runtime with every workload, and every mistake.
#
# usage: worker.sh [DUET-WORKER]      prints TAP: "ok N - promise" or "not ok N - promise"
set -u
worker=${1:-$(dirname "$0")/../../build/release/duet-worker}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
count=0
failed=0

# ok PROMISE COMMAND...: the promise is kept when the command succeeds.
ok() {
	local promise=$1
	shift
	count=$((count + 1))
	if "$@" >"$folder/output" 2>&1; then
		echo "ok $count - $promise"
	else
		failed=$((failed + 1))
		echo "not ok $count - $promise"
		sed 's/^/#   /' "$folder/output" | head -20
	fi
}

skip() { # PROMISE REASON
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

# Python with `answers`: the objects of the worker's lines; and `last`, the last of them.
check() {
	python3 -c '
import json, sys
answers = [json.loads(line) for line in open(sys.argv[1])]
last = answers[-1]
exec(sys.argv[2])
' "$folder/answers" "$1" || { cat "$folder/answers"; return 1; }
}

# say RUNTIME LINE...: the lines to a worker, its answers to $folder/answers; its status.
say() {
	local arguments
	read -ra arguments <<<"$1" # options may stand before the runtime
	shift
	printf '%s\n' "$@" | timeout 60 "$worker" "${arguments[@]}" >"$folder/answers"
}

# asks RUNTIME PYTHON LINE...: say, then check.
asks() {
	local runtime=$1 python=$2
	shift 2
	say "$runtime" "$@" && check "$python"
}

describe() {
	timeout 10 "$worker" --describe >"$folder/describe" && python3 -c '
import json, sys
d = json.load(open(sys.argv[1]))
exec(sys.argv[2])
' "$folder/describe" "$1"
}

refuses() { # the worker's arguments; one line on standard error, status 2
	timeout 10 "$worker" "$@" </dev/null >"$folder/out" 2>"$folder/err"
	[ $? -eq 2 ] && [ "$(wc -l <"$folder/err")" -eq 1 ] && [ ! -s "$folder/out" ]
}

# ---- what it says about itself ----

ok "--help explains it and lists the runtimes" \
	sh -c "'$worker' --help | grep -q threads"
ok "--version tells the version" \
	sh -c "'$worker' --version | grep -Eq '^duet-worker [0-9]+\.[0-9]+\.[0-9]+$'"
ok "--describe lists workloads and runtimes in alphabetical order" describe '
for kind in "workloads", "runtimes":
    names = [x["name"] for x in d[kind]]
    assert names and names == sorted(names), names'
ok "--describe tells of every workload what is asked and what it is not for" describe '
for w in d["workloads"]:
    for key in "question", "operation", "caution":
        assert len(w[key]) > 5, w
    assert w["metric"] in (["memory"] if w["kind"] == "level" else ["wall", "cpu"])
    assert w["cores"] in ("one", "all"), w'
ok "--describe gives parameters whose defaults are in their range" describe '
for w in d["workloads"]:
    for p in w["parameters"]:
        assert p["min"] <= p["default"] <= p["max"] and p["help"], p'
ok "--describe tells compiler, flags and version" describe '
assert d["compiler"] and d["flags"] and d["version"] and d["protocol"] == 1'
ok "coroutines and threads play every workload" describe '
names = [w["name"] for w in d["workloads"]]
for r in d["runtimes"]:
    if r["name"] in ("coroutines", "threads"):
        assert r["workloads"] == names, r'

# ---- bad use ----

ok "no runtime is one line and status 2" refuses
ok "an unknown runtime is one line and status 2" refuses corutines
ok "... which names the nearest" grep -q "did you mean 'coroutines'" "$folder/err"
ok "a bad stack size is one line and status 2" refuses --stack-size=7 threads
ok "... which tells the range" grep -q '16K to 1024M' "$folder/err"
ok "two runtimes are one line and status 2" refuses threads threads

# ---- every runtime plays every workload, and does the same work ----

# What the Python below talks to workers with. No worker outlives its test.
cat >"$folder/hands.py" <<'END'
import atexit, json, subprocess, sys, time

def start(name):
    worker = subprocess.Popen([sys.argv[1], name], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    atexit.register(worker.kill)
    receive(worker)
    return worker

def send(worker, **command):
    worker.stdin.write(json.dumps(command) + "\n")
    worker.stdin.flush()

def receive(worker):
    return json.loads(worker.stdout.readline())

def ask(worker, **command):
    send(worker, **command)
    answer = receive(worker)
    assert "error" not in answer, answer
    return answer

def start_pair(runtime, **parameters):
    server, load = start(runtime), start("load")
    both = dict(do="prepare", workload="echo", parameters=parameters)
    ports = ask(server, **both)
    ask(load, port=ports["port"], control_port=ports["control_port"], **both)
    return server, load

def end(worker):
    worker.stdin.close()
    assert worker.wait(10) == 0, worker.returncode
END

cat >"$folder/pair.py" <<'END'
from hands import *

server, load = start_pair(sys.argv[2], connections=int(sys.argv[3]), size=int(sys.argv[4]))
for worker in server, load:
    send(worker, do="verify")
receive(server)
checksum = receive(load)["checksum"]
for n in 1, 500, 501:
    for worker in load, server:
        send(worker, do="play", operations=n)
    served, asked = receive(server), receive(load)
    assert served["operations"] == asked["operations"] == n
    assert sum(c for _, c in asked["latency"]["buckets"]) == n
    assert asked["latency"]["max_ns"] <= asked["wall_ns"]
    assert served["cpu_ns"] > 0 and "latency" not in served
for worker in load, server:
    assert ask(worker, do="finish") == {"did": "finish"}
for worker in load, server:
    end(worker)
print(checksum)
END

# python TEXT ARGUMENT...: Python with hands, for a minute at most.
python() {
	local text=$1
	shift
	PYTHONPATH=$folder timeout 60 python3 -c "from hands import *
$text" "$worker" "$@"
}

# pair RUNTIME CONNECTIONS SIZE: a contestant and the load generator; the driver's checksum.
pair() { timeout 60 python3 "$folder/pair.py" "$worker" "$@"; }
kept() { pair "$1" 8 64 >"$folder/echo-$1"; }

cat >"$folder/matrix.py" <<'END'
import json, sys
d = json.load(open(sys.argv[1]))
for w in d["workloads"]:
    if not w["driver"]:
        for r in d["runtimes"]:
            if w["name"] in r["workloads"]:
                print(r["name"], w["name"])
END
while read -r runtime workload; do
	parameters=""
	[ "$workload" != memory ] || parameters=', "parameters": {"tasks": 100}' # not 100,000 threads
	ok "$runtime plays $workload" asks "$runtime" '
assert len(answers) == 5 and not [a for a in answers if "error" in a]
prepared, verified, played = answers[1:4]
assert played["did"] == "play" and played["operations"] >= 1
for key in "wall_ns", "cpu_ns", "voluntary", "involuntary", "minor_faults", "major_faults":
    assert played[key] >= 0
assert played["wall_ns"] > 0 and len(played["checksum"]) == 16
assert last == {"did": "finish"}
open(sys.argv[1] + "-'"$workload-$runtime"'", "w").write(verified["checksum"])
' "{\"do\": \"prepare\", \"workload\": \"$workload\"$parameters}" '{"do": "verify"}' \
		'{"do": "play", "operations": 1}' '{"do": "finish"}'
done < <(python3 "$folder/matrix.py" "$folder/describe")
for workload in encode matmul memory nothing sleepers spawn switch yield; do
	ok "every player of $workload has the same checksum" sh -c \
		"[ \$(cat '$folder'/answers-$workload-* | grep -oE '.{16}' | sort -u | wc -l) -eq 1 ]"
done
for runtime in coroutines libuv raw threads; do
	ok "$runtime serves echo to the load generator" kept $runtime
	ok "$runtime serves requests of 64 KiB" pair $runtime 4 65536
	ok "$runtime serves requests of one byte on one connection" pair $runtime 1 1
done
ok "every player of echo has the same checksum" sh -c \
	"[ \$(cat '$folder'/echo-* | sort -u | wc -l) -eq 1 ]"


# same WORKLOAD PARAMETERS...: whoever plays it has the same checksum with any of the parameters.
same() {
	local workload=$1 parameters runtime
	shift
	for parameters; do
		for runtime in coroutines libuv raw threads; do
			[ $runtime = raw ] && [ "$workload" = sleepers ] && continue
			say $runtime "{\"do\": \"prepare\", \"workload\": \"$workload\", \"parameters\": {$parameters}}" \
				'{"do": "verify"}' && check 'print(last["checksum"])' || return 1
		done
	done >"$folder/sums" || return 1
	[ "$(sort -u "$folder/sums" | wc -l)" -eq 1 ] || { cat "$folder/sums"; return 1; }
}
ok "encode has the same checksum however the bytes are split" \
	same encode '"bytes": 100000, "tasks": 1' '"bytes": 100000, "tasks": 7' '"bytes": 100000, "tasks": 100'
ok "... and where bytes are left over, or fewer than tasks" \
	same encode '"bytes": 1, "tasks": 1' '"bytes": 1, "tasks": 3'
ok "matmul has the same checksum however the rows are split" \
	same matmul '"n": 33, "tasks": 1' '"n": 33, "tasks": 2' '"n": 33, "tasks": 50'
ok "sleepers are never woken early, whoever keeps them" \
	same sleepers '"tasks": 300, "ms": 1, "spread": 40, "naps": 1, "warm": 1' \
	'"tasks": 100, "ms": 1, "spread": 20, "naps": 3, "warm": 1' \
	'"tasks": 100, "ms": 1, "spread": 20, "naps": 3, "warm": 0'
ok "the kept sleepers of a slice tell how late each was woken" python '
for runtime in "coroutines", "libuv", "threads":
    w = start(runtime)
    ask(w, do="prepare", workload="sleepers", parameters=dict(tasks=50, ms=1, naps=2, warm=1))
    played = ask(w, do="play", operations=101)
    assert played["operations"] == 200, played
    assert sum(c for _, c in played["latency"]["buckets"]) == 200, played
    end(w)'

prepare='{"do": "prepare", "workload": "switch"}'
for runtime in coroutines threads; do
	ok "$runtime passes the token round 50 tasks" asks $runtime '
assert answers[2]["operations"] == 1000 and answers[3]["operations"] == 150' \
		'{"do": "prepare", "workload": "switch", "parameters": {"tasks": 50}}' \
		'{"do": "verify"}' '{"do": "play", "operations": 101}'
	ok "$runtime prepares again after finish" asks $runtime '
assert len(answers) == 7 and not [a for a in answers if "error" in a]' \
		"$prepare" '{"do": "finish"}' "$prepare" '{"do": "play", "operations": 10}' \
		'{"do": "finish"}' '{"do": "prepare", "workload": "yield"}'
	ok "$runtime serves echo after a finish that nobody connected before" asks $runtime '
assert len(answers) == 4 and answers[1]["port"] and answers[3]["port"]' \
		'{"do": "prepare", "workload": "echo"}' '{"do": "finish"}' \
		'{"do": "prepare", "workload": "echo"}'
	for size in 16K 1M; do
		ok "$runtime plays on stacks of $size" asks "--stack-size=$size $runtime" '
assert len(answers) == 5 and not [a for a in answers if "error" in a]' \
			'{"do": "limits", "workload": "echo"}' "$prepare" '{"do": "verify"}' \
			'{"do": "play", "operations": 1000}'
	done
done

# ---- levels ----

level='{"do": "level"}'
hold='{"do": "prepare", "workload": "memory", "parameters": {"tasks": 400}}'
for runtime in coroutines threads; do
	ok "$runtime tells what it holds before and after, and lets go of it" asks $runtime '
before, after, gone = answers[1], answers[3], answers[5]
assert before["operations"] == gone["operations"] == 0 and after["operations"] == 400
for key in "resident_bytes", "page_table_bytes":
    assert after[key] > before[key] > 0, key
assert after["resident_bytes"] - before["resident_bytes"] > 400 * 4096
assert after["kernel_stack_bytes"] > 0 and after["slab_bytes"] > 0' \
		"$level" "$hold" "$level" '{"do": "finish"}' "$level"
	ok "$runtime wakes all of those who wait, time and again" asks $runtime '
assert [a["operations"] for a in answers[2:4]] == [400, 1200]
assert "error" not in last' "$hold" '{"do": "play", "operations": 1}' \
		'{"do": "play", "operations": 801}' '{"do": "finish"}'
done

# ---- errors: one answer each, and the worker goes on ----

errs() { # PYTHON LINE: the line is an error that makes the expression true, and life goes on
	asks raw "
assert len(answers) == 3 and 'error' not in last
error, remedy = answers[1]['error'], answers[1].get('remedy', '')
assert $1, (error, remedy)" "$2" "$prepare"
}
ok "a line that is no JSON is an error" errs "'JSON' in error" 'hello'
ok "an object without a command is an error" errs "'do' in error" '{}'
ok "an unknown command names the nearest" errs "'prepare' in remedy" '{"do": "prepair"}'
ok "an unknown workload names the nearest" errs "'switch' in remedy" \
	'{"do": "prepare", "workload": "swich"}'
ok "an unknown parameter names the nearest" errs "'tasks' in remedy" \
	'{"do": "prepare", "workload": "switch", "parameters": {"task": 2}}'
ok "a value out of range names the range" errs "'2 to 100000' in error" \
	'{"do": "prepare", "workload": "switch", "parameters": {"tasks": 1}}'
ok "a value that is no integer is an error" errs "'integer' in error" \
	'{"do": "prepare", "workload": "switch", "parameters": {"tasks": "2"}}'
ok "parameters that are no object are an error" errs "'object' in error" \
	'{"do": "prepare", "workload": "switch", "parameters": [2]}'
ok "a prepare without a workload is an error" errs "'workload' in error" '{"do": "prepare"}'
ok "a workload that the runtime does not play is an error" errs "'raw does not play' in error" \
	'{"do": "prepare", "workload": "spawn"}'
for runtime in boost raw-fp raw-pipe; do
	ok "$runtime says that it switches between two only" asks $runtime '
assert "tasks=2" in last["error"]' \
		'{"do": "prepare", "workload": "switch", "parameters": {"tasks": 3}}'
done
ok "raw says that it switches between two only" errs "'tasks=2' in error" \
	'{"do": "prepare", "workload": "switch", "parameters": {"tasks": 3}}'
for command in verify play finish; do
	ok "$command before prepare is an error" errs "'prepared' in error" \
		"{\"do\": \"$command\", \"operations\": 1}"
done
ok "a second prepare is an error, and the first stays" asks raw '
assert "already" in answers[2]["error"] and "error" not in last' \
	"$prepare" "$prepare" '{"do": "verify"}'
ok "operations below 1, too many or missing are errors" asks raw '
assert all("operations" in a["error"] for a in answers[2:])' \
	'{"do": "prepare", "workload": "nothing"}' '{"do": "play", "operations": 0}' \
	'{"do": "play", "operations": 2}' '{"do": "play"}' '{"do": "play", "operations": "1"}'
ok "load says that it needs ports" asks load '
assert "port" in last["error"]' '{"do": "prepare", "workload": "echo"}'
ok "a port out of range is an error" asks load '
assert "65535" in last["error"]' \
	'{"do": "prepare", "workload": "echo", "port": 65536, "control_port": 1}'
ok "load says that nobody serves" asks load '
assert "refused" in last["error"] and last["remedy"]' \
	'{"do": "prepare", "workload": "echo", "port": 1, "control_port": 1}'
ok "unknown members are ignored" asks raw '
assert last["did"] == "verify"' \
	'{"do": "prepare", "workload": "switch", "colour": "blue"}' '{"do": "verify", "n": 1}'

without() { # REDIRECTION WORDS: a closed standard stream is told
	local status=0
	eval "timeout 10 '$worker' raw $1" 2>"$folder/err" || status=$?
	[ $status -eq 2 ] && grep -q "standard $2 is closed" "$folder/err"
}
ok "a closed standard input is told" without '<&- >/dev/null' input
ok "a closed standard output is told" without '</dev/null >&-' output

# ---- limits ----

limits='{"do": "limits", "workload": "echo", "parameters": {"connections": 1000}}'
ok "limits that suffice are said to fit" asks threads '
assert last == {"did": "limits", "fits": True}' '{"do": "limits", "workload": "switch"}'
few() { (ulimit -n 200 && asks "$@"); }
ok "too few descriptors are told, with the most connections that fit" few threads '
assert last["fits"] is False and last["parameter"] == "connections" and "ulimit -n" in last["why"]
assert 100 <= last["most"] <= 190' "$limits"
most() { (ulimit -n 200 && asks coroutines '
assert last["fits"] is True' "${limits/1000/150}"); }
ok "... and that many do fit" most
little() { (ulimit -v 1000000 && asks threads '
assert last["fits"] is False and last["parameter"] == "tasks" and last["most"] < 100000' \
	'{"do": "limits", "workload": "switch", "parameters": {"tasks": 100000}}'); }
if grep -q fsanitize "$folder/describe"; then
	skip "too little memory is told, with the most tasks that fit" \
		"sanitizers need address space"
else
	ok "too little memory is told, with the most tasks that fit" little
fi

# ---- the end of standard input ----

waits() { # RUNTIME: a slice that waits for a driver who never comes
	python '
w = start(sys.argv[2])
ask(w, do="prepare", workload="echo")
send(w, do="play", operations=10)
time.sleep(0.2)
assert w.poll() is None, "it did not wait"
end(w)' "$1"
}
killed() { # RUNTIME: the driver is killed in the middle of a slice: an error, and life goes on
	python '
server, load = start_pair(sys.argv[2])
for w in server, load:
    send(w, do="play", operations=1000000000)
time.sleep(0.2)
load.kill()
answer = receive(server)
assert "error" in answer and answer["remedy"], answer
assert ask(server, do="finish") == {"did": "finish"}
ask(server, do="prepare", workload="nothing")
end(server)' "$1"
}
ended() { # the input of both ends in the middle of a slice
	python '
server, load = start_pair("raw")
for w in server, load:
    send(w, do="play", operations=1000000000)
time.sleep(0.2)
end(load)
end(server)'
}
for runtime in coroutines libuv raw threads; do
	if [ $runtime = threads ] && grep -q fsanitize=thread "$folder/describe"; then
		skip "the end of input ends $runtime in a slice that waits" \
			"ThreadSanitizer holds back signals during system calls it does not know"
	else
		ok "the end of input ends $runtime in a slice that waits" waits $runtime
	fi
	ok "a driver that dies is an error of $runtime, which goes on" killed $runtime
	ok "the end of input ends $runtime that is prepared" asks $runtime \
		'assert len(answers) == 2' '{"do": "prepare", "workload": "echo"}'
done
ok "the end of input ends the driver in the middle of a slice" ended
ok "a torn command is an error, and the end" sh -c \
	"printf '{\"do\": ' | timeout 10 '$worker' raw | tail -1 | grep -q error"
closed() { # nobody reads the answers: no signal, one line
	(
		printf '%s\n' "$prepare"
		sleep 1
		printf '%s\n' '{"do": "verify"}'
	) | { timeout 10 "$worker" raw 2>"$folder/err"; echo $? >"$folder/status"; } | head -1 >/dev/null
	[ "$(cat "$folder/status")" -eq 1 ] && grep -q 'Broken pipe' "$folder/err"
}
ok "answers that nobody reads end it with one line" closed

# ---- what the conductor uses meanwhile ----

watches() { # a conductor that burns: its clock, which the kernel brings up to date at every tick, goes on
	local burner status
	(while :; do :; done) &
	burner=$!
	DUET_CONDUCTOR=$burner asks raw 'assert answers[2]["harness_ns"] > 0, answers[2]' "$prepare" \
		'{"do": "play", "operations": 20000000}'
	status=$?
	kill "$burner"
	wait "$burner" 2>/dev/null
	return $status
}
ok "a slice tells what the conductor used of a processor meanwhile" watches
ok "it tells nothing of a conductor that it does not know" asks raw \
	'assert "harness_ns" not in answers[2], answers[2]' "$prepare" '{"do": "play", "operations": 10}'
ok "nor of one that is not there" env DUET_CONDUCTOR=nobody bash -c "
printf '%s\n' '$prepare' '{\"do\": \"play\", \"operations\": 10}' | timeout 10 '$worker' raw | tail -1 |
	grep wall_ns | grep -qv harness_ns"

echo "1..$count"
[ $failed -eq 0 ]
