#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# hazards.sh - race, deadlock and lock on the workers' runtimes: what is lost and what is not, who
# locks whom out, and how it gets from a slice into the report.
#
# usage: hazards.sh [DUET-WORKER]      prints TAP; DUET_BUILD: where both programs are
set -- "${1:-${DUET_BUILD:-$(dirname "$0")/../../build/release}/duet-worker}"
# shellcheck source=tests/cli/worker.bash
. "$(dirname "$0")/worker.bash"
duet=$(dirname "$worker")/duet

# counts RUNTIME WORKLOAD PARAMETERS OPERATIONS PYTHON: of one slice, as `n`, `counts`, `checksum`.
counts() {
	say "$1" "{\"do\": \"prepare\", \"workload\": \"$2\", \"parameters\": {$3}}" \
		"{\"do\": \"play\", \"operations\": $4}" '{"do": "finish"}' && check "
assert len(answers) == 4 and not [a for a in answers if 'error' in a], answers
n, counts, checksum = (answers[2].get(key) for key in ('operations', 'counts', 'checksum'))
$5"
}

# ---- race ----

ok "a loop's update without a wait inside loses nothing" \
	counts coroutines race '"tasks": 4' 100000 'assert counts == {"lost": 0}'
ok "with a wait inside each lap of its tasks loses all updates but one" \
	counts coroutines race '"tasks": 4, "wait": 1' 1000 'assert n == 1000 and counts["lost"] == 750, counts'
for runtime in coroutines threads; do
	ok "a guarded counter loses nothing on $runtime" \
		counts $runtime race '"guard": 1, "tasks": 4' 20000 'assert counts["lost"] == 0, counts'
	ok "... nor with a wait inside" \
		counts $runtime race '"guard": 1, "wait": 1, "tasks": 4' 1000 'assert counts["lost"] == 0, counts'
	ok "alone nobody loses anything on $runtime" \
		counts $runtime race '"tasks": 1, "wait": 1' 1000 'assert counts["lost"] == 0, counts'
	ok "the checksum of $runtime sums the updates tried" \
		counts $runtime race '"tasks": 3' 10000 'assert n == 10002 and int(checksum, 16) == n'
done
loses() { # a run of many updates, a few times over: two threads run side by side in one of them at least
	for _ in 1 2 3 4 5; do
		counts threads race '"tasks": 2' 5000000 'assert 0 < counts["lost"] < n' && return
	done
	return 1
}
if [ "$(nproc)" -gt 1 ]; then
	ok "threads lose updates on two processors" loses
else
	skip "threads lose updates on two processors" "there is one"
fi

# ---- deadlock ----

ok "a loop's tasks that do not wait between two locks never deadlock" \
	counts coroutines deadlock '"laps": 1000' 100 'assert n == 100 and counts == {"deadlocked": 0, "late": 0}'
ok "those that wait deadlock in every try, and the limit gets them out" \
	counts coroutines deadlock '"wait": 1, "limit": 1' 5 'assert counts == {"deadlocked": 5, "late": 0}, counts'
ok "threads that wait between two locks get out of it, too" \
	counts threads deadlock '"wait": 1, "laps": 100' 20 'assert n == 20 and 0 <= counts["deadlocked"] + counts["late"] <= 20'
found() { # the runtime ends the slice, the worker goes on
	say coroutines '{"do": "prepare", "workload": "deadlock", "parameters": {"limit": 0, "wait": 1}}' \
		'{"do": "play", "operations": 1}' '{"do": "finish"}' 2>"$folder/err"
	check 'assert "deadlock" in answers[2]["error"] and last == {"did": "finish"}' &&
		[ "$(grep -c lock_acquire "$folder/err")" -ge 2 ]
}
ok "without a limit a loop reports the deadlock, and who waits in what" found
ok "... and threads, which find none, are not let into it" asks threads \
	'assert "limit=0 would hang" in last["error"]' \
	'{"do": "prepare", "workload": "deadlock", "parameters": {"limit": 0}}'

# ---- lock ----

equal() { # whoever takes turns, the guarded number is the same after 10,000
	local runtime parameters
	for runtime in coroutines threads; do
		for parameters in '"tasks": 1' '"tasks": 2' '"tasks": 5, "wait": 1' '"tasks": 100'; do
			say $runtime "{\"do\": \"prepare\", \"workload\": \"lock\", \"parameters\": {$parameters}}" \
				'{"do": "verify"}' && check 'print(last["operations"], last["checksum"])' || return 1
		done
	done >"$folder/sums" || return 1
	[ "$(sort -u "$folder/sums" | wc -l)" -eq 1 ] || { cat "$folder/sums"; return 1; }
}
ok "what a lock guards comes to the same however many tasks want it" equal
ok "a lock counts nothing" counts threads lock '"inside": 100' 1000 'assert counts is None'

# ---- on the way to the report ----

lists() { "$duet" list race | tr -s ' \n' ' ' | grep -q 'Counts lost: updates that another one overwrote'; }
ok "list tells what a workload counts" lists
reports() {
	timeout -k 5 60 "$duet" run race -p wait=1 --contestants=coroutines,threads --rounds=2 --round-ms=20 \
		--output="$folder/run" >"$folder/out" 2>&1 && grep -q 'what was counted, an operation' "$folder/out" &&
		grep -q '^  coroutines  *0\.500 ' <(sed -n '/what was counted/,$p' "$folder/out") &&
		jq -e '.duets[0].contestants[0].counts.lost | (.rate.value - 0.5 | fabs) < 1e-9 and .total * 2 == .operations' \
			"$folder/run/summary.json" &&
		jq -e '.counts.lost' "$folder/run/slices.jsonl" >/dev/null
}
ok "a run keeps the counts, and its report has a table of them" reports

finish
