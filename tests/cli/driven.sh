#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# driven.sh - mixed and fetch: who is heavy and who is timed; who is answered and who is given up.
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
import socket
runtimes = 'coroutines', 'threads'
def mixed(runtime, **parameters):
    return start_pair(runtime, workload='mixed', connections=8, **parameters)
def fetch(runtime, **parameters):
    return start_pair(runtime, workload='fetch', **parameters)
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

# ---- fetch ----

ok "every request is answered or given up, whoever asks" by_hand '
for runtime in runtimes:
    for late in 0, 10, 100:
        served, answered = verify(fetch(runtime, requests=20, ms=5, late=late))
        given_up = 20 * late // 100
        assert int(served["checksum"], 16) == 20 - given_up + (given_up << 32), served
        assert served["operations"] == 20 and answered["operations"] >= 1, (served, answered)'
ok "without limits there are none" by_hand '
for runtime in runtimes:
    assert sums(fetch(runtime, requests=20, ms=5, limits=0, late=0)) == [20, 0]'
ok "requests of a batch wait together, and each as long as the server takes" by_hand '
for runtime in runtimes:
    served = play_both(fetch(runtime, requests=50, ms=20), 50)[0]
    assert 20e6 <= served["wall_ns"] < 50 * 20e6, served'
ok "batch after batch, some connections are new and the others kept" by_hand '
for runtime in runtimes:
    pair = fetch(runtime, requests=30, ms=1, late=10)
    for operations in 1, 100, 31:
        served, answered = play_both(pair, operations)
        batches = (operations + 29) // 30
        assert served["operations"] == 30 * batches, served
        assert int(served["checksum"], 16) == batches * (27 + (3 << 32)), served
        assert answered["operations"] >= operations, answered
    for worker in pair[1], pair[0]:
        assert ask(worker, do="finish") == {"did": "finish"}
        end(worker)'
ok "it serves after a finish that nobody drove before" by_hand '
for runtime in runtimes:
    w = start(runtime)
    for _ in range(2):
        assert ask(w, do="prepare", workload="fetch")["port"]
        ask(w, do="finish")
    end(w)'
ok "late requests without limits are refused, in words" by_hand '
for name in "coroutines", "load":
    error = refusal(start(name), do="prepare", workload="fetch", parameters=dict(limits=0))
    assert "late needs limits" in error, error'
ok "a server that dies is told" by_hand '
for runtime in runtimes:
    pair = fetch(runtime, requests=10, ms=1000, late=0)
    for worker in pair:
        send(worker, do="play", operations=10)
    time.sleep(.2)
    pair[1].kill()
    assert "error" in receive(pair[0])'

right='b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n"'
# answered BYTES: what a client says of a server that answers so.
answered() {
	by_hand '
w = start("coroutines")
ports = ask(w, do="prepare", workload="fetch", parameters=dict(requests=1, late=0))
site = socket.create_server(("127.0.0.1", 0))
control = socket.create_connection(("127.0.0.1", ports["control_port"]))
with socket.create_connection(("127.0.0.1", ports["port"])) as teller:
    teller.sendall(site.getsockname()[1].to_bytes(2, "big"))
control.sendall(b"r")
send(w, do="verify")
asker = site.accept()[0]
assert asker.recv(1000).startswith(b"GET /soon HTTP/1.1\r\nHost: ")
asker.sendall('"$1"')
asker.shutdown(socket.SHUT_WR)
assert ("error" in receive(w)) == ('"$1 != $right"')
assert control.recv(1) == b"e"'
}
ok "an answer is believed" answered "$right"
ok "a wrong one of the same length is found out" answered "$right.replace(b'200', b'500')"
ok "one that is cut short too" answered "${right}[:-1]"

# asked BYTES: what the server says of a client that asks so.
asked() {
	by_hand '
port, control_port = (socket.create_server(("127.0.0.1", 0)) for _ in range(2))
load = start("load")
send(load, do="prepare", workload="fetch", parameters=dict(requests=1),
     port=port.getsockname()[1], control_port=control_port.getsockname()[1])
control, teller = control_port.accept()[0], port.accept()[0]
site = int.from_bytes(teller.recv(2), "big")
assert receive(load)["did"] == "prepare"
send(load, do="play", operations=1)
assert control.recv(1) == b"r"
client = socket.create_connection(("127.0.0.1", site))
client.sendall('"$1"')
assert "error" in receive(load)'
}
soon='b"GET /soon HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/plain\r\n\r\n"'
ok "the server finds out who asks for something else" asked "$soon.replace(b'soon', b'nope')"
ok "... and who asks twice at once" asked "$soon + $soon"

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
ok "duet plays fetch" played fetch -p requests=20
tells_none() { reported fetch && ! grep -q 'What the client saw' fetch/report.md; }
ok "... and has no table of a client that timed nothing" tells_none

finish
