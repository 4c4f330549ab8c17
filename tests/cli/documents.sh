#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# documents.sh - what docs/writing-a-*.md tell a newcomer to do works: done in a copy of the tree,
# built, and played. Prints TAP. DUET_BUILD: only in a release build is there something to do.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
unset MAKEFLAGS MFLAGS DUET_WORKER DUET_FIGURES DUET_BUILD DUET_RUNTIME

# A copy of what is or would be in the repository, with the objects that are built already.
copy() {
	mkdir -p "$folder/$1/build/release" && cd "$root" &&
		git ls-files -co --exclude-standard -z | tar -c --null --ignore-failed-read -T - |
		tar -x -C "$folder/$1" &&
		cp -a "$build/obj" "$build/flags" "$folder/$1/build/release/"
}
follows() { copy "$1" && "$root/tests/documents/apply.py" "$root/docs/writing-a-$1.md" "$folder/$1"; }
is_formatted() { cd "$folder/$1" && clang-format --dry-run -Werror "${@:2}"; }
works() { cd "$folder/$1" && MAKEFLAGS=-sj2 timeout 240 bash steps.sh; }
lists() { "$folder/$1/build/release/duet" list "$2" | grep -q "^  $3 "; }

# plays FOLDER DUETS: so many duets are complete, and each contestant did the same work
plays() {
	python3 -c '
import json, sys
run = json.load(open(sys.argv[1] + "/run.json"))
assert run["state"] == "complete" and len(run["duets"]) == int(sys.argv[2]), run["state"]
for duet in run["duets"]:
    assert len({c["checksum"] for c in duet["contestants"]}) == 1, duet
    assert duet["rounds_done"] >= 3, duet' "$folder/$1" "$2"
}

if [ "$(basename "$build")" != release ]; then
	echo "ok 1 - the documents' examples work # SKIP they are built as a release"
	echo "1..1"
	exit
fi
ok "writing-a-workload.md can be followed" follows workload
ok "its build, its first answer and its checks work" works workload
ok "duet lists its workload" lists workload workloads counter
ok "its workload is played, with the same work on both runtimes" plays workload/results/counter 1
ok "writing-a-runtime.md can be followed" follows runtime
ok "its runtime builds, and passes the tests that it names" works runtime
ok "duet lists its runtime" lists runtime contestants polling
ok "its runtime does the same work as coroutines" plays runtime/results/polling 2
if command -v clang-format >/dev/null; then
	ok "the workload's code has the project's format" is_formatted workload bench/workloads/counter.c
	ok "the runtime's code has the project's format" is_formatted runtime polling/{loop.h,polling.{c,h},sync.c,task.c,wait.c}
else
	skip "the documents' code has the project's format" "clang-format is not installed"
fi

finish
