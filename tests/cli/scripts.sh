#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# scripts.sh - what scripts/compare-* promise of a results folder, and of what is none. Prints TAP.
# DUET_BUILD: where duet is. Two short runs are measured, and read by the scripts.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
export DUET=$build/duet
cd "$folder" || exit 2

# refuses WORDS COMMAND...: exit 2, and one line with the words
refuses() {
	local words=$1 code=0
	shift
	"$@" >out 2>err || code=$?
	cat out err
	[ $code = 2 ] && [ "$(wc -l <err)" = 1 ] && [ ! -s out ] && grep -qF -- "$words" err
}

compare() { "$root/scripts/compare-$1" "${@:2}"; }

# prints SCRIPT FOLDER: with exit 0, into out
prints() { compare "$1" "$2" >out 2>err && cat out err && [ ! -s err ]; }

# has_row DUET CONTESTANT: a row with an interval under the duet's heading
has_row() {
	awk -v RS= -v of="^$1[,:]" '$0 ~ of' out | grep -qE "^  $2 +[0-9][0-9.,]* +[0-9][0-9.,]* *… *[0-9]"
}
switches() {
	local contestant
	prints switches handing || return
	for contestant in coroutines threads raw boost; do has_row switch $contestant || return; done
	for contestant in coroutines threads; do
		has_row yield $contestant && has_row spawn $contestant || return
	done
}
memory() { prints memory handing && has_row memory coroutines && has_row memory threads; }

# Each loop says what it is, and each quantile has an interval for each of the four.
latency() {
	local quantile
	prints latency serving || return
	[ "$(grep -c 'closed loop: these must not be used' out)" = 1 ] &&
		[ "$(grep -cE '^open loop, 2,000 requests/s offered, from the intended send time$' out)" = 1 ] &&
		[ "$(grep -cE '^ +coroutines +threads +libuv +raw$' out)" = 2 ] || return
	for quantile in p50 p90 p99 p99.9 'max a round,'; do
		# Of two rounds an interval may be as wide as one likes: 1e+25 is one of its ends then.
		[ "$(grep -cE "^  $quantile µs( +[0-9.,]+ \[[0-9.,e+-]+, [0-9.,e+-]+\]){4}$" out)" = 2 ] || return
	done
	[ "$(grep -cE '^  answers( +[0-9,]+){4}$' out)" = 2 ] && [ "$(grep -cE '^  client CPU( +[0-9]+ %){4}$' out)" = 2 ]
}
warns() { # of what the numbers call for, as the report does
	prints latency serving && [ "$(grep -c '^warning: 2 rounds: .*Remedy: ' out)" = 2 ]
}

# changed FOLDER FROM FILTER: a copy of a folder whose summary was judged otherwise. A duet that
# reports nothing leaves it as it is.
changed() { rm -rf "$1" && cp -r "$2" "$1" && jq "$3" "$2/summary.json" >"$1/summary.json"; }

marks() {
	changed judged serving '.duets[].contestants[] |= (.client_bound = false | del(.open_verdict))
		| .duets[1].contestants[0].open_verdict = "valid"
		| .duets[1].contestants[1].open_verdict = "invalid"
		| .duets[1].contestants[2].open_verdict = "does not sustain the rate"
		| .duets[1].contestants[3].client_bound = true
		| .duets[1].doubtful = "the A/A control failed"' || return
	DUET=$folder/nothing prints latency judged || return
	[ "$(grep -cE '^  marks( +none){4}$' out)" = 1 ] &&
		grep -qE '^  marks +none +invalid +does not sustain the rate +client-bound$' out &&
		[ "$(grep -c '^not to be trusted: the A/A control failed$' out)" = 1 ]
}

# offers BUSY WORDS: what is said of a share when the load generator was so busy at full load
offers() {
	changed shared serving ".duets[1].contestants |= map(.parameters.rate = 0 | .parameters.percent = 80
		| .sustained_utilisation = {value: 0.5}) | .duets[1].contestants[1].sustained_utilisation.value = $1" || return
	DUET=$folder/nothing prints latency shared || return
	grep -qxF "open loop, 80 % of what $2 sustains offered, from the intended send time" out
}
# bound CODE KIB WORDS: with what coroutines take when they are 100,000, its interval's end
bound() {
	local code=0
	changed held handing "(.duets[] | select(.workload == \"memory\").contestants[0].levels[-1]) |=
		{operations: 100000, memory_bytes: {value: 4200, low: 4100, high: ($2 * 1024), rounds: 9}}" || return
	DUET=$folder/nothing compare memory held >out 2>err || code=$?
	cat out err
	[ $code = "$1" ] && grep -qE "^100,000 parked coroutines take 4\.102 KiB .*: at most 4\.3 is $3$" out
}

