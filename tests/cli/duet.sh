#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# duet.sh - the command `duet` as people use it: its help, its mistakes, its results, its endings.
#
# usage: duet.sh [DUET]      prints TAP: "ok N - promise" or "not ok N - promise"
# DUET_BUILD: the folder with duet and duet-worker (default: build/release).
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
build=${DUET_BUILD:-$(dirname "$0")/../../build/release}
duet=$(realpath "${1:-$build/duet}") || exit 2
DUET_FIGURES=$(realpath "$(dirname "$0")/../../scripts/figures") || exit 2
# The worker under a name of our own: what is left of it can be found and told from others'.
cp "$(dirname "$duet")/duet-worker" "$folder/worker"
DUET_WORKER=$folder/worker
fake=$(realpath "$(dirname "$0")/../fake/worker") || exit 2
export DUET_FIGURES DUET_WORKER
cd "$folder" || exit 2

# Run duet; its streams go to `out` and `err`, its exit code to $code.
run() {
	timeout -k 5 120 "$duet" "$@" >out 2>err </dev/null
	code=$?
}

# fails CODE WORDS ARGUMENT...: duet ends with this code and one line that has these words.
fails() {
	local wanted=$1 words=$2
	shift 2
	run "$@"
	[ "$code" = "$wanted" ] && [ "$(wc -l <err)" = 1 ] && grep -qF -- "$words" err && return
	echo "duet $*: exit $code, wanted $wanted and \"$words\" in one line:"
	cat err
	return 1
}

# ---- help, lists ----

help_everywhere() {
	local command
	for command in "" compare gate list machine report run trend; do
		# shellcheck disable=SC2086 # no word when there is no command
		run $command --help
		if [ "$code" != 0 ] || ! grep -q '^Usage: duet' out; then
			echo "duet $command --help: exit $code"
			return 1
		fi
	done
}

tells_exit_codes() { run --help && grep -q '130 interrupted' out && grep -q '3 a gate or a claim is' out; }
tells_version() { run --version && grep -qE '^duet [0-9]+\.[0-9]+\.[0-9]+$' out; }

lists_everything() {
	run list
	[ "$code" = 0 ] && grep -q '^  switch ' out && grep -q '^  coroutines ' out && grep -q '^  wall ' out
}

lists_one_kind() {
	run list contestants
	[ "$code" = 0 ] && grep -q '^  threads ' out && ! grep -q '^Workloads' out
}

a_line_each() {
	run list contestants
	[ "$(grep -c '^  ' out)" = "$(tail -n +2 out | wc -l)" ] &&
		grep -q '^  libuv .* plays echo, encode, matmul, memory, nothing, sleepers, switch$' out &&
		grep -q '^  threads .* plays every workload$' out
}

