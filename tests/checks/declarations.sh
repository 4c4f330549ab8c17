#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A member's comment stands above it where it is too long for its line: behind it, clang-format
# breaks the declaration in two, the type on one line and the name on the next. Prints TAP.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
cd "$(dirname "$0")/../.." || exit 2

# A line that has a type alone, and below it, indented further, a name and its comment.
broken() {
	awk '
	FNR == 1 { before = "" }
	/^\t+\*?[A-Za-z_0-9]*(\[[^]]*\])*;[ \t]*\/\*/ && before ~ /^\t+[A-Za-z_][A-Za-z_0-9 ]* ?\*?$/ {
		print FILENAME ":" FNR - 1 ":" before
	}
	{ before = $0 }' "$@"
}

none_broken() {
	local files complaints
	mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.c' '*.h')
	complaints=$(broken "${files[@]}") || return
	echo "$complaints"
	[ -z "$complaints" ]
}
ok "no declaration is broken in two by the comment behind it" none_broken
finish
