#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# sweep.sh - `duet run --sweep`: what it plays, what it refuses, and what the report makes of it.
#
# usage: sweep.sh      prints TAP: "ok N - promise" or "not ok N - promise"
# DUET_BUILD: the folder with duet and duet-worker (default: build/release).
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
build=${DUET_BUILD:-$(dirname "$0")/../../build/release}
duet=$(realpath "$build/duet") || exit 2
DUET_FIGURES=$(realpath "$(dirname "$0")/../../scripts/figures") || exit 2
export DUET_FIGURES
unset DUET_WORKER
cd "$folder" || exit 2

# refuses WORDS ARGUMENT...: `duet run ARGUMENT...` exits 2 with one line that has these words.
refuses() {
	local words=$1
	shift
	timeout -k 5 60 "$duet" run "$@" >out 2>err </dev/null
	local code=$?
	[ "$code" = 2 ] && [ "$(wc -l <err)" = 1 ] && grep -qF -- "$words" err && return
	echo "duet run $*: exit $code, wanted 2 and \"$words\" in one line:"
	cat err
	return 1
}

# values SWEEP: the values of the first parameter in run.json that the sweep varied, in their order.
values() { # FOLDER PARAMETER
	python3 -c '
import json, sys
run = json.load(open(sys.argv[1] + "/run.json"))
print(*[d["contestants"][0]["parameters"][sys.argv[2]] for d in run["duets"]])' "$1" "$2"
}

# plays VALUES SWEEP: short rounds of nothing but a switch between that many tasks
plays() {
	local wanted=$1 sweep=$2 got
	rm -rf played
	timeout -k 5 120 "$duet" run switch --sweep "$sweep" --rounds=1 --round-ms=1 --no-control \
		--contestants=coroutines,threads --output=played >out 2>err || { cat err; return 1; }
	got=$(values played tasks)
	[ "$got" = "$wanted" ] || { echo "played $got, not $wanted"; return 1; }
}

ok "a range is played from end to end in geometric steps" plays "2 4 8 16 32" tasks=2..32:5
ok "a range has no more values than whole numbers" plays "2 3 4" tasks=2..4
ok "steps that round to the same number are moved apart" plays "2 3 4 5 6 7 8 9" tasks=2..9
ok "a range of one number is one duet" plays "7" tasks=7..7
ok "a list is played in rising order" plays "2 5 9" tasks=9,2,5
ok "the header tells the sweep and how many duets" grep -q '^duet  switch over tasks 2 … 9 .* 3 duets, 1 rounds each' out
ok "the command that repeats the run keeps the sweep" grep -q -- '--sweep=tasks=9,2,5' played/run.json

ok "an unknown parameter is refused, and the nearest told" refuses 'connections' echo --sweep conections=1..8
ok "a parameter that the workload lacks is refused" refuses 'parameter of switch' switch --sweep connections=1..8
ok "a value out of the parameter's range is refused" refuses 'out of range' echo --sweep connections=1..100000000
ok "a range that falls is refused" refuses 'FROM is more than TO' echo --sweep connections=8..1
ok "a range that begins below 1 is refused" refuses 'FROM=0 is out of range' echo --sweep connections=0..8
ok "no number is refused" refuses 'is no whole number' echo --sweep connections=a..8
ok "an empty end is refused" refuses 'is no whole number' echo --sweep connections=1..
ok "more than 32 values are refused" refuses 'COUNT=33 is out of range' echo --sweep connections=1..1000:33
ok "more values than whole numbers are refused" refuses 'fewer whole numbers' echo --sweep connections=1..4:5
ok "one value of two ends is refused" refuses 'both ends' echo --sweep connections=1..4:1
ok "a value that is there twice is refused" refuses 'there twice' echo --sweep connections=1,2,1
ok "no value is refused" refuses 'is no NAME=FROM..TO' echo --sweep connections=
ok "no name is refused" refuses 'is no NAME=FROM..TO' echo --sweep 1..8
ok "two sweeps are refused" refuses '--sweep is given twice' echo --sweep connections=1..8 --sweep size=1..8
ok "a parameter set by -p as well is refused" refuses 'by --sweep and by -p' echo --sweep connections=1..8 -p connections=4
ok "a parameter set by a contestant as well is refused" \
	refuses 'by --sweep and by the contestant' echo --sweep connections=1..8 --contestants=coroutines,threads:connections=4
