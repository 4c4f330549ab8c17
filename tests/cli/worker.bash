# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# worker.bash - for the scripts beside it: commands to duet-worker by hand, and its answers in Python.
# $1 is the program, or else that of the release build.
# shellcheck source=tests/tap.bash
. "$(dirname "${BASH_SOURCE[0]}")/../tap.bash"
worker=${1:-$(dirname "$0")/../../build/release/duet-worker}
hands=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../worker") || exit 2
export PYTHONDONTWRITEBYTECODE=1

# A command that most runtimes carry out.
# shellcheck disable=SC2034 # for the scripts
prepare='{"do": "prepare", "workload": "switch"}'

# Python with `answers`: the objects of the worker's lines; and `last`, the last of them.
check() {
	python3 -c '
import json, sys
answers = [json.loads(line) for line in open(sys.argv[1])]
last = answers[-1]
exec(sys.argv[2])
' "$folder/answers" "$1" || { cat "$folder/answers"; return 1; }
}

# say RUNTIME LINE...: the lines to a worker, its answers to $folder/answers; its status.
say() {
	local arguments
	read -ra arguments <<<"$1" # options may stand before the runtime
	shift
	printf '%s\n' "$@" | timeout 60 "$worker" "${arguments[@]}" >"$folder/answers"
}

# asks RUNTIME PYTHON LINE...: say, then check.
asks() {
	local runtime=$1 python=$2
	shift 2
	say "$runtime" "$@" && check "$python"
}

describe() {
	timeout 10 "$worker" --describe >"$folder/describe" && python3 -c '
import json, sys
d = json.load(open(sys.argv[1]))
exec(sys.argv[2])
' "$folder/describe" "$1"
}

refuses() { # the worker's arguments; one line on standard error, status 2
	timeout 10 "$worker" "$@" </dev/null >"$folder/out" 2>"$folder/err"
	[ $? -eq 2 ] && [ "$(wc -l <"$folder/err")" -eq 1 ] && [ ! -s "$folder/out" ]
}

# python TEXT ARGUMENT...: Python with hands, for a minute at most.
python() {
	local text=$1
	shift
	PYTHONPATH=$hands timeout 60 python3 -c "from hands import *
$text" "$worker" "$@"
}
