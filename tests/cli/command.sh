#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# command.sh - duet-command, the worker whose only work is to run a command, by hand: the program is
# $DUET_BUILD/duet-command (default: build/release). Prints TAP.
build=${DUET_BUILD:-$(dirname "$0")/../../build/release}
set -- "$build/duet-command"
# shellcheck source=tests/cli/worker.bash
. "$(dirname "$0")/worker.bash"
ready='{"do": "prepare", "workload": "command"}'

# tell COMMAND LINE...: the lines to the worker of that command, whose words stay together.
tell() {
	local command=$1
	shift
	printf '%s\n' "$@" | timeout 60 "$worker" "$command" >"$folder/answers"
}

plays() { # COMMAND OPERATIONS PYTHON
	tell "$1" "$ready" "{\"do\": \"play\", \"operations\": $2}" && check "$3"
}

objects() { # COMMAND WORDS: prepare is refused in these words
	tell "$1" "$ready" && check "assert '''$2''' in last['error'], last"
}

runs_as_often() {
	plays "sh -c 'echo >>$folder/runs'" 7 "assert last['operations'] == 7" &&
		[ "$(wc -l <"$folder/runs")" -eq 8 ] # prepare tries it once
}

says_why() { # COMMAND
	refuses "$1" && grep -q "write as: sh -c" "$folder/err"
}

ok "an operation is one run of the command" runs_as_often
ok "the words of a command are separated as a shell would" \
	plays "test 'a  b' = \"a  b\"" 1 "assert last['operations'] == 1"
ok "processor time is that of the command" \
	plays "python3 -c 'sum(range(10**6))'" 2 "assert last['cpu_ns'] > 10**7, last"
ok "a command that waits takes elapsed time alone" \
	plays "sleep 0.1" 1 "assert last['wall_ns'] >= 10**8 > 2 * last['cpu_ns'], last"
ok "a command that fails is refused, with its status" objects false "'false' ended with status 1"
ok "a command that is not there is refused" objects /no/such "No such file"
ok "a command that is killed is refused, with the signal" objects "sh -c 'kill -9 \$\$'" "signal 9"
ok "a command that begins to fail ends its slice" \
	plays "sh -c 'test ! -e $folder/once && touch $folder/once'" 1 "assert 'status 1' in last['error'], last"
ok "what only a shell understands is refused with a remedy" says_why "a | b"
ok "a command within the command is refused" says_why "echo \$(date)"
ok "a quote that is not closed is refused" says_why "echo 'a"
ok "an empty command is refused" says_why " "
ok "two commands are refused" refuses true false
ok "it describes its one workload" describe "assert [w['name'] for w in d['workloads']] == ['command']"
finish
