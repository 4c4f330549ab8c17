#!/bin/sh
# SPDX-License-Identifier: MIT
# evidence.sh measure | check [OPTION...] | update [OPTION...]: packing.md and what was measured for it.
# measure: all of it afresh, into results/reference/packing. The others are those of `duet evidence`.
# DUET: the program, when it is not in PATH.
set -eu
cd "$(dirname "$0")"
export DUET_WORKER=./worker # it has the workloads, and knows the names
duet=${DUET:-duet}
runs=results/reference
job=${1-}
[ $# = 0 ] || shift
case $job in
measure)
	rm -rf $runs/.new
	"$duet" run pack unpack --contestants=fast,small -p kib=128 --rounds=32 --output=$runs/.new
	rm -rf $runs/packing $runs/.new/slices.jsonl # raw slices, which nothing reads
	mv $runs/.new $runs/packing
	;;
check | update)
	exec "$duet" evidence "$job" packing.md "$@"
	;;
*)
	echo "evidence.sh: measure, check or update?" >&2
	exit 2
	;;
esac