# measures SCRIPT: what it has measured without a folder: the words of duet run, one line a run
measures() {
	rm -rf tree && mkdir -p tree/scripts && cp "$root"/scripts/compare* tree/scripts || return
	printf '%s\n' '#!/bin/sh' "case \$1 in list) exec '$DUET' list --json ;; run) shift && echo \"\$*\" >>'$folder/asked' ;; esac" \
		"mkdir -p results && ln -sfn '$folder/$2' results/latest" >asks && chmod +x asks && rm -f asked
	DUET=$folder/asks tree/scripts/compare-"$1" >out 2>err
	cat out err asked
}
asks_players() { # only such as play it are asked for, and all of the wanted that do
	local name
	measures memory handing && [ "$(wc -l <asked)" = 1 ] || return
	for name in coroutines threads libuv raw; do
		if "$DUET" list --json | jq -e --arg of $name '.runtimes[] | select(.name == $of) | .workloads | index("memory")' >/dev/null; then
			grep -qE "^memory --contestants=.*\b$name\b" asked || return
		else
			! grep -qw $name asked || return
		fi
	done
}

# figure SCRIPT FOLDER PATTERN: named last, and SVG that an XML parser reads
figure() {
	local path
	compare "$1" "$2" >out 2>err || return
	path=$(sed -n "s/^figure: \(.*$3\)$/\1/p" out | head -n 1)
	[ -n "$path" ] && python3 -c '
import sys, xml.etree.ElementTree as tree
assert tree.parse(sys.argv[1]).getroot().tag == "{http://www.w3.org/2000/svg}svg"' "$path"
}

without_jq() {
	local tool
	rm -rf bin && mkdir bin
	for tool in bash basename dirname; do ln -s "$(command -v "$tool")" "bin/$tool"; done
	PATH=$folder/bin refuses_bare "$1"
}
refuses_bare() {
	local code=0
	"$root/scripts/$1" "${@:2}" >out 2>err || code=$?
	[ $code = 2 ] && [ "$(<err)" = "$1: jq is not installed: install the package jq" ]
}

damaged() { # SCRIPT FOLDER: rounds that are no JSON
	rm -rf bad && cp -r "$2" bad && echo '{"garbage' >bad/rounds.jsonl && rm -f bad/summary.json
	refuses "" compare "$1" bad
}
damaged_summary() { # SCRIPT FOLDER: a summary that is none, and a report that did not write it
	rm -rf bad && cp -r "$2" bad && echo '{"garbage' >bad/summary.json
	DUET=$folder/nothing refuses "summary.json is not what duet report writes" compare "$1" bad
}

# measured FOLDER ARGUMENTS OF RUN...: two short rounds
measured() { timeout 120 "$DUET" run --rounds=2 --no-control --output="$1" "${@:2}"; }

printf '#!/bin/sh\n' >nothing && chmod +x nothing
ok "a short run of what the scripts read ends well" measured handing switch yield spawn memory --set memory.tasks=256
ok "so does one of closed and open loops" measured serving echo -p connections=4 --sweep=rate=0,2000 \
	--contestants=coroutines,threads,libuv,raw
ok "compare-switches prints every contestant with an interval" switches
ok "compare-memory prints both contestants with an interval" memory
ok "compare-memory says that the bound is reached" bound 0 4.25 reached
ok "compare-memory exits 1 when the interval goes beyond the bound" bound 1 4.35 'not reached'
ok "compare-memory measures all that play it, and nobody else" asks_players
ok "compare-latency prints quantiles with intervals, and says which loop it was" latency
ok "compare-latency marks every contestant as the summary judges it" marks
ok "compare-latency says when a share may be one of the load generator's own limit" offers 0.95 "each, or the load generator,"
ok "... and that it is one of each server's where it is" offers 0.5 each
ok "compare-latency shows the report's warnings" warns
if command -v gnuplot >/dev/null; then
	ok "compare-switches draws one figure" figure switches handing 'switches\.svg'
	ok "compare-memory names its figure" figure memory handing 'memory-tasks\.svg'
	ok "compare-latency names its figures" figure latency serving 'echo-latency\.svg'
else
	skip "the figures are SVG" "gnuplot is not installed"
fi
ok "compare-switches says which command measures what is missing" refuses "duet run switch yield spawn" compare switches serving
ok "compare-memory says which command measures what is missing" refuses "duet run memory" compare memory serving
ok "compare-latency says which command measures what is missing" refuses "duet run echo" compare latency handing
ok "measure-claims knows its rows" refuses "no row 'swich'; there are: switch " "$root/scripts/measure-claims" swich
ok "same-verdicts says what makes the runs that are missing" refuses "there is no folder nowhere: scripts/measure-claims" "$root/scripts/same-verdicts" "$root/results/reference/claims" nowhere
for script in switches memory latency; do
	read=handing
	[ $script != latency ] || read=serving
	ok "compare-$script refuses damaged rounds in one line" damaged $script $read
	ok "compare-$script refuses a damaged summary in one line" damaged_summary $script $read
	ok "compare-$script refuses two folders in one line" refuses "one results folder" compare $script handing serving
	ok "compare-$script refuses an unknown option in one line" refuses "no option '--fast'" compare $script --fast
	ok "compare-$script refuses a folder that is none in one line" refuses "no folder 'nowhere'" compare $script nowhere
	ok "compare-$script --help says what it does" grep -q "^compare-$script \[RESULTS FOLDER\]: " <(compare $script --help)
done
for script in compare-switches compare-memory compare-latency performance coverage; do
	ok "$script without jq says what to install" without_jq $script
done

finish
