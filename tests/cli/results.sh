#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# results.sh: does a run write what docs/schema promises? Prints TAP. DUET_BUILD: where duet is.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if ! "$build/duet" run switch echo race --contestants=coroutines,threads --set echo.connections=4 \
	--rounds=2 --output="$folder/run" >"$folder/output" 2>&1; then
	echo "not ok 1 - a short run ends well"
	sed 's/^/#   /' "$folder/output"
	echo "1..1"
	exit 1
fi
if ! "$build/duet" run memory --set tasks=256 --rounds=2 --output="$folder/memory" >"$folder/output" 2>&1; then
	echo "not ok 1 - a short run of memory ends well"
	sed 's/^/#   /' "$folder/output"
	echo "1..1"
	exit 1
fi
"$root/tests/schema/check.py" "$folder/run" "$folder/memory"
