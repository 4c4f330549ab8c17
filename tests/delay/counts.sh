#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# counts.sh - `duet gate` by what is counted, of workers that differ in the size of a delay alone: every
# instruction more is told, where duet must do without Valgrind as well. Prints TAP.
#
# usage: counts.sh [DUET-WORKER]      one of make MODE=delay
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(realpath "$(dirname "$0")/../..") || exit 2
worker=$(realpath "${1:-$root/build/delay/duet-worker}") || exit 2
duet=$(realpath "${DUET_BUILD:-$root/build/release}")/duet || exit 2
export NO_COLOR=1
unset DUET_DELAY DUET_WORKER
cd "$folder" || exit 2
for steps in 0 10 20 30; do
	"$root/tests/delay/put" switch:$steps "$worker" worker$steps || exit 2
done

# ends CODE ARGUMENT...: duet gate with this exit code; what it prints in out and err
ends() {
	local wanted=$1 code
	shift
	rm -rf gates
	timeout -k 5 240 "$duet" gate "$@" --output=gates </dev/null >out 2>err
	code=$?
	cat out err
	[ "$code" = "$wanted" ]
}
says() { grep -q -- "$1" out || { echo "not said: $1"; return 1; }; }
holds() { jq -e "$1" gates/gate.json >holds || { echo "$1:" && cat holds gates/gate.json && return 1; }; }
switch=--row=switch/coroutines

more() { jq '.rows[0] | .head - .base' gates/gate.json; }
steps_are_told() { # a step is some instructions, whole ones, and twice of it is twice as many
	local ten
	ends 1 worker10 worker20 $switch --metrics=instructions && ten=$(more) &&
		ends 1 worker10 worker30 $switch --metrics=instructions && echo "$ten, $(more)" &&
		[ "$ten" -ge 10 ] && [ $((ten % 10)) = 0 ] && [ "$(more)" = $((2 * ten)) ]
}
says_so() {
	says "switch/coroutines needs .* % more instructions" && says "more, counted" &&
		holds '.rows[0] | .counted and .decisive.low == null and .control == null' && [ ! -e gates/first ]
}
none_more_pass() { ends 0 worker20 worker10 $switch --metrics=instructions,allocations && says fewer && says "as many"; }
tolerance_is_kept() { ends 0 worker10 worker20 $switch --metrics=instructions --tolerance=99%; }
threads_pass() { # the delay is not on their path
	ends 0 worker0 worker30 --row=spawn/threads --metrics=allocations --tolerance=1% && holds '.rows[0].counted'
}
measured_too() {
	ends 1 worker0 worker30 $switch --row=echo/coroutines:connections=1 --metrics=instructions,wall --budget=20 &&
		holds '[.rows[] | .name + " " + .metric] | sort == ["echo/coroutines:connections=1 wall",
			"switch/coroutines instructions", "switch/coroutines wall"]' &&
		holds '.rows[] | select(.metric == "instructions") | .verdict == "fail"' &&
		says "1 row is not counted, such as echo/coroutines:connections=1" && [ -s gates/first/rounds.jsonl ]
}
driven_alone() { ends 2 worker0 worker30 --row=echo/coroutines --metrics=instructions && says "is not counted"; }
valgrind_is_missing() { # all programs but that one
	mkdir few && for program in /usr/bin/*; do
		[ "$(basename "$program")" = valgrind ] || ln -s "$program" few/
	done
}
without() { local PATH=$folder/few && "$@"; } # PATH stays exported
goes_on() {
	without ends 0 worker0 worker0b $switch --metrics=instructions,wall --budget=20 &&
		says "nothing is counted: cannot start valgrind" && says "install it" && holds '.rows | length == 1'
}
cannot() { without ends 2 worker0 worker30 $switch --metrics=instructions && says "COULD NOT MEASURE.*valgrind"; }
added() {
	"$duet" trend add gates --history=history.jsonl --revision=slow &&
		jq -e '.row == "switch/coroutines" and .over == "worker10" and .metric == "instructions" and .low == null' history.jsonl
}

if ! command -v valgrind >/dev/null; then
	skip "counts" "no valgrind"
	finish
	exit
fi
ok "instructions of a known number are told to the last" steps_are_told
ok "... and that they were counted, in no round" says_so
ok_by_schema "... by a gate.json that follows its schema" docs/schema/gate.json gates/gate.json
ok "... which a history takes" added
ok "fewer instructions pass" none_more_pass
ok "more within the tolerance pass" tolerance_is_kept
ok "what threads do is counted too" threads_pass
ok "what needs a driver is measured alone, and that is said" measured_too
ok "where nothing can be counted that was asked for, nothing is judged" driven_alone
"$root/tests/delay/put" switch:0/2 "$worker" worker0b && valgrind_is_missing || exit 2
ok "without Valgrind the rest is judged, and that is said" goes_on
ok "... and where counts are all that was asked for, nothing" cannot
finish
