#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# gate.sh - `duet gate` from end to end, with fakes whose costs are known: exit codes, what is
# printed and written, bad use, interruption. Prints TAP.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(realpath "$(dirname "$0")/../..") || exit 2
build=$(realpath "${DUET_BUILD:-$root/build/release}") || exit 2
fake=$root/tests/fake/worker worker=$build/duet-worker
export DUET_WORKER=$fake NO_COLOR=1
cd "$folder" || exit 2

fake_of() { # NAME WORDS: a program that is the fake that does so, whatever it is told to be
	cat >"$1" <<-END
		#!/bin/sh
		[ "\$1" != --describe ] || exec "$fake" --describe
		exec "$fake" $2,of=$$
	END
	chmod +x "$1"
}
fake_of base ns=1000
fake_of slow ns=1100
fake_of little ns=1008
fake_of quick ns=900
fake_of dying ns=1000,die=9
fake_of hanging ns=1000,hang=9
fake_of roaming ns=500,roam=9
fake_of swaying ns=500,sway=4 # around the base

# gate BASE HEAD OPTION...: its exit code; what it prints in out and err
gate() {
	timeout -k 5 120 "$build/duet" gate "$@" </dev/null >out 2>err
}

ends() { # CODE ARGUMENT...
	local wanted=$1 code
	shift
	rm -rf gates
	gate "$@" --output=gates
	code=$?
	cat out err
	[ "$code" = "$wanted" ]
}

row=--row=known/any

says() { grep -q -- "$1" out || { echo "not said: $1"; return 1; }; }

refused() { # WORDS ARGUMENT...: exit 2, one line that has the words, nothing played
	local words=$1
	shift
	ends 2 "$@" && [ "$(wc -l <err)" = 1 ] && grep -q -- "$words" err && [ ! -e gates/first ]
}

slow_fails() {
	ends 1 base slow $row && says "FAIL  known/any is 10.* % slower" && says confirmed &&
		[ -s gates/gate.json ] && [ -s gates/confirm/rounds.jsonl ]
}

slow_passes_tolerated() { ends 0 base slow $row --tolerance=12% && says "^PASS"; }

little_passes() { ends 0 base little $row && says "^PASS"; }
little_fails_untolerated() { ends 1 base little $row --tolerance=0%; }

quick_passes() { ends 0 base quick $row && says "faster"; }

cp "$worker" real
cp "$worker" likewise
switch=--row=switch/coroutines
same_is_said() { ends 0 real likewise $switch && says "the programs are equal" && [ ! -e gates/first ]; }
same_is_measured() {
	ends 0 real likewise $switch --measure-equal --budget=2 --on-inconclusive=0 && [ -s gates/first/rounds.jsonl ]
}

# Of one text, each starts what lies beside it.
beside_is_measured() {
	local side
	mkdir -p beside/{base,head}
	cp base beside/base/real && cp slow beside/head/real || return
	for side in base head; do
		# shellcheck disable=SC2016 # $0 is the script's
		printf '#!/bin/sh\nexec "$(dirname "$0")/real" "$@"\n' >beside/$side/worker
		chmod +x beside/$side/worker
	done
	ends 1 beside/base/worker beside/head/worker $row
}

# One script by two names, of which each starts what lies beside it.
links_are_measured() {
	local side
	mkdir -p links/{base,head}
	cp base links/base/real && cp slow links/head/real || return
	# shellcheck disable=SC2016 # $0 is the script's
	printf '#!/bin/sh\nexec "$(dirname "$0")/real" "$@"\n' >links/worker
	chmod +x links/worker
	for side in base head; do ln -s ../worker links/$side/worker; done
	ends 1 links/base/worker links/head/worker $row
}

# Each line by itself, and no part of it is obeyed.
workers_are_heard() {
	{
		# shellcheck disable=SC2016 # $1 is the script's
		printf '#!/bin/sh\n[ "$1" = --describe ] || printf "one\\ntwo\\033[2J\\tthree" >&2\n'
		printf 'exec "%s" "$@"\n' "$folder/base"
	} >talking
	chmod +x talking
	ends 0 base talking $row --on-inconclusive=0 || return
	grep -qx "head: one" err && grep -qx "head: two�\[2J	three.*" err && ! grep -q "^two" err
}

dying_is_unmeasured() { ends 2 base dying $row && says "COULD NOT MEASURE" && says "signal 9"; }

hanging_is_unmeasured() { ends 2 base hanging $row --budget=1 && says "did not answer .play. within 10 s"; }

roaming_is_unmeasured() {
	ends 2 base roaming $row && says "COULD NOT MEASURE" && says "head (.*) may run on core [0-9]*, and was given core"
}

