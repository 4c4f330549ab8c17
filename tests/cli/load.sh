#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# load.sh - open loops: offered rates, queues, refusals, and a server that stalls.
#
# usage: load.sh      prints TAP: "ok N - promise" or "not ok N - promise"
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

# ---- by hand: what the workers say ----

by_hand() {
	python "from open_loop import *
$1"
}

ok "an open loop tells three kinds of latencies and what was offered" by_hand '
asked = play(start_pair("raw", rate=2000), 100)
assert asked["operations"] == 100, asked
assert asked["offered_ns"] == 50_000_000, asked
assert asked["refused"] == 0 and asked["queued"] >= 0, asked
for kind in "latency", "uncorrected", "lag":
    assert total(asked[kind]) == 100, asked
assert asked["wall_ns"] >= asked["offered_ns"]'

ok "a closed loop tells one kind, and offers nothing" by_hand '
asked = play(start_pair("raw"), 2000)
assert "latency" in asked
for member in "uncorrected", "lag", "offered_ns", "refused", "queued":
    assert member not in asked, asked'

ok "a slow rate does not slow the proof of equal work" by_hand '
pair = start_pair("raw", rate=1)
for worker in pair:
    send(worker, do="verify")
assert receive(pair[0])["operations"] == 1000
assert receive(pair[1])["operations"] == 1000'

ok "more than a server sustains waits, and is sent in the end" by_hand '
asked = play(start_pair("coroutines", connections=4, percent=300), 20000)
assert asked["operations"] == 20000 and asked["refused"] == 0, asked
assert asked["queued"] > 100, asked["queued"]
assert quantile(asked["latency"], .5) > quantile(asked["uncorrected"], .5)'

ok "what is refused is not counted as work" by_hand '
closed = play(start_pair("raw", connections=4), 20000)
asked = play(start_pair("raw", connections=4, percent=400, patience=1), 20000)
assert asked["refused"] > 0, asked["refused"]
assert asked["operations"] == 20000 and asked["checksum"] == closed["checksum"]'

ok "random arrivals do the same work" by_hand '
closed = play(start_pair("raw"), 2000)
asked = play(start_pair("threads", rate=20000, poisson=1), 2000)
assert asked["checksum"] == closed["checksum"]'

ok "random arrivals are one round's: equal for all who play it, others in the next" by_hand '
def offered(runtime, round):
    return play(start_pair(runtime, round, rate=20000, poisson=1), 1000)["offered_ns"]
assert offered("raw", 3) == offered("coroutines", 3)
assert offered("raw", 3) != offered("raw", 4)'
ok "a round that is no number is refused, in words" by_hand '
error = refusal(start("raw"), do="prepare", workload="echo", round=-1)
assert "round" in error, error'

ok "with percent the driver tells how busy it was at full load itself" by_hand '
busy = play(start_pair("raw", percent=50), 1000)["sustained_busy"]
assert 0 < busy <= 1000, busy
assert "sustained_busy" not in play(start_pair("raw", rate=20000), 1000)'

ok "at a rate a slice has 20 ms at least" by_hand '
def least(rate):
    return ask(start("raw"), do="prepare", workload="echo", parameters=dict(rate=rate))["least_operations"]
assert least(20000) >= 400 and least(1000000) >= 20000 and least(100) >= 2'

# 300 of 1000 requests are due while the server stands still, of which four are sent.
ok "a stalled server shows in the latencies, though few were sent meanwhile" by_hand '
pair = start_pair("coroutines", connections=4, rate=1000)
def stall():
    time.sleep(.2)
    pair[0].send_signal(signal.SIGSTOP)
    time.sleep(.3)
    pair[0].send_signal(signal.SIGCONT)
asked = play(pair, 1000, stall)
assert quantile(asked["latency"], .99) > 100, quantile(asked["latency"], .99)
assert asked["latency"]["max_ns"] > 200e6, asked["latency"]["max_ns"]
assert quantile(asked["uncorrected"], .5) < 50, quantile(asked["uncorrected"], .5)
assert asked["queued"] > 100, asked["queued"]'

ok "rate and percent together are refused by servers and the driver, in words" by_hand '
for name in "raw", "load":
    for do in "limits", "prepare":
        error = refusal(start(name), do=do, workload="echo", parameters=dict(rate=10, percent=10))
        assert "rate and percent exclude each other" in error, error'
ok "random times or patience without a rate are refused, in words" by_hand '
for name in "raw", "load":
    for parameters in dict(poisson=1), dict(patience=1):
        error = refusal(start(name), do="prepare", workload="echo", parameters=parameters)
        assert "needs rate or percent" in error, error'
ok "a worker tells which parameters go together" by_hand '
told = json.loads(subprocess.check_output([sys.argv[1], "--describe"]))
told = {w["name"]: w for w in told["workloads"]}
assert told["echo"]["excludes"] == [["rate", "percent"]], told["echo"]
assert ["poisson", "rate", "percent"] in told["echo"]["needs"], told["echo"]
assert told["switch"]["excludes"] == told["switch"]["needs"] == [], told["switch"]'

# Requests of 64 KiB arrive in pieces. With percent a server serves before the slice, too.
ok "all servers prove the computing of a slice, in pieces, at once or at a rate" by_hand '
def toiled(runtime, operations, **parameters):
    served, asked = play_both(start_pair(runtime, connections=8, **parameters), operations)
    assert served["operations"] == asked["operations"] == operations, (served, asked)
    return int(served["checksum"], 16)
