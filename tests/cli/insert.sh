#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# insert.sh - scripts/insert replaces a block of a document whole or not at all. Prints TAP.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$folder" || exit 2
printf '%s\n' before '<!-- mark -->' old '<!-- /mark -->' after >page.md
cp page.md whole.md

replaces() {
	cp whole.md page.md && printf 'a & \\1\nb\n' | "$root/scripts/insert" page.md mark &&
		printf '%s\n' before '<!-- mark -->' 'a & \1' b '<!-- /mark -->' after | cmp - page.md
}
refuses() { # WORDS MARK INPUT: exit 2 and one line, and the page is as it was, with nothing beside it
	local code=0
	cp whole.md page.md
	printf '%s' "$3" | "$root/scripts/insert" page.md "$2" 2>err || code=$?
	cat err
	[ $code = 2 ] && [ "$(wc -l <err)" = 1 ] && grep -qF -- "$1" err && cmp whole.md page.md && [ "$(echo page.md*)" = page.md ]
}
ok "a block is replaced, and the rest stays" replaces
ok "a mark that is not there is refused" refuses "has no block" other text
ok "nothing to insert is refused" refuses "nothing to put" mark ""
finish
