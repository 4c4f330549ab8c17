#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# delays.sh - the worker of make MODE=delay: what it counts, when it delays, which values it refuses.
# How long a delay is, is measured, not tested.
#
# usage: delays.sh [DUET-WORKER]      prints TAP: "ok N - promise" or "not ok N - promise"
here=$(realpath "$(dirname "$0")") || exit 2
[ $# != 0 ] || set -- "$here/../../build/delay/duet-worker"
# shellcheck source=tests/cli/worker.bash
. "$here/../cli/worker.bash"
export DUET_DELAY_PASSES=yes
unset DUET_DELAY

# ---- passes ----

# play RUNTIME WORKLOAD OPERATIONS: what the worker counted, to $folder/passes.
play() {
	say "$1" "{\"do\": \"prepare\", \"workload\": \"$2\"}" \
		"{\"do\": \"play\", \"operations\": $3}" 2>"$folder/passes"
}
serve() { # RUNTIME: verify and three slices of 1002 requests in all
	timeout 60 python3 "$hands/pair.py" "$worker" "$1" 8 64 2>"$folder/passes"
}
# count PATH COLUMN: of server and driver together; 2 is passes, 4 delayed.
count() { awk -v path="$1:" -v column="$2" '$1 == path { sum += $column } END { print sum + 0 }' "$folder/passes"; }

more() { # RUNTIME WORKLOAD PATH: 1,000 operations more are 1,000 passes more
	local few
	play "$1" "$2" 1000 && few=$(count "$3" 2) && play "$1" "$2" 2000 &&
		[ "$(($(count "$3" 2) - few))" = 1000 ]
}
echoes() { # RUNTIME: a write each: the requests of the slices, the slices' starts, a first request a connection
	serve "$1" && [ "$(count echo 2)" = $((1000 + 1 + 500 + 501 + 4 + 8)) ]
}
ok "a hand-over of coroutines is a pass of switch" more coroutines switch switch
ok "a sleep(0) of coroutines is a pass of switch" more coroutines yield switch
ok "a hand-over of threads is a pass of hand-over" more threads switch hand-over
ok "a hand-over by a bare pipe is a pass of system-call" more raw-pipe switch system-call
for runtime in coroutines threads; do
	ok "a task created on $runtime is a pass of spawn" more $runtime spawn spawn
	ok "a request answered on $runtime is a pass of echo" echoes $runtime
done

# ---- delays ----

delayed() { local DUET_DELAY=$1; export DUET_DELAY; "${@:2}"; } # VALUE COMMAND...
told() { [ "$(grep -c ' 0 delayed$' "$folder/passes")" = "$1" ]; } # on so many paths none is delayed
each() { # PATH EVERY COMMAND...: it delays each so many passes of the path, and of that alone
	"${@:3}" && told 4 && [ "$(count "$1" 2)" -ge 2000 ] &&
		[ "$(count "$1" 4)" = $(($(count "$1" 2) / $2)) ]
}
none() { play coroutines switch 2000 && told 5; }
ok "without a value no pass is delayed" none
ok "with an empty value no pass is delayed" delayed "" none
ok "a value without a number of passes delays each" \
	delayed switch:1 each switch 1 play coroutines switch 2000
ok "... and with one, each so many" \
	delayed switch:40/64 each switch 64 play coroutines switch 2000
ok "a delay of no steps is one too" \
	delayed switch:0/65536 each switch 65536 play coroutines switch 70000
ok "spawn is delayed" delayed spawn:9/4 each spawn 4 play threads spawn 2000
ok "hand-over is delayed" delayed hand-over:9/16 each hand-over 16 play threads switch 2000
ok "system-call is delayed" delayed system-call:9/8 each system-call 8 play raw-pipe switch 2000
echo_delayed() { serve "$1" && [ "$(count echo 4)" = $(($(count echo 2) / 2)) ]; }
for runtime in coroutines threads; do
	ok "echo is delayed on $runtime" delayed echo:9/2 echo_delayed $runtime
done
same_work() {
	local work
	delayed "" play coroutines switch 2000 && work=$(grep -o '"checksum.*' "$folder/answers") &&
		delayed switch:100 play coroutines switch 2000 && grep -qF "$work" "$folder/answers"
}
ok "a delayed worker does the same work" same_work

spins() { # no delayed function has lost its steps to the compiler
	local function
	for function in co_create_task co_write send switch_stack th_create_task th_queue_put th_write write; do
		objdump -d "--disassemble=__wrap_$function" "$worker" | grep -q imul || return
	done
}
ok "every delayed function can take steps" spins

# ---- values ----

for value in switch switch: :1 switch:x switch:-1 'switch: 1' 'switch:1 ' swich:1 switch:1000001 \
	switch:18446744073709551617 switch:1/ switch:1/0 switch:1/3 switch:1/131072 switch:1/2/2 \
	switch:1,echo:1; do
	ok "'$value' is refused in one line, with status 2" delayed "$value" refuses coroutines
done
ok "... which tells the form" grep -q "'switch:1,echo:1' is not PATH:STEPS\[/EVERY\]" "$folder/err"

# ---- the value in the program ----

as() { # VALUE COMMAND...: with a copy of the worker that has the value
	"$here/put" "$1" "$worker" "$folder/worker" && local worker=$folder/worker && "${@:2}"
}
ok "a program's value delays" as switch:5/32 each switch 32 play coroutines switch 2000
ok "that of the environment is stronger" as switch:5/32 delayed "" none
ok "a malformed one is refused in one line, with status 2" as swich:5 refuses coroutines
ok "put refuses a value that is too long" eval "! as $(printf '%064d' 0) true"

section() { readelf -SW "$worker" | awk '$2 == ".delay" { print $4, $5 } $3 == ".delay" { print $5, $6 }'; }
only_there() { # the bytes of the two programs that differ lie in the section
	local offset size
	read -r offset size < <(section)
	cmp -l "$worker" "$folder/worker" | awk -v from=$((16#$offset)) -v size=$((16#$size)) \
		'$1 <= from || $1 > from + size { exit 1 } END { exit !NR }'
}
ok "programs of two values differ in the value alone" as switch:5/32 eval "worker=$worker; only_there"

# ---- other builds ----

product=$here/../../build/release/duet-worker
ok "a worker of another mode has nothing of it" eval "[ -x $product ] && ! nm $product | grep -E ' (__wrap_|delay_)'"

finish
