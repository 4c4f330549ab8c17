#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# command.sh - whole commands, as duet-command plays them and as hyperfine times them without a
# shell: is it the same? Prints TAP.
#
# Both are taken in turn, many times, and of each the cheapest run counts: whatever else runs only
# adds.
#
# Tolerance: 10 %, since on a busy machine either may never have had a quiet run; on a quiet one the
# two agree within 1 %. A shell in between, or the start counted twice, would be more than that.
# shellcheck source=tests/known-answers/known.bash
. "$(dirname "$0")/known.bash"
promise="a run of a command costs what hyperfine says"
hands=$(realpath "$(dirname "$0")/../worker") || exit 2
export PYTHONDONTWRITEBYTECODE=1
work="python3 -S -c 'sum(range(10**6))'"
nap="sleep 0.03"

agrees() { # COMMAND
	PYTHONPATH=$hands timeout 120 python3 - "$build/duet-command" "$1" "$folder/hyperfine.json" <<'PYTHON'
import json, subprocess, sys
from hands import start, ask, end

command, path = sys.argv[2:4]
duet, hyperfine = [], []

for turn in range(15):
    worker = start(command)
    ask(worker, do="prepare", workload="command")
    duet += [ask(worker, do="play", operations=1)["wall_ns"] / 1e9 for _ in range(6)]
    end(worker)
    subprocess.run(["hyperfine", "-N", "--runs=6", "--style=none",
                    "--export-json=" + path, command], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    hyperfine += json.load(open(path))["results"][0]["times"]
ratio = min(duet) / min(hyperfine)
print(f"duet {min(duet):.6f} s, hyperfine {min(hyperfine):.6f} s: {ratio:.3f}")
sys.exit(not 0.9 < ratio < 1.1)
PYTHON
}

ok "$promise, one that computes" agrees "$work"
ok "$promise, one that sleeps" agrees "$nap"
finish
