#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# worker.sh - talk to duet-worker by hand: what it says of itself, and every runtime with every
# workload.
#
# usage: worker.sh [DUET-WORKER]      prints TAP: "ok N - promise" or "not ok N - promise"
# shellcheck source=tests/cli/worker.bash
. "$(dirname "$0")/worker.bash"

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
ok "--describe tells of which parameters a runtime plays one value alone" describe '
only = {r["name"]: r["only"] for r in d["runtimes"]}
assert only["raw"] == only["boost"] == {"switch": {"tasks": 2}} and only["threads"] == {}, only'
ok "--describe tells what every workload's source is, and that of those who play it their own way" describe '
import re
digits = re.compile("[0-9a-f]{16}")
for w in d["workloads"]:
    assert digits.fullmatch(w["fingerprint"]), w
runtimes = {r["name"]: r for r in d["runtimes"]}
assert runtimes["threads"]["fingerprints"] == {} and "echo" in runtimes["load"]["fingerprints"]
assert set(runtimes["raw"]["fingerprints"]) == set(runtimes["raw"]["workloads"])
assert not [f for r in runtimes.values() for f in r["fingerprints"].values() if not digits.fullmatch(f)]'
ok "--describe tells compiler, flags and version" describe '
assert d["compiler"] and d["flags"] and d["version"] and d["protocol"] == 1'
ok "coroutines and threads, also under a global lock, play every workload" describe '
names = [w["name"] for w in d["workloads"]]
for r in d["runtimes"]:
    if r["name"] in ("coroutines", "threads", "threads-gil"):
        assert r["workloads"] == names, r'

# ---- every runtime plays every workload, and does the same work ----

# pair RUNTIME CONNECTIONS SIZE: a contestant and the load generator; the driver's checksum.
pair() { timeout 60 python3 "$hands/pair.py" "$worker" "$@"; }
kept() { pair "$1" 8 64 >"$folder/echo-$1"; }

plays() { # a line each: who plays what, unless a driver is needed
	python3 -c '
import json, sys
d = json.load(open(sys.argv[1]))
for w in d["workloads"]:
    if not w["driver"]:
        for r in d["runtimes"]:
            if w["name"] in r["workloads"]:
                print(r["name"], w["name"])' "$folder/describe"
}
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
done < <(plays)
for workload in db deadlock encode files lock matmul memory nothing race say_after sleepers spawn switch yield; do
	ok "every player of $workload has the same checksum" sh -c \
		"[ \$(cat '$folder'/answers-$workload-* | grep -oE '.{16}' | sort -u | wc -l) -eq 1 ]"
done
for runtime in coroutines libuv raw threads threads-gil; do
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
		for runtime in coroutines libuv raw threads threads-gil; do
			case $runtime:$workload in raw:sleepers | raw:say_after | libuv:say_after) continue ;; esac
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
ok "say_after says the same at once and one after the other" \
	same say_after '"ms": 1, "tasks": 0' '"ms": 1, "tasks": 1'
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

for runtime in coroutines threads threads-gil; do
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
for runtime in coroutines raw threads; do
	ok "$runtime tells what it holds before and after, and lets go of it" asks $runtime '
before, after, gone = answers[1], answers[3], answers[5]
assert before["operations"] == gone["operations"] == 0 and after["operations"] == 400
for key in "resident_bytes", "page_table_bytes":
    assert after[key] > before[key] > 0, key
assert after["resident_bytes"] - before["resident_bytes"] > 400 * 4096
assert after["kernel_stack_bytes"] > 0 and after["slab_bytes"] > 0' \
		"$level" "$hold" "$level" '{"do": "finish"}' "$level"
done
ok "what waits on libuv's loop has no stack: less than a page each" asks libuv '
before, after = answers[1], answers[3]
assert before["operations"] == 0 and after["operations"] == 4000
assert 4000 * 128 < after["resident_bytes"] - before["resident_bytes"] < 4000 * 4096' \
	"$level" "${hold/400/4000}" "$level" '{"do": "finish"}'
for runtime in coroutines libuv raw threads; do
	ok "$runtime wakes all of those who wait, time and again" asks $runtime '
assert [a["operations"] for a in answers[2:4]] == [400, 1200]
assert "error" not in last' "$hold" '{"do": "play", "operations": 1}' \
		'{"do": "play", "operations": 801}' '{"do": "finish"}'
done

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

finish
