#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every Python file of ours passes pyflakes, where that is installed. Prints TAP.
set -u
cd "$(dirname "$0")/../.." || exit 2
promise="Python files pass pyflakes"
mapfile -t files < <(git ls-files 'bench/peers/python/*' examples/evidence-for-your-docs/worker 'scripts/*.py' 'tests/trend/*.py')
if ! /usr/bin/python3 -c 'import pyflakes' 2>/dev/null; then
	echo "ok 1 - $promise # SKIP python3-pyflakes is not installed"
elif complaints=$(/usr/bin/python3 -m pyflakes "${files[@]}" 2>&1); then
	echo "ok 1 - $promise"
else
	echo "not ok 1 - $promise"
	printf '%s\n' "$complaints" | sed 's/^/# /'
fi
echo "1..1"
