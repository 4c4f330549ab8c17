#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# commands.sh - the two examples, their timing by scripts/commands, and what the report shows of it.
# Prints TAP. DUET_BUILD: the folder with duet and examples/ (default: build/release).
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
export DUET_BUILD=$build
cd "$folder" || exit 2

# refuses WORDS COMMAND...: status 2 and one line with these words.
refuses() {
	local words=$1
	shift
	timeout 60 "$@" >out 2>err
	[ $? = 2 ] && [ "$(wc -l <err)" = 1 ] && grep -qF -- "$words" err && return
	cat err
	return 1
}

# ---- the examples ----

says() { # says COMMAND...: the four lines in their order
	timeout 20 "$@" >out || return
	cat out
	[ "$(sed 's/ at .*//' out | paste -sd ' ')" = "started hello world finished" ]
}

# Tasks that run in parallel may speak in any order when their delays are short.
says_in_any_order() {
	timeout 20 "$@" >out || return
	cat out
	[ "$(sed 's/ at .*//' out | sort | paste -sd ' ')" = "finished hello started world" ]
}

for example in coroutine task; do
	for runtime in coroutines threads; do
		in_order=says
		[ $example$runtime != taskthreads ] || in_order=says_in_any_order
		ok "$example says hello and world on $runtime" $in_order "$build/examples/$example" --scale 0.01 $runtime
		ok "$example says all without delays on $runtime" $in_order "$build/examples/$example" --scale=0 $runtime
	done
	ok "$example says hello and world in python" says python3 "$root/bench/peers/python/$example.py" --scale 0.01
	ok "$example refuses a runtime that does not exist" refuses "coroutines or threads" "$build/examples/$example" fibres
	ok "$example refuses a scale that is no number" refuses "0 to 1000" "$build/examples/$example" --scale=fast
done

# ---- their timing ----

times_all() {
	"$build/duet" run nothing --rounds=2 --output=run >out 2>&1 || { cat out && return 1; }
	timeout 120 "$root/scripts/commands" --scale=0.02 --runs 2 run || return
	python3 -c '
import json
names = [r["command"] for r in json.load(open("run/commands.json"))["results"]]
assert len(set(names)) == 12, names
assert "task example, threads, delays x 0.02" in names, names'
	[ "$(find run -name '.commands*' | wc -l)" = 0 ]
}

report_shows() {
	"$build/duet" report run >out 2>&1 || { cat out && return 1; }
	grep -q '^Whole commands' out && grep -q '^## Whole commands' run/report.md &&
		grep -q '| task | threads |' run/report.md &&
		grep -qE '(takes the sum of its delays|delays of the coroutine example were not)' run/report.md &&
		grep -qE '(takes the longest of its delays|delays of the task example were not)' run/report.md
}

# What is known about the times, the report must say: the sum, the longest, and what is neither.
tells_the_sum() {
	python3 - <<'END' || return
import json
def row(example, player, scale, seconds):
    return {"command": f"{example} example, {player}, delays x {scale}", "user": 0.001, "system": 0.001,
            "times": [seconds, seconds + 0.001, seconds + 0.002]}
rows = []
for player, task in ("coroutines", 0.2), ("threads", 0.3):
    rows += [row("coroutine", player, 0, 0.01), row("coroutine", player, 0.1, 0.31)]
    rows += [row("task", player, 0, 0.01), row("task", player, 0.1, task + 0.01)]
json.dump({"results": rows}, open("run/commands.json", "w"))
END
	"$build/duet" report run >out 2>&1
	cat out
	grep -qF 'The coroutine example takes the sum of its delays, 300 ms: 300 ms on coroutines, 300 ms on threads.' out &&
		grep -qF 'The task example takes the longest of its delays, 200 ms: 200 ms on coroutines.' out &&
		grep -qF 'The delays of the task example were not those expected: 300 ms on threads.' out
}

without() { # without PROGRAM: said in a line, skipped, nothing kept
	local tool
	rm -rf bin kept && mkdir bin kept
	for tool in bash dirname env hyperfine mktemp python3 rm sed; do
		[ "$tool" = "$1" ] || ln -s "$(command -v "$tool")" "bin/$tool"
	done
	PATH=$folder/bin "$root/scripts/commands" kept >out 2>err || return
	[ "$(wc -l <out)" = 1 ] && grep -q "skipped: $1 .*install the package $1" out && [ -z "$(ls -A kept)" ]
}

damaged() { # damaged WORDS TEXT: one line from duet report
	printf '%s' "$2" >run/commands.json
	refuses "$1" "$build/duet" report run
}

if command -v hyperfine >/dev/null; then
	ok "commands times both examples on every player, with delays and without" times_all
	ok "report shows the table and a sentence for each example" report_shows
	ok "report says what adds up, what does not, and what is not as expected" tells_the_sum
	ok "commands.json that is no JSON is one line" damaged "commands.json" '{"results": ['
	ok "commands.json of other commands is one line" damaged "no command of scripts/commands" \
		'{"results": [{"command": "sleep 1", "user": 0, "system": 0, "times": [1, 1]}]}'
	ok "commands.json with a time that is none is one line" damaged "took no time" \
		'{"results": [{"command": "task example, threads, delays x 1", "user": 0, "system": 0, "times": [1, -1]}]}'
	ok "without hyperfine it says what to install" without hyperfine
	ok "without python3 it says what to install" without python3
fi
ok "a folder that does not exist is one line" refuses "no folder nowhere" "$root/scripts/commands" nowhere
ok "a scale of nothing is one line" refuses "--scale" "$root/scripts/commands" --scale=0
ok "one run is one line" refuses "--runs" "$root/scripts/commands" --runs=1
ok "an unknown option is one line" refuses "--fast" "$root/scripts/commands" --fast

finish
