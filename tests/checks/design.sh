#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# docs/design.md is the map of the sources: what it names is there, and no folder is missing. Prints
# TAP.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
cd "$(dirname "$0")/../.." || exit 2
design=docs/design.md

none() { [ -z "$1" ] || { printf '%s\n' "$1" && return 1; }; } # complaints

# The block of code that draws the tree: "FOLDER/NAME" a line.
tree() {
	awk '/^## /{ there = /tree/ } there && /^```/ { drawn = !drawn; next }
	there && drawn && /^[a-z]+\// { sub(/\/.*/, ""); folder = $0; next }
	there && drawn && /^  [a-z-]+\// { sub(/^  /, ""); sub(/\/.*/, ""); print folder "/" $0 }' $design
}

# Tables of words: "KIND NAME FILE" a line.
types() {
	# shellcheck disable=SC2016 # backquotes of Markdown
	sed -nE 's/^\|[^|]*\| `(struct|enum) ([a-z_]+)`, `([a-z_/]+\.h)` \|.*/\1 \2 \3/p' $design
}

folders=$(git ls-files bench tests | sed -nE 's,^((bench|tests)/[^/]+)/.*,\1,p' | sort -u)
ok "the tree has every folder of bench/ and tests/" none "$(comm -23 <(echo "$folders") <(tree | sort -u))"
ok "every folder of the tree is there" none "$(comm -13 <(echo "$folders") <(tree | sort -u))"
ok "every type of the tables of words is in the file that they name" none "$(types | while read -r kind name file; do
	grep -qE "^$kind $name \{" bench/run/"$file" bench/evidence/"$file" 2>/dev/null ||
		echo "$file has no $kind $name"
done)"
ok "there are tables of words" test "$(types | wc -l)" -ge 10
finish
