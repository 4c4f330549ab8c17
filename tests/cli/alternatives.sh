#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# alternatives.sh - scripts/gate-alternatives and scripts/layout-effect, with fakes whose costs are known, and
# the tests that they judge by, with answers that are known. Prints TAP. DUET_BUILD: where duet is.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(realpath "$(dirname "$0")/../..") || exit 2
build=$(realpath "${DUET_BUILD:-$root/build/release}") || exit 2
judge=$build/tests/alternatives/judge
fake=$root/tests/fake/worker
export DUET_BUILD=$build DUET=$build/duet DUET_WORKER=$fake
cd "$folder" || exit 2

# ---- the tests ----

# column NUMBER...: a file
column() { printf '%s\n' "$@" >"$1"; sed -i 1d "$1"; }
# judges WORDS ARGUMENT...: what it prints begins so
judges() { "$judge" "${@:2}" >out && cat out && [[ $(<out) == $1* ]]; }
refused() { # WORDS COMMAND...: exit 2, and one line with the words
	local words=$1 code=0
	"${@:2}" >out 2>err || code=$?
	cat out err
	[ $code = 2 ] && [ "$(wc -l <err)" = 1 ] && [ ! -s out ] && grep -qF -- "$words" err
}

# Hours of sleep gained by ten patients with two drugs (Student 1908), to which 10 is added: what R's
# t.test and wilcox.test say of them, t = -1.8608 and W = 25.5.
column one 10.7 8.4 9.8 8.8 9.9 13.4 13.7 10.8 10 12
column two 11.9 10.8 11.1 10.1 9.9 14.4 15.5 11.6 14.6 13.4
ok "Welch's t is R's" judges "14.6977 0.0793941" welch one two
ok "Mann and Whitney's U with ties is R's" judges "13.5266 0.0693276" ranks one two
# Their exponentials: the paired t of their differences, t = -4.0621.
awk '{ printf "%.15g\n", exp($1) }' one >powers && awk '{ printf "%.15g\n", exp($1) }' two >powers2
paired_is_r() { "$judge" paired powers powers2 >out && awk '{ exit !($2 > 0.002832 && $2 < 0.002834) }' out; }
ok "the t of pairs is R's" paired_is_r
# Hollander and Wolfe 1973, page 69: one-sided P = 0.1272.
column long 0.80 0.83 1.89 1.04 1.45 1.38 1.91 1.64 0.73 1.46
column short 1.15 0.88 0.90 0.74 1.21
ok "Mann and Whitney's U without ties is exact" judges "-36.3958 0.254412" ranks long short
column same 3 3 3
ok "what does not vary does not differ" judges "0.0000 1" welch same same
ok "... nor by its ranks" judges "0.0000 1" ranks same same
ok "... nor pair by pair" judges "0.0000 1" paired same same
ok "a share has Clopper and Pearson's interval" judges "10.0 0.3 44.5" share 1 10
column words 1 two 3
ok "what is no number is refused" refused "numbers above 0" "$judge" welch words words
ok "pairs without a partner are refused" refused "not as many" "$judge" paired long short
ok "a file that is not there is refused" refused "No such file" "$judge" welch nowhere same
ok "more hits than trials are refused" refused "no more hits" "$judge" share 2 1

# ---- gate-alternatives ----

fake_of() { # FILE NANOSECONDS: a program that is a fake of that cost
	mkdir -p "$(dirname "$1")"
	cat >"$1" <<-END
		#!/bin/sh
		[ "\$1" != --describe ] || exec cat "$folder/description"
		exec "$fake" ns=$2
	END
	chmod +x "$1"
}
# It says that it plays the workload known on a runtime that is called any.
"$fake" --describe | sed 's/"runtimes": \[\]/"runtimes": [{"name": "any", "summary": "", "workloads": ["known"]}]/' >description
for order in 00 01; do
	for case in equal relinked slower; do
		for side in base head; do fake_of builds/known-any/$case/$side/duet-worker-$order 1000; done
	done
	fake_of builds/known-any/slower/head/duet-worker-$order 1300
done
alternatives() { timeout -k 5 300 "$root/scripts/gate-alternatives" --builds=builds --seconds=1 "$@" known/any </dev/null >out 2>err || { cat out err; return 1; }; }
# said CASE VERDICT READING...: of the record
said() {
	local reading
	for reading in "${@:3}"; do
		jq -es --arg case "$1" --arg verdict "$2" --arg reading "$reading" \
			'map(select(.case == $case and .reading == $reading)) | length == 1 and .[0].verdict == $verdict' \
			builds/record.jsonl >/dev/null || { echo "$reading is not $2"; return 1; }
	done
}
plays() { alternatives --gates=1 && [ "$(jq -s length builds/record.jsonl)" = 24 ]; }
hears_hyperfine() { [ "$(grep -c '"reading":"hyperfine-\(ratio\|welch\)"' builds/record.jsonl)" = 6 ]; }
continues() { cp builds/record.jsonl before && alternatives --gates=1 && cmp before builds/record.jsonl; }
survives_a_torn_line() {
	truncate -s -20 builds/record.jsonl && alternatives --gates=1 && jq -cR 'fromjson? // empty' builds/record.jsonl >whole &&
		[ "$(wc -l <whole)" = 24 ] && [ "$(wc -l <builds/record.jsonl)" = 25 ]
}
forgets_other_builds() { # nothing that was found out of one program is said of another
	fake_of builds/known-any/relinked/head/duet-worker-00 1001
	timeout 100 "$root/scripts/gate-alternatives" --builds=builds --seconds=1 --gates=1 known/any </dev/null >out 2>err &
	for _ in $(seq 600); do
		[ ! -s err ] || break
		sleep 0.1
	done
	kill $!
	wait $!
	grep -q "1 of 1, known/any, equal: hyperfine-ratio" err
}
ok "every way decides, and what it decides is recorded" plays
ok "who is told a cost finds 30 % more" said slower slower runs once-1 once-5 once-10 pair
ok "... and nothing where nothing is" said equal not-slower runs once-1 once-5 once-10 pair
ok "hyperfine is read in two ways" hears_hyperfine
ok "what has been played is not played again" continues
ok "a torn line is played again, and the next one is whole" survives_a_torn_line

