#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# self_test.sh - what scripts/self-test leaves alone: programs that play, and a document for which
# there is nothing. In a tree of its own, with a duet that fails and a make that says so. Prints TAP.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$folder" || exit 2
mkdir -p scripts docs results build/release build/self-test
cp "$root"/scripts/{self-test,blocks,insert} scripts
printf '#!/bin/sh\necho "duet: nothing there" >&2\nexit 2\n' >build/release/duet && chmod +x build/release/duet
# shellcheck disable=SC2016 # variables of make
printf '%%:\n\t@echo "$@ $(MODE)" >>asked && false\n' >Makefile
printf '<!-- rates -->\nthe rates\n<!-- /rates -->\n' >docs/gate.md
cp docs/gate.md before

second_is_refused() {
	rm -f asked
	flock build/self-test/lock scripts/self-test switch >out 2>err
	[ $? = 2 ] && [ "$(wc -l <err)" = 1 ] && grep -q "another one is under way" err && [ ! -e asked ]
}
first_builds() { # whatever mode a make around it has
	rm -f asked
	MODE=asan MAKEFLAGS=n scripts/self-test switch >out 2>err
	[ $? = 2 ] && grep -q "it does not build" err && [ "$(<asked)" = "all " ]
}
keeps_the_document() {
	echo '{}' >results/self-test.jsonl
	! scripts/self-test --insert >out 2>err && grep -q "could not be printed" err && cmp before docs/gate.md
}
ok "of two at once the second is refused before anything is built" second_is_refused
ok "one alone builds, by no variable of a make around it" first_builds
insists_on_gates() {
	rm -f results/self-test.jsonl
	! scripts/self-test --insert >out 2>err && [ "$(wc -l <err)" = 1 ] && grep -q "play some gates first" err && cmp before docs/gate.md
}
ok "a report that fails leaves the document as it is" keeps_the_document
ok "where no gate was played, that is said" insists_on_gates
goes_on() {
	mkdir -p results/reference && echo '{}' >results/reference/self-test.jsonl
	printf '%%:\n\t@mkdir -p build/self-test/48/head && touch build/self-test/48/head/duet-worker-00\n' >Makefile
	scripts/self-test switch >out 2>err
	[ $? = 2 ] && grep -q "nothing there" err && cmp results/reference/self-test.jsonl results/self-test.jsonl
}
reports() { # RECORD OPTION...: what it has printed is a report of that record
	local record=$1
	shift
	scripts/self-test "$@" >out 2>err && [ "$(<out)" = "$record" ]
}
# The duet here prints the last --record that it is told, or the default.
reports_what_is_kept() {
	# shellcheck disable=SC2016 # variables of the script
	printf '%s\n' '#!/bin/sh' 'record=results/self-test.jsonl' 'for word; do' \
		'case $word in --record=*) record=${word#*=} ;; esac' 'done' 'echo "$record"' >build/release/duet
	rm -f results/self-test.jsonl
	reports results/reference/self-test.jsonl --report && reports other --report --record=other || return
	echo '{}' >results/self-test.jsonl && reports results/self-test.jsonl --report
}
needs_a_build() {
	rm build/release/duet
	scripts/self-test --report >out 2>err
	[ $? = 2 ] && [ "$(wc -l <err)" = 1 ] && grep -q "build it by make" err
}
ok "in a new clone it goes on where the record that was kept ends" goes_on
ok "... and reports of that, until a gate is played" reports_what_is_kept
ok "... once duet is built" needs_a_build
finish