is_json() { python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$1"; }

json_of_lists() {
	run list --json && is_json out && run machine --json && is_json out
}

machine_without_host() {
	run machine
	[ "$code" = 0 ] && grep -q 'kernel' out && ! grep -qw -- "$(uname -n)" out
}

ok "every command has --help" help_everywhere
short_help() { run -h && grep -q '^Usage: duet' out && run run -h && grep -q '^Usage: duet run' out && run help run && grep -q '^Usage: duet run' out; }
ok "-h and help show the help too" short_help
ok "--help lists the exit codes" tells_exit_codes
ok "--version tells the version" tells_version
ok "list shows workloads, contestants and metrics" lists_everything
lists_one_workload() {
	run list echo
	[ "$code" = 0 ] && grep -q '^  echo  ' out && grep -q 'connections=64' out && ! grep -q '^  switch ' out
}
ok "list of a workload describes it alone" lists_one_workload
ok "list of one kind shows no other" lists_one_kind
ok "list contestants says who plays what, a line each" a_line_each
ok "list --json and machine --json are JSON" json_of_lists
ok "machine describes the machine without its name" machine_without_host

# ---- mistakes: one line, exit 2, the nearest match ----

ok "an unknown command has its nearest match" fails 2 'did you mean "report"' reprot
ok "an unknown workload has its nearest match" fails 2 'did you mean "switch"' run swich
ok "an unknown contestant has its nearest match" fails 2 'did you mean "coroutines"' run switch --contestants=corutines
ok "an unknown parameter has its nearest match" fails 2 'did you mean "tasks"' run switch -p taks=3
ok "an unknown parameter of a workload has its nearest match" fails 2 'did you mean "tasks"' run switch -p switch.taks=3
ok "an unknown parameter of a contestant has its nearest match" fails 2 'did you mean "tasks"' run --contestants=coroutines/switch:taks=3
ok "an unknown profile has its nearest match" fails 2 'did you mean "quick"' run --profile=quik
ok "an unknown metric has its nearest match" fails 2 'did you mean "wall"' compare coroutines threads --workload=switch --metric=wal
ok "an unknown list has its nearest match" fails 2 'did you mean "metrics"' list metric
ok "an unknown list has its nearest workload" fails 2 'did you mean "echo"' list ehco
ok "a parameter of a workload that is not played is told" fails 2 'connections is a parameter of echo, which is not played' run switch -p connections=5
ok "a results folder that is missing is told, not taken for a contestant" fails 2 'results/nope: no such folder' compare . results/nope
ok "no command is one line" fails 2 'which command?'
ok "a contestant that does not play the workload is one line" fails 2 'boost does not play spawn' run spawn --contestants=boost
ok "a setting of a workload that is not played is one line" fails 2 'does not play echo' run switch -p echo.size=1
ok "a setting without a value is one line" fails 2 'no NAME=VALUE' run switch -p tasks
ok "a setting that is given twice is one line" fails 2 'tasks is given twice' run switch -p tasks=2 -p tasks=3
ok "a setting of one workload that is given twice is one line" fails 2 'tasks is given twice' run switch -p switch.tasks=2 -p switch.tasks=3
ok "a parameter that a contestant gives twice is one line" fails 2 'gives tasks twice' run switch --contestants=coroutines,threads:tasks=2:tasks=3
ok "an option that is given twice is one line" fails 2 '--cores is given twice' run switch --cores=one --cores=all
ok "a list of contestants that is given twice is one line" fails 2 'given twice' run switch --contestants=coroutines --contestants=threads
ok "two settings in one -p are one line" fails 2 'one -p for each' run echo -p size=5,work=30
ok "a worker program that is not there is one line" fails 2 './nothing' run switch --contestants=./nothing@coroutines
ok "a worker program that is no worker is one line" fails 2 '/bin/true' run switch --contestants=/bin/true@coroutines
ok "compare with one side is one line" fails 2 'two contestants' compare coroutines
ok "compare without a workload is one line" fails 2 'names no workload' compare coroutines threads
ok "a number that is none is one line" fails 2 'no whole number' run switch -p tasks=two
ok "a number with a unit is one line" fails 2 'no unit' run echo -p work=30us
ok "a number with a tail is one line" fails 2 'no whole number' run switch --rounds=5x
ok "a number below the range is one line" fails 2 '2 to 100,000' run switch -p tasks=1
ok "a number beyond any integer is one line" fails 2 'out of range' run switch -p tasks=99999999999999999999
ok "no rounds are one line" fails 2 'out of range' run switch --rounds=0
ok "a stack that is too small is one line" fails 2 'out of range' run switch --stack-size=1K
ok "a size that is none is one line" fails 2 'no number of bytes' run switch --stack-size=64Q
ok "a bound that is none is one line" fails 2 'no positive number' compare coroutines threads --workload=switch --at-most=-1
ok "a core that does not exist is one line" fails 2 'core 4000' run switch --rounds=1 --core=4000
ok "a results folder that does not exist is one line" fails 2 'nowhere' report nowhere
ok "a folder without results is one line" fails 2 'run.json' report /

# ---- parameters that do not go together: refused before anything starts ----

# starts_nothing WORDS ARGUMENT...: one line, exit 2, nothing announced, no folder
starts_nothing() {
	fails 2 "$@" && [ ! -s out ] && [ ! -e results ]
}

ok "rate with percent starts nothing" starts_nothing 'echo: rate and percent exclude each other' run echo -p rate=10 -p percent=10
ok "... nor from a profile" starts_nothing 'rate and percent exclude each other' run -p rate=10 -p percent=10
ok "... nor from a sweep" starts_nothing 'rate and percent exclude each other' run echo --sweep rate=10,20 -p percent=10
ok "... nor from a contestant" starts_nothing 'rate and percent exclude each other' run echo --contestants=coroutines,threads:rate=10:percent=10
ok "poisson without a rate starts nothing" starts_nothing 'poisson needs rate or percent' run echo -p poisson=1
ok "patience without a rate starts nothing" starts_nothing 'patience needs rate or percent' compare coroutines threads:patience=1 --workload=echo

one_workload_alone() {
	run run switch spawn -p tasks=3 -p switch.tasks=2 --rounds=1 --round-ms=1 --no-control --output=alone &&
		! grep -q '"tasks": *3' alone/run.json && grep -q '"tasks": *2' alone/run.json
}
ok "a setting of one workload comes before one of all" one_workload_alone

# ---- a run and its folder ----

runs_switch() {
	run run switch --rounds=5 --output=good
	[ "$code" = 0 ] || { cat err; return 1; }
	for file in run.json machine.json rounds.jsonl slices.jsonl summary.json; do
		[ -s "good/$file" ] || { echo "no $file"; return 1; }
	done
}

prints_a_table() {
	grep -q '× coroutines' out && grep -q 'lower is better' out && grep -q 'A/A control' out &&
		grep -q '^Threads need .* × the elapsed time of coroutines for a pass of the token' out && grep -q 'Saved to good' out
}

no_escapes() { ! grep -q "$(printf '\033\|\r')" out; }

run_prints_json() {
	run run switch --rounds=2 --no-control --output=as-json --json
	[ "$code" = 0 ] && is_json out
}

keeps_a_run() { fails 2 'good' run switch --rounds=1 --output=good; }

reports() {
	run report good
	[ "$code" = 0 ] && grep -q '^# Threads or an event loop' good/report.md && grep -q 'good/report.md' out &&
		[ -s good/figures/01-switch-cost.tsv ]
}

draws_figures() {
	[ -s good/figures/00-overview.svg ] && [ -s good/figures/01-switch-cost.svg ] &&
		grep -q 'figures/01-switch-cost.svg' good/report.md
}

remakes_the_summary() {
	cp good/summary.json before.json && rm good/summary.json && run report good --json &&
		is_json out && cmp before.json good/summary.json
}

reports_without_gnuplot() {
	cp -r good plain && ls plain/figures/*.svg >/dev/null
	timeout 60 env PATH="$folder/empty" "$duet" report plain >out 2>err && grep -q 'gnuplot is not installed' err && ! grep -q '\.svg' plain/report.md &&
		[ "$(wc -l <err)" = 1 ] && ! ls plain/figures/*.svg 2>/dev/null
}

ok "run writes every file of a results folder" runs_switch
ok "run prints a table, a sentence, the control, and where it is saved" prints_a_table
ok "nothing moves when the output is no terminal" no_escapes
ok "run --json prints JSON alone" run_prints_json
ok "a folder that holds a run is not written over" keeps_a_run
ok "report writes the document and the figures' data" reports
if command -v gnuplot >/dev/null; then
	ok "report draws the figures and shows them" draws_figures
	ok "without gnuplot the report says so and has no figures" reports_without_gnuplot
else
	skip "report draws the figures and shows them" "gnuplot is not installed"
	skip "without gnuplot the report says so and has no figures" "gnuplot is not installed"
fi
ok "report makes the same summary.json again" remakes_the_summary

# ---- memory ----

measures_memory() {
	run run memory -p tasks=2000 --rounds=5 --output=held
	[ "$code" = 0 ] && grep -q '^Threads need .* × the memory of coroutines' out && grep -q 'in KiB' out &&
		grep -q 'kernel, whole machine' out && grep -q 'A/A control' out
}

reports_memory() {
	run report held
	[ "$code" = 0 ] && [ -s held/figures/01-memory-tasks.tsv ] &&
		grep -q 'A task that waits takes coroutines .* KiB of memory' held/report.md
}

refuses_clock() {
	run compare coroutines threads --workload=memory --metric=cpu --output=clock
	[ "$code" = 1 ] && grep -q 'failed: .*judged by cpu' out
}
own_remedy() {
	grep -q 'partial: 1 of 1 duets failed (memory): .*Remedy: compare levels of memory' out
}

ok "run memory prints bytes a task with interval, ratio and the kernel's share" measures_memory
ok "report has the figure's data of memory over tasks, and says what a task takes" reports_memory
ok "memory is not judged by a clock" refuses_clock
ok "a run whose duet failed tells that failure's remedy" own_remedy

# ---- damage ----

sums() { (cd "$1" && find . -type f -exec cksum {} + | sort); }

# Cut the file of a copy at eight random places: each time one line, exit 2, nothing else changed.
damaged() {
	local file=$1 size at
	size=$(wc -c <"good/$file")
	for _ in 1 2 3 4 5 6 7 8; do
		rm -rf cut && cp -r good cut
		at=$(((RANDOM * 32768 + RANDOM) % (size - 2)))
		truncate -s "$at" "cut/$file"
		sums cut >before
		fails 2 'cut' report cut || { echo "$file cut at $at of $size"; return 1; }
		sums cut | cmp - before || { echo "$file cut at $at: the folder changed"; return 1; }
	done
}

wrong_format() {
	rm -rf cut && cp -r good cut && sed -i 's/"format": *1/"format": 9/' cut/run.json && fails 2 'format' report cut
}

for file in run.json machine.json rounds.jsonl; do
	ok "a cut $file is one line and changes nothing" damaged $file
done
same_machine() { # whoever plays: a worker that says that nothing compiled it
	"$fake" --describe | sed 's/"runtimes": \[\]/"runtimes": [{"name": "any", "summary": "", "workloads": ["known"]}]/' >described
	# shellcheck disable=SC2016 # expanded by the worker
	printf '#!/bin/sh\n[ "$1" != --describe ] || exec cat described\nexec %s ns=1000\n' "$fake" >theirs && chmod +x theirs
	run run known --rounds=1 --no-control --contestants=./theirs@any --output=whoever
	cat err
	[ "$code" = 0 ] && cmp <(jq .compiler,.flags good/machine.json) <(jq .compiler,.flags whoever/machine.json)
}
ok "the machine is the same, whoever plays" same_machine
mixed() {
	run compare coroutines/switch:tasks=3 coroutines/switch:tasks=4 --rounds=5 --output=mixed
	[ "$code" = 0 ] && grep -q 'the work is not the same' out && ! grep -q 'cost less' out
}

repeats() {
	run run switch --rounds=2 --no-control --cores=all --output=shaped &&
		run report shaped && grep -q 'run switch -p tasks=2 .* --cores=all --rounds=2 --no-control$' shaped/report.md &&
		! grep -q 'output=' shaped/report.md
}

bad_core_announces_nothing() { fails 2 'core 4000' run switch --core=4000 && [ ! -s out ]; }

ok "different parameters are no error: the work is said to differ" mixed
ok "the report's commands keep what shapes a duet, and no folder" repeats
ok "nothing is announced before the core was checked" bad_core_announces_nothing
ok "an unknown format is one line" wrong_format

# ---- compare ----

within() { run compare coroutines threads --workload=switch --rounds=5 --no-control --output=within --at-most=0.5; [ "$code" = 0 ] && grep -q '^A ÷ B = coroutines ÷ threads: 0' out && grep -q '^PASS' out; }
beyond() { run compare threads coroutines --workload=switch --rounds=5 --no-control --output=beyond --at-most=0.5; [ "$code" = 1 ] && grep -q '^FAIL' out; }

folders() {
	run compare good within
	[ "$code" = 0 ] && grep -q 'A ÷ B' out && grep -q 'Costs of different runs drift' out && ! grep -q 'different machines' out
}

other_machine() {
	rm -rf other && cp -r within other && sed -i 's/"cpu": *"[^"]*"/"cpu": "Another"/' other/machine.json
	run compare good other
	[ "$code" = 0 ] && grep -q 'different machines: processor' out
}

ok "compare says which over which, and passes within --at-most" within
ok "compare exits 1 beyond --at-most" beyond
doubtful_folders() {
	run run switch --rounds=2 --no-control --output=doubtful && run compare good doubtful
	[ "$code" = 0 ] && grep -qE '^  switch.* \?$' out && grep -q 'in B: not to be trusted: ' out
}
ok "compare marks ratios of folders that are not to be trusted" doubtful_folders
ok "compare shows two folders and says that they drift" folders
ok "compare never compares different machines silently" other_machine

# ---- endings ----

workers_left() { pgrep -f "$folder/worker" >/dev/null; }

# Wait for at most $2 seconds until the command $1 fails.
wait_until_not() {
	for _ in $(seq $(($2 * 10))); do
		"$1" || return 0
		sleep 0.1
	done
	echo "still true after $2 s: $1"
	return 1
}

start_long() { # FOLDER
	"$duet" run switch --rounds=5000 --output="$1" >out 2>err </dev/null &
	pid=$!
	for _ in $(seq 100); do
		[ -s "$1/rounds.jsonl" ] && break
		sleep 0.1
	done
	sleep 1
}

interrupted() { # FOLDER SIGNAL
	start_long "$1"
	kill -"$2" $pid
	wait $pid
	code=$?
	[ "$code" = 130 ] || { echo "exit $code"; cat err; return 1; }
	grep -q '"state": *"partial"' "$1/run.json" && [ -s "$1/rounds.jsonl" ] && [ -s "$1/summary.json" ] && wait_until_not workers_left 2
}

ignores_hangup() {
	(
		trap '' HUP # as nohup does
		start_long nohup
		kill -HUP $pid
		sleep 1
		if ! kill -0 $pid; then
			echo "it has ended"
			exit 1
		fi
		kill -INT $pid
		wait $pid
		[ $? = 130 ]
	)
}

killed() {
	start_long killed
	kill -KILL $pid
	wait $pid 2>/dev/null
	wait_until_not workers_left 2
}

partial_report() { # FOLDER
	run report "$1"
	[ "$code" = 0 ] && grep -qi '^> \*\*Warning:\*\* partial' "$1/report.md" && grep -q 'warning: partial' out
}

full_disk() {
	(
		ulimit -f 40 # blocks: a slices.jsonl of a few rounds is larger
		run run switch --rounds=40 --output=full
		echo "$code" >code
	)
	if [ "$(cat code)" != 1 ] || [ "$(wc -l <err)" != 1 ] || ! grep -q 'full/' err; then
		echo "exit $(cat code)"
		cat err
		return 1
	fi
	if workers_left; then
		echo "a worker is left"
		return 1
	fi
	run report full
	[ "$code" = 0 ]
}

closed_output() {
	"$duet" list >/dev/full 2>err
	[ $? = 1 ] && grep -q 'cannot write' err
}

ok "an interrupted run exits 130, keeps its rounds and leaves no process" interrupted stopped INT
ok "... a terminated one too" interrupted terminated TERM
ok "... and one whose terminal was closed" interrupted hung-up HUP
ok "under nohup a closed terminal ends nothing" ignores_hangup
ok "the report of an interrupted run says that it is partial" partial_report stopped
ok "a killed run leaves no worker" killed
ok "the report of a killed run says that it is partial" partial_report killed
ok "a disk that is full is one line, and what was written is kept" full_disk
ok "an output that cannot be written is an error" closed_output

finish
