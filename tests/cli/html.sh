#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# html.sh - the report as a page: it needs nothing but itself, in a browser too, and tells the
# truth of a run that was cut short.
#
# usage: html.sh [DUET]      prints TAP
# DUET_BUILD: the folder with duet and duet-worker (default: build/release).
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
here=$(realpath "$(dirname "$0")") || exit 2
build=${DUET_BUILD:-$here/../../build/release}
duet=$(realpath "${1:-$build/duet}") || exit 2
check=$here/../html/check.py
spoil=$here/../html/spoil.py
DUET_FIGURES=$(realpath "$here/../../scripts/figures") || exit 2
export DUET_FIGURES
cd "$folder" || exit 2

# seen PROMISE COMMAND...: likewise, where there is a browser.
seen() {
	if command -v "${CHROMIUM:-chromium}" >/dev/null; then
		ok "$@"
	else
		skip "$1" "chromium is not installed"
	fi
}

not() { ! "$@"; }
finds() { # WORDS FILE WHAT: the check complains, with these words
	"$check" "$3" "$2" >found && return 1
	grep -q -- "$1" found || { cat found; return 1; }
}

measures() {
	timeout -k 5 120 "$duet" run echo switch spawn --rounds=4 --output=good &&
		timeout -k 5 60 "$duet" report good && [ -s good/report.html ]
}
names_it() { "$duet" report good | grep -q 'good/report\.md, as a page report\.html'; }
leads_everywhere() { # every heading is in the navigation, and the first table leads to every duet
	local where
	for where in top duet-1 duet-2 duet-3 how-it-was-measured the-machine; do
		has "<li><a href=\"#$where\">" good/report.html || return 1
		has "<section id=\"$where\">" good/report.html || return 1
	done
}
draws_rounds() {
	command -v gnuplot >/dev/null || return 0
	head -n 1 good/figures/02-switch-rounds.tsv | grep -q "^round	threads.*	control$" &&
		[ "$(wc -l <good/figures/02-switch-rounds.tsv)" = 5 ] && [ -s good/figures/02-switch-rounds.svg ]
}
cuts_short() {
	cp -r good bad && rm -r bad/figures bad/report.* bad/summary.json && "$spoil" bad &&
		timeout -k 5 60 "$duet" report bad
}
has() { grep -qF -- "$1" "$2" || { echo "no: $1"; return 1; }; }
tells_failure() {
	has '<div class="failed" role="note">' bad/report.html && has '&lt;script&gt;alert(' bad/report.html &&
		has '&lt;b&gt;no&lt;/b&gt;' bad/report.html && has 'No round was finished' bad/report.html &&
		not grep -q 'href="javascript' bad/report.html
}
marks_doubt() {
	grep -q 'title="not to be trusted">not to be trusted: .*</span>' bad/report.html && has 'client-bound</span>' bad/report.html
}

ok "report writes a page beside the Markdown" measures
ok "report says where the page is" names_it
ok "the page is well formed, refers to nothing outside, and is small" "$check" page good/report.html
ok "the navigation leads to every heading" leads_everywhere
ok "the rounds are drawn with the control on the same axis" draws_rounds
seen "the page makes no request" "$check" requests good/report.html
seen "the page logs no error" "$check" errors good/report.html
seen "the page fits a telephone" "$check" width good/report.html

ok "a run that was cut short has a page" cuts_short
ok "the page of a run that was cut short is well formed" "$check" page bad/report.html
ok "the page tells what failed, its signs as text" tells_failure
ok "the page marks in words what is not to be trusted" marks_doubt
seen "the page of a run that was cut short logs no error" "$check" errors bad/report.html
seen "the page of a run that was cut short fits a telephone" "$check" width bad/report.html

# The checks themselves: they find what they look for.
sed 's|<main>|<main><a href="#nowhere">x</a><img src="http://127.0.0.1:1/x.png"><script>throw 1</script><b style="display:block;width:400px">x</b>|
	s|<meta http-equiv="Content-Security-Policy"[^>]*>||' good/report.html >good/broken.html
ok "a broken anchor is found" finds 'the id of #nowhere' good/broken.html page
ok "a reference is found" finds 'refers to http' good/broken.html page
seen "a request is found" finds 'asks for http://127.0.0.1:1/x.png' good/broken.html requests
seen "an error is found" finds 'CONSOLE' good/broken.html errors
seen "a page that is too wide is found" finds 'pixels wide' good/broken.html width

finish
