# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# tap.bash - for the shell tests: promises as TAP, in a temporary $folder that goes with the script.
# aloud=yes: what a command says is shown when its promise is kept, too.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# The system's programs first: another python3 can be a shell script that looks for one, for seconds.
export PATH=/usr/bin:/bin:$PATH
count=0 failed=0

# ok PROMISE COMMAND...: the promise is kept when the command succeeds.
ok() {
	local promise=$1 verdict=ok
	shift
	count=$((count + 1))
	if ! "$@" >"$folder/said" 2>&1; then
		failed=$((failed + 1))
		verdict="not ok"
	fi
	echo "$verdict $count - $promise"
	if [ "$verdict" != ok ] || [ "${aloud:-}" ]; then
		tail -n 20 "$folder/said" | sed 's/^/#   /'
	fi
}

skip() { # PROMISE REASON
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

# ok_by_schema PROMISE SCHEMA FILE: the file's documents are what the schema, below the script's $root,
# describes.
ok_by_schema() {
	# shellcheck disable=SC2154 # root is the script's
	if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
		ok "$1" "$root/tests/trend/check.py" "$root/$2" "$3"
	else
		skip "$1" "python3-jsonschema is not installed"
	fi
}

# The last command of a script.
finish() {
	echo "1..$count"
	[ "$failed" = 0 ]
}
