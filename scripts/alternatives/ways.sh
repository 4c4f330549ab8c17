# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # variables of the script's
# ways.sh - the ways to decide whether the head is slower than the base, for scripts/gate-alternatives,
# which sources it. decide_WAY BASE HEAD prints a line a reading of its numbers: READING VERDICT CHANGE
# (per cent). All play on the core that duet plays on. What the others play lasts for $seconds without
# what comes before and between; the gate has $seconds for all of it.

# play FOLDER ROUNDS MILLISECONDS PROGRAM...: by duet, in turn where there are two
play() {
	local folder=$1 rounds=$2 ms=$3 list="" program
	shift 3
	for program; do list+=${list:+,}$program@$runtime; done
	rm -rf "$folder"
	"$duet" run "$workload" --contestants="$list" "${settings[@]}" --no-control --rounds="$rounds" \
		--round-ms="$ms" --output="$folder" </dev/null >"$work/said" 2>&1
}

# means FOLDER: a number a round of the one contestant: elapsed time over operations of all kept slices
means() { jq '.discarded as $d | (.wall_ns[$d:] | add) / (.operations[$d:] | add)' "$1/slices.jsonl"; }

# slices FOLDER CONTESTANT: what an operation took, slice by slice
slices() {
	jq --argjson who "$2" 'select(.contestant == $who) | .discarded as $d
		| [.wall_ns[$d:], .operations[$d:]] | transpose[] | .[0] / .[1]' "$1/slices.jsonl"
}

# judged TEST: what a test says of $work/base and $work/head at 5 %, two-sided
judged() {
	"$judge" "$1" "$work/base" "$work/head" | awk '{ print ($2 < 0.05 && $1 > 0 ? "slower" : "not-slower"), $1 }'
}

# A session of 50 ms, as commands of the worker.
session() {
	local parameters="" word
	for word in "${settings[@]}"; do
		[ "$word" = --set ] || parameters+="${parameters:+, }\"${word%%=*}\": ${word#*=}"
	done
	printf '%s\n' "{\"do\": \"prepare\", \"workload\": \"$workload\", \"parameters\": {$parameters}}" \
		"{\"do\": \"play\", \"operations\": ${operations[$row]}}"
}

# hyperfine, whole sessions, one command after the other. Its last lines say how many times faster the
# faster one ran, plus or minus the standard deviation of single runs: the same from its export.
decide_hyperfine() {
	local side runs=$((seconds * 1000 / 2 / 50)) commands=()
	session >"$work/session"
	for side; do commands+=("sh -c 'exec \"$side\" $runtime <\"$work/session\"'"); done
	taskset -c "${cores[$row]}" hyperfine --style none -N --warmup 1 --runs "$((runs > 2 ? runs : 2))" \
		--export-json "$work/times" "${commands[@]}" >"$work/said" 2>&1 || return
	jq -r '.results | .[0] as $b | .[1] as $h | ($h.mean / $b.mean) as $r
		| ($r * (pow($h.stddev / $h.mean; 2) + pow($b.stddev / $b.mean; 2) | sqrt)) as $d
		| "hyperfine-ratio \(if $r - $d > 1 then "slower" else "not-slower" end) \(100 * ($r - 1))"' "$work/times"
	jq '.results[0].times[]' "$work/times" >"$work/base"
	jq '.results[1].times[]' "$work/times" >"$work/head"
	echo "hyperfine-welch $(judged welch)"
}

# As Go's testing and benchstat do it: 10 runs of the one, then 10 of the other, each a process.
decide_runs() {
	local ms=$((seconds * 1000 / 20))
	play "$work/a" 10 $ms "$1" && play "$work/b" 10 $ms "$2" || return
	means "$work/a" >"$work/base"
	means "$work/b" >"$work/head"
	echo "runs $(judged ranks)"
}

# One run of each, and a threshold.
decide_once() {
	local ms=$((seconds * 1000 / 2)) threshold
	play "$work/a" 1 $ms "$1" && play "$work/b" 1 $ms "$2" || return
	for threshold in 1 5 10; do
		awk -v base="$(means "$work/a")" -v head="$(means "$work/b")" -v threshold=$threshold 'BEGIN {
			change = 100 * (head / base - 1)
			print "once-" threshold, (change > threshold ? "slower" : "not-slower"), change
		}'
	done
}

# One process of each, which play slices in turn.
decide_pair() {
	play "$work/a" 1 $((seconds * 1000 / 2)) "$1" "$2" || return
	slices "$work/a" 0 >"$work/base"
	slices "$work/a" 1 >"$work/head"
	echo "pair $(judged paired)"
}

# duet's gate, of this row alone, on all orders of both, with what it tolerates by default: 1 %. A row
# that it could not measure or compare has no outcome, and its reason is said.
decide_gate() {
	rm -rf "$work/gate"
	"$duet" gate "${1%/*}" "${2%/*}" --row="$row" --budget="$seconds" --tolerance=1% --measure-equal --json \
		--output="$work/gate" </dev/null >"$work/verdict" 2>"$work/said"
	jq -er '.rows[0] | {pass: "not-slower", fail: "slower", inconclusive: "inconclusive"}[.verdict] as $verdict
		| select($verdict) | "gate \($verdict) \((.decisive.value // 1) * 100 - 100)"' "$work/verdict" 2>>"$work/said" && return
	jq -r '.rows[0].reason // .reason // empty' "$work/verdict" >>"$work/said" 2>&1
	return 1
}