ok "a sweep of a profile's rows is refused" refuses 'needs to be told what it sweeps' --sweep connections=1..8
ok "a workload named twice is refused" refuses 'named twice' echo echo --sweep connections=1..8

lowered() {
	(
		ulimit -n 100
		timeout -k 5 120 "$duet" run echo --sweep connections=50,100,1000 --rounds=1 --round-ms=1 --no-control \
			--contestants=coroutines,threads --output=lowered >out 2>err
	) || { cat err; return 1; }
	grep -q '"remedy": "ulimit -n [0-9]* as root (100 now' lowered/run.json || { grep remedy lowered/run.json; return 1; }
	[ "$(wc -l <err)" = 1 ] && grep -q 'connections 100 and 1,000 were both played as ' err &&
		[ "$(sed -n '/^echo over connections/,/requests/p' out | grep -cE '^ +[0-9]+ ')" = 2 ]
}
ok "values that limits lower to the same are told, and the first of them is kept" lowered

# The report of a sweep: enough rounds for an interval, whatever the machine does meanwhile.
timeout -k 5 120 "$duet" run echo --sweep connections=1,4,16 --rounds=5 --round-ms=20 \
	--contestants=coroutines,threads --output=swept >screen 2>err
"$duet" report swept >out 2>err

has_table() { # FILE
	grep -q 'echo over connections' "$1" &&
		[ "$(sed -n '/echo over connections/,$p' "$1" | grep -cE '^[ |]+(1|4|16) ')" -ge 3 ]
}
has_figure() {
	command -v gnuplot >/dev/null || return 0
	grep -q '!\[echo over connections\](figures/01-echo-over-connections.svg)' swept/report.md &&
		python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' \
			swept/figures/01-echo-over-connections.svg
}
repeats() {
	grep -q '^[^ ]*duet run echo .*--sweep connections=1,4,16 --contestants=coroutines,threads ' swept/report.md
}
links() { grep -q '](#family-1) |' swept/report.md && grep -q '<a id="family-1">' swept/report.md; }
is_page() { grep -q '<section id="family-1">' swept/report.html; }

ok "the terminal shows one table after a sweep" has_table screen
ok "so does the report, in a section of its own" has_table swept/report.md
ok "with a figure" has_figure
ok "and the command that repeats it" repeats
ok "the table of advice leads there" links
ok "the page has the section too" is_page

# At one rate for all values requests a second are what was offered: what clients waited is told.
timeout -k 5 120 "$duet" run echo --sweep connections=2,4 -p rate=4000 --rounds=2 --round-ms=20 --no-control \
	--contestants=coroutines,threads --output=paced >screen 2>err
"$duet" report paced >out 2>err
waits_on_screen() { grep -q '^  p50 in .*, from the intended send time:' screen && grep -q '^  p99 in ' screen && ! grep -q 'requests/s:' screen; }
waits_in_report() { grep -q '| coroutines p50 .* | threads p50 .* | coroutines p99 .* | threads p99 ' paced/report.md; }
waits_in_figure() {
	command -v gnuplot >/dev/null || return 0
	grep -q 'p99 from the intended send time' paced/figures/01-echo-over-connections.svg && ! grep -qi 'warning\|error' err
}
ok "a sweep of open loops shows p50 and p99 instead of requests a second" waits_on_screen
ok "so does its report" waits_in_report
ok "and its figure" waits_in_figure

finish