swaying_is_inconclusive() { ends 3 base swaying $row --budget=4 && says INCONCLUSIVE; }
inconclusive_may_pass() { ends 0 base swaying $row --budget=4 --on-inconclusive=0; }

# Beside somebody on the contestants' core who never sleeps: the control tells whether that shifted it.
neighbours_are_no_distrust() {
	local core result=0 neighbour
	core=$(sed -n 's/^Cpus_allowed_list:.*[^0-9]//p' /proc/self/status) # the last one
	taskset -c "$core" sh -c 'while :; do :; done' &
	neighbour=$!
	ends 3 base swaying $row --budget=2 "--core=$core" --json || result=1
	kill $neighbour && wait $neighbour 2>/dev/null
	[ $result = 0 ] && says "others had the contestants' core" && says "the verdict rests on the A/A control" &&
		! grep -q "not to be trusted" out
}

names_are_told() {
	ends 1 base slow $row --base-name="main (3f2c1a9)" --head-name="working tree" &&
		says "main (3f2c1a9) → working tree"
}

# Line ends make lines of their own, which a CI system may obey.
names_are_not_obeyed() {
	ends 1 base slow $row --base-name=$'b\n::error::pwn\033[31m' --head-name=$'h\n::error::pwn' &&
		! grep -q '^::' out && ! grep -q $'\033' out
}

json_is_gate_json() {
	ends 1 base slow $row --json && python3 - out gates/gate.json <<-'END'
		import json, sys
		printed, kept = (json.load(open(path)) for path in sys.argv[1:])
		assert printed == kept and printed["verdict"] == "fail", printed
	END
}

markdown_is_appended() {
	echo "what was there" >summary.md
	ends 1 base slow $row --markdown=summary.md && head -n 1 summary.md | grep -q "what was there" &&
		grep -q "known/any" summary.md
}

junit_fails_where_the_gate_does() {
	ends 1 base slow $row --junit=gate.xml && python3 - <<-'END'
		import xml.etree.ElementTree as xml
		root = xml.parse("gate.xml").getroot()
		assert root.find(".//testcase/failure") is not None
	END
}

annotations_are_printed() { ends 1 base slow $row --annotations && says "^::error "; }

a_file_names_the_rows() {
	cat >gate.conf <<-'END'
		rows = ("known/any", "known/any:tasks=3");
		tolerances = ({ row = "known/*"; tolerance = "20 %"; });
		waivers = ();
	END
	ends 0 base slow && says "2 rows"
	local code=$?
	ends 1 base slow --config=gate.conf --row="*tasks=3" --tolerance=1% && says "1 row,"
	code=$((code + $?))
	# A name is that of one row, though as a pattern it means both.
	ends 0 base little --config=gate.conf --row=known/any && says "1 row,"
	code=$((code + $?))
	rm gate.conf
	return $code
}

a_meant_loss_is_waived() {
	cat >meant.conf <<-'END'
		rows = ("known/any");
		waivers = ({ row = "known/any"; up_to = "15 %"; until = "2999-12-31"; reason = "known to be so"; });
	END
	ends 0 base slow --config=meant.conf && says waived && says "known to be so"
}

what_has_no_effect_is_told_once() {
	cat >idle.conf <<-'END'
		rows = ("known/any");
		tolerances = ({ row = "konwn/*"; tolerance = "5 %"; });
		waivers = ({ row = "known/any"; up_to = "15 %"; until = "2020-12-31"; reason = "known to be so"; });
	END
	rm -f idle.md && ends 0 real real --config=idle.conf --markdown=idle.md || return
	[ "$(cat out err | grep -c 'matches no row')" = 1 ] && says "^warning: idle.conf:3: the waiver .* ended on 2020-12-31" && [ ! -s err ] &&
		grep -q '^> \*\*Warning:\*\* idle.conf:2: .* Remedy: correct the row in line 2' idle.md &&
		[ "$(jq '.warnings | length' gates/gate.json)" = 2 ]
}

a_bad_file_is_told_with_its_line() {
	printf 'rows = ("known/any");\nwaivers = ({ row = "known/any"; });\n' >bad.conf
	refused "bad.conf:2:" base slow --config=bad.conf
}

# A hand-over costs a few times as much as the bare switch in it.
contestants_are_compared() {
	DUET_WORKER=$worker ends 1 raw/switch coroutines/switch && says "FAIL  switch is"
}
a_contestants_row_has_its_parameters() {
	ends 0 "$worker@coroutines/switch:tasks=100" "$worker@coroutines/switch:tasks=100" \
		--measure-equal --budget=2 --on-inconclusive=0 --json &&
		says '"name": "switch/coroutines:tasks=100"'
}
equal_contestants_are_said_to_be_so() {
	DUET_WORKER=$worker ends 0 coroutines/switch coroutines/switch && says "are equal"
}

