#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every shell script passes shellcheck. Prints TAP.
set -u
cd "$(dirname "$0")/../.." || exit 2
mapfile -t scripts < <(find completions examples scripts tests .ci -type f -exec grep -lE '^#!.*\b(ba)?sh\b|^# shellcheck shell=' {} +)
if complaints=$(shellcheck -x "${scripts[@]}"); then
	echo "ok 1 - ${#scripts[@]} shell scripts pass shellcheck"
else
	echo "not ok 1 - shell scripts pass shellcheck"
	printf '%s\n' "$complaints" | sed 's/^/# /'
fi
echo "1..1"
