# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034,SC2154 # variables of the script's
# builds.sh - the programs that scripts/gate-alternatives has compared, and what is known of them.
# Sourced by it, and by scripts/gate-document for equip; not run. Of each row, by its name:
# $programs/CASE/{base,head}/, all orders of a program; key, which tells the builds apart in the
# record; operations and core of a slice.
declare -A keys operations cores

# The path of the row's delay (tests/delay/delay.h), and how rarely: some hundred times a slice.
delay_of() { # ROW
	case $1 in
	switch/coroutines* | yield/coroutines*) echo switch /64 ;;
	spawn/coroutines*) echo spawn /16 ;;
	spawn/threads*) echo spawn ;;
	switch/threads* | yield/threads*) echo hand-over ;;
	switch/raw-pipe*) echo system-call ;;
	*) return 1 ;;
	esac
}

# Two sets of orders of a worker that can be delayed.
link_orders() {
	local set
	echo "$name: building" >&2
	for set in 1 2; do
		make -s -j"$(nproc)" MODE=delay layouts LAYOUT_DIR=build/alternatives/$set SEED=$set >&2 || return
	done
}

# equip VALUE FROM TO: all orders of a program, with that delay
equip() {
	local program
	rm -rf "$3" && mkdir -p "$3"
	for program in "$2"/duet-worker-[0-9]*; do tests/delay/put "$1" "$program" "$3/${program##*/}"; done
}

# size HEAD BASE ROUNDS ORDER...: the ratio of two programs with its interval, over some orders: in a
# summary it is that of the second to the first
size() {
	local head=$1 base=$2 rounds=$3 order
	shift 3
	for order; do
		"$duet" compare "$base/duet-worker-$order@$runtime" "$head/duet-worker-$order@$runtime" \
			--workload="$workload" "${settings[@]}" --no-control --rounds="$rounds" --round-ms=4 --json \
			--output="$work/size" </dev/null 2>"$work/said" || true
		rm -rf "$work/size"
	done >"$work/sizes"
	jq -sc '[.[].duets[0].contestants | map(.ratio // empty) | first] | length as $n
		| (map(.value | log) | add / $n) as $mean
		| ([.[] | (.high / .low | log) / 2 | . * .] | add | sqrt / $n) as $half
		| {ratio: ($mean | exp), low: ($mean - $half | exp), high: ($mean + $half | exp)}' "$work/sizes" 2>>"$work/said" ||
		refuse "$row could not be measured: $(tail -n 1 "$work/said")"
}

# steps_for PATH EVERY: how many make the row 2 % slower, from a trial; those of the record, if there
steps_for() {
	local trial=40
	record_lines | jq -se --arg key "$key" --arg row "$row" 'map(select(.key == $key and .row == $row and .steps)) | last.steps // empty' && return
	equip "$1:$trial$2" build/alternatives/1 "$work/trial"
	size "$work/trial" "$programs/equal/base" 150 00 12 |
		jq --argjson trial $trial '[$trial * (1.02 | log) / ([.ratio, 1.001] | max | log), 1] | max | round'
}

# Base and head of every case; the base takes its delay of no steps too.
equip_row() {
	local path every="" steps place size
	read -r path every <<<"$(delay_of "$row")"
	equip "$path:0$every" build/alternatives/1 "$programs/equal/base"
	equip "$path:0$every" build/alternatives/2 "$programs/relinked/head"
	for place in equal/head relinked/base slower/base; do
		mkdir -p "$programs/${place%/*}" && ln -sfn ../equal/base "$programs/$place"
	done
	steps=$(steps_for "$path" "$every")
	equip "$path:$steps$every" build/alternatives/1 "$programs/slower/head"
	has ".row == \"$row\" and .steps" && return
	size=$(size "$programs/slower/head" "$programs/slower/base" 200 00 06 12 18)
	append "$(jq -c --arg key "$key" --argjson budget "$seconds" --arg row "$row" --argjson steps "$steps" \
		'{$key, $budget, $row, $steps} + .' <<<"$size")"
}

# How many operations last 50 ms, and where they are played.
learn() {
	local first=("$programs"/equal/base/*)
	play "$work/first" 1 2 "${first[0]}" || refuse "$row could not be measured: $(tail -n 1 "$work/said")"
	read -r "operations[$row]" "cores[$row]" < <(jq -r '.duets[0] | .slice_ns as $slice | .contestants[0].operations as $n
		| "\([$n * 50000000 / $slice, 1] | max | round) \(.contestant_core)"' "$work/first/run.json")
}

# prepare_row: build what is not given, and learn what has to be known
prepare_row() {
	if [ -n "$builds" ]; then
		[ -d "$programs" ] || refuse "there is no folder $programs"
		key=$(cat "$programs"/*/*/* | sha256sum | cut -c1-12)
	else
		key=$(cat build/alternatives/[12]/duet-worker-* | sha256sum | cut -c1-12)
		equip_row
	fi
	keys[$row]=$key
	learn
}

# enter ROW: its words, and where its programs are
enter() {
	local rest=${1#*/} parameter
	row=$1 workload=${1%%/*} runtime=${rest%%:*} settings=() key=${keys[$1]-}
	rest=${rest#"$runtime"}
	for parameter in ${rest//:/ }; do settings+=(--set "$parameter"); done
	programs=${builds:-$here/build/alternatives}/${row//[\/:=]/-}
}