line() { # CASE VERDICT [READING]
	echo "{\"key\": \"k\", \"budget\": 1, \"row\": \"known/any\", \"case\": \"$1\", \"gate\": 1, \"way\": \"gate\", \"reading\": \"gate\", \"verdict\": \"$2\", \"change\": 1, \"ms\": 1040}"
}
counts() {
	mv builds/record.jsonl kept
	{
		echo '{"key": "k", "budget": 1, "row": "known/any", "steps": 9, "ratio": 1.0203, "low": 1.0191, "high": 1.0215}'
		line slower slower && line slower slower && line slower inconclusive && line equal not-slower
	} >builds/record.jsonl
	alternatives --gates=0 || return
	mv kept builds/record.jsonl
	grep -qxF '| known/any | duet gate: surely over 1 % | 0 of 1: 0 % [0, 98] | - | 2 of 3: 67 % [9, 99], 1 inconclusive | 1 |' out &&
		grep -qF 'known/any: 2.03 % [1.91, 2.15].' out
}
ok "the table counts, with intervals" counts
ok "other builds are played anew" forgets_other_builds
# An order that the gate alone plays: the others play the first one.
tells_what_failed() {
	mkdir broken && cp -r builds/known-any broken || return
	cat >broken/known-any/equal/head/duet-worker-01 <<-END
		#!/bin/sh
		[ "\$1" = --describe ] && exec cat "$folder/description"
		exit 1
	END
	timeout -k 5 100 "$root/scripts/gate-alternatives" --builds=broken --seconds=1 --gates=1 known/any </dev/null >out 2>err
	[ $? = 2 ] || { cat err && return 1; }
	tail -n 1 err | grep 'gate could not measure: .*duet-worker-01.* ended with status 1' &&
		jq -es 'length > 0 and all(.[]; .way != "gate")' broken/record.jsonl
}
ok "what the gate cannot measure is told, and has no outcome" tells_what_failed
ok "a row of two processes is refused" refused "hyperfine cannot" "$root/scripts/gate-alternatives" echo/coroutines
ok "an unknown option is refused" refused "no option '--fast'" "$root/scripts/gate-alternatives" --fast
ok "a number that is none is refused" refused "--gates needs a number" "$root/scripts/gate-alternatives" --gates=many
ok "builds that are not there are refused" refused "there is no folder" "$root/scripts/gate-alternatives" --builds=builds known/other

# ---- layout-effect ----

mkdir -p tree/scripts tree/docs && cp -r "$root"/scripts/{layout-effect,blocks,insert,figures} tree/scripts
for set in ordinary-1 ordinary-2 pages-1 pages-2; do
	for order in 00 01; do fake_of sets/$set/duet-worker-$order 1000; done
done
fake_of sets/ordinary-2/duet-worker-01 1100
layouts() {
	printf '<!-- layouts -->\n<!-- /layouts -->\n' >tree/docs/layouts.md
	timeout 120 tree/scripts/layout-effect --keep --rounds=5 --sets=sets known/any </dev/null >out 2>err || { cat out err; return 1; }
	cat out
	# 1.1 is 9.53 % in logarithms, a quarter of it below the mean for three of four.
	grep -qF '| known/any | ordinary | 4 | 4.77 | 0.00 | -2.38 to +7.15 | 25 % | +4.77 ± 0.00 |' out &&
		grep -qF '| known/any | at pages | 4 | 0.00 | 0.00 | +0.00 to +0.00 | 0 % | +0.00 ± 0.00 | 0.00 |' out
}
ok "what orders differ by is told as it is" layouts
ok "... and put into the document" grep -q "^| known/any | ordinary" tree/docs/layouts.md
if command -v gnuplot >/dev/null; then
	ok "... and drawn" python3 -c 'import xml.etree.ElementTree as tree; tree.parse("tree/results/reference/layouts/layouts.svg")'
else
	skip "... and drawn" "gnuplot is not installed"
fi
ok "no rounds are refused" refused "--rounds needs" tree/scripts/layout-effect --rounds=1
ok "what is no row is refused" refused "is no row" tree/scripts/layout-effect switch

finish
