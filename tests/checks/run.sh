#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tests/run tells of a failure what its program said of it, before and after. Prints TAP.
cd "$(dirname "$0")/../.." || exit 2
root=$PWD
# shellcheck source=tests/tap.bash
. tests/tap.bash

# told SCRIPT: what the summary shows of a program.
told() {
	rm -rf "$folder/taps"
	"$root/tests/run" "$folder/taps" program sh -c "$1" >/dev/null
	"$root/tests/run" summary "$folder/taps"
}

shows() { # SCRIPT LINES: exactly these, and the total
	diff <(printf '%s\n' "$2") <(told "$1" | sed '1,/^program:$/d; /^$/,$d')
}

keeps_quiet() { # SCRIPT TOTAL
	diff <(printf '\n%s\n' "$2") <(told "$1")
}

ok "what was said before the verdict is shown" shows \
	'echo ok 1 - a; echo "a.c:9: n is 1, not 2" >&2; echo not ok 2 - b; echo "# error"; echo c says; echo ok 3 - c' \
	$'a.c:9: n is 1, not 2\nnot ok 2 - b\n# error'
ok "of much only the last lines before are shown" shows \
	'seq 100; echo not ok 1 - a' "$(seq 89 100; echo not ok 1 - a)"
ok "each failure has its own" shows \
	'echo a says; echo not ok 1 - a; echo "# of a"; echo b says; echo not ok 2 - b' \
	$'a says\nnot ok 1 - a\n# of a\nb says\nnot ok 2 - b'
ok "a program that ends badly is told with its last words" shows \
	'echo ok 1 - a; echo out of memory; exit 3' \
	$'out of memory\nnot ok 999 - program ends well (it ended with status 3)'
ok "a program without a test has failed" shows true 'not ok 999 - program runs a test'
ok "what passes and what is skipped is not told" keeps_quiet \
	'echo a says; echo ok 1 - a; echo b says; echo "not ok 2 # SKIP b"; echo "ok 3 - c # skip"' \
	'1 passed, 0 failed, 2 skipped'
finish