commands_are_compared() { ends 1 --command "sleep 0.001" "sleep 0.004" && says "command"; }
a_command_that_fails_is_unmeasured() { ends 2 --command true false && says "'false' ended with status 1"; }

interrupted_it_keeps_the_rounds() {
	rm -rf gates
	"$build/duet" gate base slow $row --output=gates >out 2>err &
	local gate=$!
	for _ in $(seq 100); do
		[ ! -s gates/first/rounds.jsonl ] || break
		sleep 0.05
	done
	kill -TERM $gate
	wait $gate
	[ $? = 130 ] && grep -q interrupted err && [ -s gates/gate.json ] && [ -s gates/first/rounds.jsonl ] &&
		! pgrep -f "of=$$" >still
}

inputs_are_kept() { # whatever an output calls them
	local output
	mkdir -p set && cp "$worker" set/worker-1 && cp "$worker" set/worker-2 || return
	printf 'rows = ("switch/coroutines");\n' >kept.conf
	ln -sf kept.conf link.conf && ln -f set/worker-2 hard && sha256sum set/* kept.conf >sums || return
	for output in kept.conf "$PWD/link.conf" ./hard set/worker-1; do
		refused 'would overwrite' set set --config=kept.conf --junit="$output" && sha256sum --quiet -c sums &&
			refused 'would overwrite' set set --config=kept.conf --markdown="$output" && sha256sum --quiet -c sums || return
	done
	refused 'are one file' set set --config=kept.conf --markdown=both --junit=./both &&
		ends 0 set set --config=kept.conf --markdown=/dev/null --junit=/dev/null
}

# It is not the 1 of a slowdown.
an_unprinted_verdict_is_none() {
	local options
	for options in "" --json; do
		rm -rf gates
		# shellcheck disable=SC2086 # none or one
		"$build/duet" gate real likewise $switch --output=gates $options >/dev/full 2>err
		[ $? = 2 ] && grep -q "cannot write to standard output" err || return
	done
	rm -rf gates
	timeout 60 "$build/duet" gate base slow $row --output=gates >/dev/full 2>err
	[ $? = 2 ]
}

a_full_disk_is_told() {
	rm -rf gates
	(ulimit -f 8; timeout 60 "$build/duet" gate base slow $row --output=gates >out 2>err)
	[ $? = 2 ] && grep -q "gates" err
}

report_shows_the_table() {
	ends 1 base slow $row && sed -n '/^gate .*lower is better/,$p' out >told && [ -s told ] &&
		"$build/duet" report gates >again && diff told again &&
		diff <(jq -S . gates/gate.json) <("$build/duet" report gates --json | jq -S .)
}

report_shows_the_rounds() {
	ends 1 base slow $row && "$build/duet" report gates/confirm >out && says "head ÷ base\|Head need"
}

# As when it is killed: gate.json is written at the end.
rounds_of_an_unended_gate_are_found() {
	ends 1 base slow $row && rm gates/gate.json || return
	"$build/duet" report gates >out 2>err
	[ $? = 2 ] && [ "$(wc -l <err)" = 1 ] && grep -q "gates has no gate.json: .*gates/first has rounds, see: duet report gates/first" err &&
		"$build/duet" report gates/first >out
}

a_self_test_is_started_as_its_help_says() {
	gate --self-test --help && says "^Usage: duet gate --self-test .*BASE HEAD TWIN" &&
		says "or:  duet gate --self-test .*--report" && says "^Words choose among the gates"
}
a_self_test_without_a_record_says_what_to_do() {
	gate --self-test --report --record=nowhere
	[ $? = 2 ] && [ "$(wc -l <err)" = 1 ] && grep -q "play some gates first: scripts/self-test" err
}

# What is told next is the same gate, with time that would probably do.
a_budget_that_would_do_is_told() {
	ends 3 base swaying $row --budget=4 && jq -e '.budget_ns == 4e9' gates/gate.json &&
		if jq -e '.rows[0].seconds_needed' gates/gate.json; then
			says "Again: duet gate base swaying .* --budget=[0-9]*0$"
		else
			says "Again: duet gate base swaying .*--output=gates$"
		fi
}

ok "a slower head fails, by fresh rounds" slow_fails
ok "what is tolerated passes" slow_passes_tolerated
ok "a loss under the tolerance passes" little_passes
ok "without a tolerance the same loss fails" little_fails_untolerated
ok "a faster head passes, and that is said" quick_passes
ok "equal programs are said to be so, and not measured" same_is_said
ok "equal programs are measured when asked" same_is_measured
ok "a script is measured, whose text does not say what it starts" beside_is_measured
ok "what a worker says is told line by line" workers_are_heard
ok "one script by two names is measured, since it may tell them apart" links_are_measured
ok "a head that dies is not measured: exit 2" dying_is_unmeasured
ok "a head that hangs is not waited for a minute once the budget is spent: exit 2" hanging_is_unmeasured
ok "a head that leaves its core is not measured, however fast it is: exit 2" roaming_is_unmeasured
ok "noise beyond the budget is inconclusive: exit 3" swaying_is_inconclusive
ok "... or what --on-inconclusive says" inconclusive_may_pass
ok "a busy neighbour is warned of, and the verdict is not called untrusted" neighbours_are_no_distrust
ok "sides are called what they are named" names_are_told
ok "... in which nothing is obeyed" names_are_not_obeyed
ok "--json prints gate.json" json_is_gate_json
ok "--markdown appends" markdown_is_appended
ok "--junit writes a failure" junit_fails_where_the_gate_does
ok "--annotations prints an error" annotations_are_printed
ok "a self-test is started as its help says" a_self_test_is_started_as_its_help_says
ok "... and without a record its report says what to do" a_self_test_without_a_record_says_what_to_do
ok "rows and tolerances come from gate.conf, and can be chosen" a_file_names_the_rows
ok "a loss that is meant is waived, with its reason" a_meant_loss_is_waived
ok "what has no effect in the file is told once, among the warnings" what_has_no_effect_is_told_once
ok "a bad file is told with its line" a_bad_file_is_told_with_its_line
ok "two contestants are compared" contestants_are_compared
ok "the row of a contestant is called by its parameters" a_contestants_row_has_its_parameters
ok "equal contestants are said to be so" equal_contestants_are_said_to_be_so
ok "two commands are compared" commands_are_compared
ok "a command that fails is told" a_command_that_fails_is_unmeasured
ok "interrupted, it keeps the rounds, and leaves no process" interrupted_it_keeps_the_rounds
ok "an output that is an input is refused" inputs_are_kept
ok "a verdict that cannot be printed is none: exit 2" an_unprinted_verdict_is_none
ok "a full disk is told" a_full_disk_is_told
ok "duet report shows the rounds of a gate" report_shows_the_rounds
ok "... and its table, as it was when it was played" report_shows_the_table
ok "a gate that has not ended tells where its rounds are" rounds_of_an_unended_gate_are_found
ok "an inconclusive gate tells which budget would do" a_budget_that_would_do_is_told
ok "one side alone is refused" refused "a base and a head" base $row
ok "a side that is not there is refused" refused "nowhere" base nowhere $row
ok "contestants of different work are refused" refused "different workloads" "$worker@raw/switch" "$worker@raw/echo"
ok "an unknown workload is refused" refused "unknown workload" "$worker@raw/swich" "$worker@raw/swich"
ok "a path that is mistyped is no contestant" refused "no such file\|No such file" build/release/no/worker build/worker $row
ok "a folder of results is told to be that" eval "mkdir run && touch run/run.json && refused 'these are results' base run $row"
ok "programs that are no layouts of one are refused" eval \
	"mkdir two && cp base slow two && refused 'not layouts of one program' two two $row"
ok "no rows are refused" refused "no rows to play" base slow
ok "a row that is none is refused" refused "is no row" base slow --row=nonsense
ok "a row that neither side plays is no row that passes" eval "ends 2 base little $row --row=knwon/any && says 'no such row'"
ok "--command takes no rows" refused "leave --row out" --command true false $row
ok "where nothing can be written is told before a round is played" \
	refused "junit=nowhere/gate.xml cannot be written" base slow $row --junit=nowhere/gate.xml
ok "an unknown metric is refused" refused "unknown metric" base slow $row --metrics=speed
ok "a metric that no row has is refused, with those that there are" eval \
	"refused 'no row has the metric memory (these rows have: .*cpu.*wall' base slow $row --metrics=memory && [ ! -e gates ]"
ok "counts of commands are refused" refused "of a command nothing is counted" --command true false --metrics=wall,allocations
ok "a tolerance without its sign is refused" refused "no share" base slow $row --tolerance=1
ok "a damaged program is refused, and leaves no folder behind" eval \
	"cp real cut && truncate -s 5000 cut && refused 'cut' real cut $row --output=gates && [ ! -e gates ]"
ok "a folder that is there is refused" eval "ends 0 real likewise $switch && ! gate base slow $row --output=gates && grep -q exists err"
finish