for runtime in "coroutines", "libuv", "raw", "threads":
    assert toiled(runtime, 300, size=1000, work=7) == 7 * 300 * 1000 * 1000, runtime
    assert toiled(runtime, 300, size=65536, work=7) == 7 * 300 * 65536 * 65536, runtime
    assert toiled(runtime, 100, size=1000, work=7, percent=50) == 7 * 100 * 1000 * 1000, runtime
    assert toiled(runtime, 300, size=1000) == 0, runtime'

ok "slice after slice is proved alone, and verify too" by_hand '
for runtime in "coroutines", "libuv", "raw", "threads":
    pair = start_pair(runtime, connections=4, size=1000, work=7)
    for worker in pair:
        send(worker, do="verify")
    assert int(receive(pair[0])["checksum"], 16) == 7 * 1000 * 1000 * 1000, runtime
    receive(pair[1])
    for operations in 50, 200, 50:
        sum = int(play_both(pair, operations)[0]["checksum"], 16)
        assert sum == 7 * operations * 1000 * 1000, (runtime, sum)'

# ---- duet: a whole run ----

run() {
	timeout 200 "$build/duet" run echo "$@" >out 2>err </dev/null
}

four_at_a_rate() {
	run -p rate=2000 --rounds=5 -o rate || { cat err; return 1; }
	python3 -c '
import json
run = json.load(open("rate/run.json"))
assert run["state"] == "complete", run
sums = {c["checksum"] for c in run["duets"][0]["contestants"]}
assert len(sums) == 1, sums
assert len({c["runtime"] for c in run["duets"][0]["contestants"]}) == 4, run
rounds = [json.loads(line) for line in open("rate/rounds.jsonl")]
assert rounds
for r in rounds:
    assert abs(r["offered_ns"] - 500000) < 1, r["offered_ns"]
    assert r["refused"] == 0 and "queued" in r, r
    for kind in "latency", "uncorrected", "lag":
        assert r[kind]["buckets"], r
for c in json.load(open("rate/summary.json"))["duets"][0]["contestants"]:
    for kind in "latency", "uncorrected", "lag":
        for member in "p50_ns", "p90_ns", "p99_ns", "p999_ns", "max_ns", "count":
            assert member in c[kind], (kind, member)
'
}
ok "four contestants are asked at the same rate and do the same work" four_at_a_rate
ok "the files follow their schemas" sh -c "'$root/tests/schema/check.py' rate >checked; cat checked; ! grep -q '^not ok' checked"
ok "the terminal shows the open loop's table" \
	grep -q 'What the client saw, at 2,000 requests/s offered, from the intended send time' out
ok "... with all three kinds" sh -c "grep -q 'sent p50' out && grep -q 'lag p99' out"
ok "... in two tables" grep -q 'How the client fared, in requests/s and' out
ok "neither is much wider than 80 columns" sh -c \
	"sed -n '/What the client saw/,/offered: what was due/p' out | grep -v 'In brackets\|offered: what' | awk 'length > 95 { print; bad = 1 } END { exit bad }'"
ok "so does the report" sh -c \
	"'$build/duet' report rate >/dev/null && grep -q 'at 2,000 requests/s offered' rate/report.md"
corrected_figure() {
	command -v gnuplot >/dev/null || return 0
	grep -q 'request was due (corrected)' rate/figures/*-latency.svg
}
ok "the figure says that its latencies are corrected" corrected_figure
all_compute() {
	run -p work=2000 -p connections=2 --rounds=2 --round-ms=20 --no-control -o work || { cat err; return 1; }
	python3 -c '
import json
contestants = json.load(open("work/summary.json"))["duets"][0]["contestants"]
assert len(contestants) == 4, contestants
for c in contestants:
    assert c["cpu_ns"]["value"] > 200000, c
'
}
large_requests_compute() {
	run -p work=7 -p size=65536 --rounds=2 --round-ms=20 --no-control -o large || { cat err; return 1; }
	python3 -c '
import json
contestants = json.load(open("large/run.json"))["duets"][0]["contestants"]
assert len(contestants) == 4, contestants
assert len({c["checksum"] for c in contestants}) == 1, contestants
'
}
each_round_is_another() {
	run -p rate=20000 -p poisson=1 --rounds=2 --round-ms=100 --no-control -o random || { cat err; return 1; }
	python3 -c '
import json
rounds = [json.loads(line) for line in open("random/rounds.jsonl")]
of = {(r["contestant"], r["round"]): r["offered_ns"] for r in rounds}
assert len(of) == len(rounds) >= 4, of
for (contestant, round), offered in of.items():
    assert round == 0 or offered != of[contestant, 0], of
'
}
ok "in a run random arrivals differ from round to round" each_round_is_another

percent_tells() {
	run -p percent=80 -p connections=8 --rounds=2 --round-ms=100 --no-control -o share || { cat err; return 1; }
	python3 -c '
import json
for line in open("share/rounds.jsonl"):
    assert 0 < json.loads(line)["sustained_utilisation"] < 1.1, line
contestants = json.load(open("share/summary.json"))["duets"][0]["contestants"]
assert all("value" in c["sustained_utilisation"] for c in contestants), contestants
' || return 1
	"$root/tests/schema/check.py" share >checked
	cat checked out
	! grep -q '^not ok' checked
}
ok "with percent the files say how busy the load generator was at full load" percent_tells

ok "every contestant computes what work asks of a request" all_compute
ok "all did the same work where requests arrive in pieces" large_requests_compute

finish
