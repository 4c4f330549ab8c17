#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# readers.sh - files and db: the same reads whoever makes them, and what is left of them: nothing.
#
# usage: readers.sh [DUET-WORKER]      prints TAP: "ok N - promise" or "not ok N - promise"
# DUET_BUILD: the folder with duet-worker (default: build/release).
root=$(realpath "$(dirname "$0")/../..") || exit 2
build=$(realpath "${DUET_BUILD:-$root/build/release}") || exit 2
[ $# != 0 ] || set -- "$build/duet-worker"
# shellcheck source=tests/cli/worker.bash
. "$root/tests/cli/worker.bash"
mkdir "$folder/scratch"
export TMPDIR=$folder/scratch

# by_hand PYTHON: with proofs(), the checksums of what runtimes and parameters have in common.
by_hand() {
	python 'import glob, os, shutil
runtimes = "coroutines", "threads"
def proofs(workload, **parameters):
    sums = set()
    for runtime in runtimes:
        for offload in 0, 1:
            for tasks in 1, 4:
                w = start(runtime)
                ask(w, do="prepare", workload=workload,
                    parameters=dict(parameters, tasks=tasks, offload=offload))
                verified = ask(w, do="verify")
                assert verified["operations"] == 400, verified
                sums.add(verified["checksum"])
                ask(w, do="finish")
                end(w)
    assert len(sums) == 1, (workload, parameters, sums)
    return sums.pop()
def left():
    return glob.glob(os.environ["TMPDIR"] + "/*")
'"$1"
}

ok "blocks have the same checksum on every runtime, offloaded or not, however they are shared out" \
	by_hand 'proofs("files", blocks=100)'
ok "small files too, and they are other reads than none" \
	by_hand 'assert int(proofs("files", blocks=100, open=1), 16) != 0'
ok "which block is read depends on how many there are" \
	by_hand 'assert proofs("files", blocks=100) != proofs("files", blocks=101)'
ok "one block, and one file, is enough" \
	by_hand 'assert proofs("files", blocks=1) == proofs("files", blocks=1, open=1)'
ok "rows have the same checksum on every runtime, offloaded or not, however they are shared out" \
	by_hand 'assert proofs("db", rows=1000) != proofs("db", rows=1001)'
ok "one row is enough" by_hand 'proofs("db", rows=1)'

ok "every task of a slice reads as much as the others" by_hand '
for runtime in runtimes:
    for workload in "db", "files":
        w = start(runtime)
        ask(w, do="prepare", workload=workload, parameters=dict(tasks=7))
        assert ask(w, do="play", operations=400)["operations"] == 406
        end(w)'
ok "a hundred tasks, more than there are threads to hand reads to, are served" by_hand '
for workload in "db", "files":
    w = start("coroutines")
    prepared = ask(w, do="prepare", workload=workload, parameters=dict(tasks=100))
    assert prepared["least_operations"] == 10000, prepared
    assert ask(w, do="play", operations=1000)["operations"] == 1000
    end(w)'

ok "files lie in a folder of their own below TMPDIR while they are read, and are gone afterwards" by_hand '
for runtime in runtimes:
    for workload, parameters in ("files", {}), ("files", {"open": 1}), ("db", {}):
        w = start(runtime)
        ask(w, do="prepare", workload=workload, parameters=parameters)
        assert len(left()) == 1 and os.path.isdir(left()[0]), left()
        ask(w, do="verify")
        ask(w, do="finish")
        assert left() == [], left()
        ask(w, do="prepare", workload=workload, parameters=parameters)
        end(w)
        assert left() == [], left()'
ok "a TMPDIR that is not there is refused, in words, and the worker goes on" by_hand '
os.environ["TMPDIR"] = "/nowhere/at/all"
for workload in "db", "files":
    w = start("coroutines")
    error = refusal(w, do="prepare", workload=workload)
    assert "o such file" in error, error
    ask(w, do="prepare", workload="nothing")
    end(w)'
ok "a TMPDIR that is too long for a path is refused" by_hand '
os.environ["TMPDIR"] = "/tmp/" + "x" * 5000
w = start("threads")
assert "too long" in refusal(w, do="prepare", workload="files")
end(w)'

ok "a file that cannot be read ends the slice, not the worker" by_hand '
for runtime in runtimes:
    w = start(runtime)
    ask(w, do="prepare", workload="files", parameters=dict(open=1))
    for name in glob.glob(left()[0] + "/*"):
        os.unlink(name)
    assert "o such file" in refusal(w, do="play", operations=100)
    ask(w, do="finish")
    assert left() == [], left()
    end(w)'
ok "a file that is cut short too" by_hand '
for offload in 0, 1:
    w = start("coroutines")
    ask(w, do="prepare", workload="files", parameters=dict(offload=offload))
    os.truncate(left()[0] + "/blocks", 4000)
    assert "error" in (send(w, do="play", operations=100) or receive(w))
    end(w)'
ok "a database that is no database any more too" by_hand '
for runtime in runtimes:
    w = start(runtime)
    ask(w, do="prepare", workload="db")
    os.truncate(left()[0] + "/pairs.db", 0)
    assert "error" in (send(w, do="play", operations=100) or receive(w))
    end(w)
    assert left() == [], left()'

finish
