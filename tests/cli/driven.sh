#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# driven.sh - mixed: who is heavy and who is timed.
#
# usage: driven.sh      prints TAP: "ok N - promise" or "not ok N - promise"
# DUET_BUILD: the folder with duet and duet-worker (default: build/release).
root=$(realpath "$(dirname "$0")/../..") || exit 2
build=$(realpath "${DUET_BUILD:-$root/build/release}") || exit 2
set -- "$build/duet-worker"
# shellcheck source=tests/cli/worker.bash
. "$root/tests/cli/worker.bash"
DUET_WORKER=$worker
DUET_FIGURES=$root/scripts/figures
export DUET_WORKER DUET_FIGURES
cd "$folder" || exit 2

by_hand() {
	python "from open_loop import *
runtimes = 'coroutines', 'threads'
def mixed(runtime, **parameters):
    return start_pair(runtime, workload='mixed', connections=8, **parameters)
def verify(pair):
    for worker in pair:
        send(worker, do='verify')
    return receive(pair[0]), receive(pair[1])
def sums(pair):
    return [int(answer['checksum'], 16) for answer in verify(pair)]
$1"
}

# ---- mixed ----

ok "of a closed loop the light requests alone are timed" by_hand '
for where in 0, 1:
    asked = play(mixed("coroutines", rate=0, share=10, compute=1, where=where), 1000)
    assert asked["operations"] == 1000 and total(asked["latency"]) == 900, asked'
ok "of an open one too, while the lag is of all" by_hand '
asked = play(mixed("threads", rate=20000, share=10, compute=1), 1000)
assert total(asked["latency"]) == total(asked["uncorrected"]) == 900, asked
assert total(asked["lag"]) == 1000, asked'
ok "heavy requests are computed for, wherever, and no others" by_hand '
for runtime in runtimes:
    for where in 0, 1:
        for share in 0, 1, 35, 99:
            pair = mixed(runtime, rate=0, size=100, share=share, compute=3, where=where)
            for operations in 100, 300:
                served = play_both(pair, operations)[0]
                heavy = operations * share // 100
                assert int(served["checksum"], 16) == heavy * 3 * 100 * 100, (runtime, where, share, served)'
ok "with a share of nothing it is echo" by_hand '
asked = play(mixed("coroutines", rate=0, share=0), 1000)
assert total(asked["latency"]) == 1000, asked'
ok "the same requests are heavy, whoever serves and wherever it is computed" by_hand '
proofs = [sums(mixed(runtime, where=where, compute=2)) for runtime in runtimes for where in (0, 1)]
assert all(proof == proofs[0] for proof in proofs) and proofs[0][0] > 0, proofs'
ok "requests of 64 KiB and of one byte are told apart too" by_hand '
for size in 1, 65536:
    served = play_both(mixed("coroutines", rate=0, size=size, share=50, compute=1), 100)[0]
    assert int(served["checksum"], 16) == 50 * size * size, served'
ok "a slice has five heavy requests at least" by_hand '
def least(**parameters):
    return ask(start("coroutines"), do="prepare", workload="mixed", parameters=parameters)["least_operations"]
assert least(share=1) == 500 and least(share=50, rate=0, connections=1) == 10 and least(share=1, rate=50000) == 1001'

# ---- duet: whole runs ----

played() { # WORKLOAD OPTION...
	timeout 200 "$build/duet" run "$@" --rounds=2 -o "$1" >out 2>err </dev/null || { cat err; return 1; }
	python3 -c '
import json, sys
run = json.load(open(sys.argv[1] + "/run.json"))
assert run["state"] == "complete", run
assert {c["runtime"] for c in run["duets"][0]["contestants"]} == {"coroutines", "threads"}, run
assert len({c["checksum"] for c in run["duets"][0]["contestants"]}) == 1, run' "$1"
}
ok "duet plays mixed" played mixed -p compute=500 -p rate=5000
reported() { "$build/duet" report "$1" >report.txt && [ -s "$1/report.md" ]; }
tells_waiting() { reported mixed && grep -q 'What the client saw, at 5,000 requests/s' mixed/report.md; }
ok "... and tells how long light requests waited" tells_waiting

finish
