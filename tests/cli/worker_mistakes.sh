#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# worker_mistakes.sh - talk to duet-worker by hand: every mistake, every limit, every ending.
#
# usage: worker_mistakes.sh [DUET-WORKER]      prints TAP: "ok N - promise" or "not ok N - promise"
# shellcheck source=tests/cli/worker.bash
. "$(dirname "$0")/worker.bash"

# ---- bad use ----

ok "no runtime is one line and status 2" refuses
ok "an unknown runtime is one line and status 2" refuses corutines
ok "... which names the nearest" grep -q "did you mean 'coroutines'" "$folder/err"
ok "a bad stack size is one line and status 2" refuses --stack-size=7 threads
ok "... which tells the range" grep -q '16K to 1024M' "$folder/err"
ok "two runtimes are one line and status 2" refuses threads threads

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
for runtime in boost libuv raw-fp raw-pipe; do
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

"$worker" --describe >"$folder/describe"

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

finish
