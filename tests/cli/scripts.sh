#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# scripts.sh - what scripts/compare-* promise of a results folder, and of what is none. Prints TAP.
# DUET_BUILD: where duet is. Nothing is measured: the committed reference run is read.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
export DUET=$build/duet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
count=0 failed=0

# ok PROMISE COMMAND...: the promise is kept when the command succeeds.
ok() {
	local promise=$1
	shift
	count=$((count + 1))
	if "$@" >said 2>&1; then
		echo "ok $count - $promise"
	else
		failed=1
		echo "not ok $count - $promise"
		tail -n 20 said | sed 's/^/#   /'
	fi
}
skip() { count=$((count + 1)) && echo "ok $count - $1 # SKIP $2"; }

# refuses WORDS COMMAND...: exit 2, and one line with the words
refuses() {
	local words=$1 code=0
	shift
	"$@" >out 2>err || code=$?
	cat out err
	[ $code = 2 ] && [ "$(wc -l <err)" = 1 ] && [ ! -s out ] && grep -qF -- "$words" err
}

compare() { "$root/scripts/compare-$1" "${@:2}"; }

# prints SCRIPT: with exit 0, into out
prints() { compare "$1" reference >out 2>err && cat out err && [ ! -s err ]; }

# has_row DUET CONTESTANT: a row with an interval under the duet's heading
has_row() {
	awk -v RS= -v of="^$1[,:]" '$0 ~ of' out | grep -qE "^  $2 +[0-9][0-9.,]* +[0-9][0-9.,]* *… *[0-9]"
}
switches() {
	local contestant
	prints switches || return
	for contestant in coroutines threads raw boost; do has_row switch $contestant || return; done
	for contestant in coroutines threads; do
		has_row yield $contestant && has_row spawn $contestant || return
	done
}
memory() { prints memory && has_row memory coroutines && has_row memory threads; }

# A closed loop says so; each quantile has an interval for each of the four.
latency() {
	local quantile
	prints latency || return
	[ "$(grep -c 'closed loop: these must not be used' out)" = "$(grep -c '^echo, connections=' out)" ] || return
	grep -qE '^ +coroutines +threads +libuv +raw$' out || return
	for quantile in p50 p90 p99 p99.9 'max a round,'; do
		grep -qE "^  $quantile µs( +[0-9.,]+ \[[0-9.,]+, [0-9.,]+\]){4}$" out || return
	done
	grep -qE '^  answers( +[0-9,]+){4}$' out && grep -qE '^  client CPU( +[0-9]+ %){4}$' out &&
		grep -qE '^  marks +client-bound' out
}

# The same folder with a rate is an open loop, marked where its generator or its server is behind.
# duet report would write the summary anew, so a stand-in for it says what one would say of it.
latency_open() {
	printf '%s\n' '#!/bin/sh' 'echo "switch: a question"' echo 'echo "echo, connections=1: a question"' \
		'echo "warning: invalid latencies of threads: late. Remedy: a lower rate."' \
		'echo "warning: libuv does not sustain the rate: slow. Remedy: a lower rate."' >says
	chmod +x says && cp -r reference open || return
	jq '.duets |= map(select(.workload == "echo"))[:1] | .duets[0].contestants |= (map(.parameters.rate = 20000
		| .offered_per_second = {value: 20000})
		| .[3].driver_utilisation.value = 0.95)' \
		reference/summary.json >open/summary.json
	DUET=$folder/says compare latency open >out 2>err
	cat out err
	grep -qF 'open loop, 20,000 requests/s offered, from the intended send time' out &&
		! grep -q 'closed loop' out &&
		grep -qE '^  marks +none +invalid +does not sustain the rate +client-bound$' out &&
		[ "$(grep -c '^warning: .*Remedy' out)" = 2 ]
}

# figure SCRIPT PATTERN: named last, and SVG that an XML parser reads
figure() {
	local path
	compare "$1" reference >out 2>err || return
	path=$(sed -n "s/^figure: \(.*$2\)$/\1/p" out | head -n 1)
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

damaged() { # damaged SCRIPT: rounds that are no JSON
	rm -rf bad && cp -r reference bad && echo '{"garbage' >bad/rounds.jsonl && rm -f bad/summary.json
	refuses "" compare "$1" bad
}
damaged_summary() { # a summary that is none, and a report that did not write it
	rm -rf bad && cp -r reference bad && echo '{"garbage' >bad/summary.json
	DUET=$folder/nothing refuses "summary.json is not what duet report writes" compare "$1" bad
}

printf '#!/bin/sh\n' >nothing && chmod +x nothing
cp -r "$root/results/reference/report" reference
cp -r "$root/results/reference/echo-64" echo
cp -r "$root/results/reference/bare" bare
ok "compare-switches prints every contestant with an interval" switches
ok "compare-memory prints both contestants with an interval" memory
ok "compare-latency prints quantiles with intervals, and says that the loop is closed" latency
ok "compare-latency says what an open loop is, and marks it" latency_open
if command -v gnuplot >/dev/null; then
	ok "compare-switches draws one figure" figure switches 'switches\.svg'
	ok "compare-memory names its figure" figure memory 'memory-tasks\.svg'
	ok "compare-latency names its figures" figure latency 'echo-latency\.svg'
else
	skip "the figures are SVG" "gnuplot is not installed"
fi
ok "compare-switches says which command measures what is missing" refuses "duet run switch yield spawn" compare switches echo
ok "compare-memory says which command measures what is missing" refuses "duet run memory" compare memory echo
ok "compare-latency says which command measures what is missing" refuses "duet run echo" compare latency bare
for script in switches memory latency; do
	ok "compare-$script refuses damaged rounds in one line" damaged $script
	ok "compare-$script refuses a damaged summary in one line" damaged_summary $script
	ok "compare-$script refuses two folders in one line" refuses "one results folder" compare $script reference echo
	ok "compare-$script refuses an unknown option in one line" refuses "no option '--fast'" compare $script --fast
	ok "compare-$script refuses a folder that is none in one line" refuses "no folder 'nowhere'" compare $script nowhere
	ok "compare-$script --help says what it does" grep -q "^compare-$script \[RESULTS FOLDER\]: " <(compare $script --help)
done
for script in compare-switches compare-memory compare-latency performance coverage; do
	ok "$script without jq says what to install" without_jq $script
done

echo "1..$count"
[ $failed = 0 ]
