#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Who may include whom: one row a folder, checked against every #include of ours and of the
# libraries that are somebody's subject. Prints TAP. LAYERING_ROOT: another tree, for the test of
# this test.
set -u
cd "${LAYERING_ROOT:-"$(dirname "$0")/../.."}" || exit 2

# Folder of the includer : folders or files it may include from (besides its own).
rules='
include          :
runtime          : include
threaded         : include
bench/kernels    :
bench/workloads  : include bench/kernels bench/stats/histogram.h
bench/peers      : include bench/kernels bench/workloads/workload.h bench/workloads/echo.h bench/stats/histogram.h runtime/switch.h
bench/preload    :
bench/protocol   : bench/stats/histogram.h
bench/stats      :
bench/store      :
bench/trace      : include
bench/worker     : include bench/workloads/workload.h bench/protocol bench/trace bench/stats/histogram.h
bench/command    : bench/workloads/workload.h bench/worker bench/protocol
bench/load       : bench/workloads/workload.h bench/workloads/echo.h bench/workloads/fetch.h bench/workloads/mixed.h bench/protocol bench/stats/histogram.h
bench/run        : bench/protocol bench/store bench/stats
bench/report     : bench/store bench/stats
bench/gate       : bench/run bench/report bench/store bench/stats bench/protocol
bench/gate/decide : bench/stats
bench/gate/sides : bench/run bench/store
bench/evidence   : bench/run bench/report bench/store bench/stats bench/protocol
bench/evidence/predicate : bench/store bench/stats bench/protocol
bench/cmd        : bench/evidence bench/gate bench/run bench/report bench/store bench/stats bench/protocol
examples/gate-your-project :
'
# Libraries and kernel interfaces that only some folders may know.
subjects='
pthread.h        : runtime threaded bench/peers/raw bench/trace
sys/epoll.h      : runtime bench/peers/raw bench/load bench/preload
liburing.h       : runtime bench/peers
uv.h             : bench/peers/libuv
cmark-gfm        : bench/report
expat.h          : bench/report
gelf.h           : bench/gate
libconfig.h      : bench/gate
jansson.h        : bench/protocol bench/store bench/run bench/report bench/gate bench/evidence bench/cmd bench/worker bench/load
gsl/             : bench/stats
nettle/          : bench/kernels bench/store
sqlite3.h        : bench/workloads
'
# Only this file of bench/worker names the players.
registry=bench/worker/runtimes.c

count=0 failed=0
verdict() { # verdict PROMISE COMPLAINTS
	count=$((count + 1))
	if [ -z "$2" ]; then
		echo "ok $count - $1"
	else
		failed=1
		echo "not ok $count - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
	fi
}

# includes FOLDER: "file header" a line. A name without a folder is the file's own neighbour.
includes() {
	find "$1" -name '*.[chS]' -exec grep -HE '^[[:space:]]*#[[:space:]]*include[[:space:]]' {} + 2>/dev/null |
		sed -E 's/^([^:]+):[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]([^>"]+)[>"].*/\1 \2/'
}

allowed() { # allowed FOLDER HEADER ALLOWED...
	local folder=$1 header=$2 other
	shift 2
	case $header in
	*..*) return 1 ;;
	asyncio.h) header=include/asyncio.h ;;
	"$folder"/*) return 0 ;;
	include/* | runtime/* | threaded/* | bench/*) ;;
	*) return 0 ;;
	esac
	for other in "$@"; do
		case $header in "$other" | "$other"/*) return 0 ;; esac
	done
	return 1
}

while IFS=: read -r folder others; do
	folder=${folder// /}
	if [ -z "$folder" ] || [ ! -d "$folder" ]; then continue; fi
	complaints=$(includes "$folder" | while read -r file header; do
		[ "$file" = "$registry" ] && continue
		# shellcheck disable=SC2086 # a list of words
		allowed "$folder" "$header" $others || echo "$file includes $header"
	done)
	verdict "$folder includes only its own${others:+ and$others}" "$complaints"
done <<<"$rules"

while IFS=: read -r header owners; do
	header=${header// /}
	[ -n "$header" ] || continue
	complaints=$(includes . | sed 's|^\./||' | while read -r file included; do
		case $included in "$header"*) ;; *) continue ;; esac
		case $file in tests/* | examples/* | build/*) continue ;; esac
		for owner in $owners; do
			case $file in "$owner"/*) continue 2 ;; esac
		done
		echo "$file includes $included"
	done)
	verdict "$header is known only in$owners" "$complaints"
done <<<"$subjects"

named=$(grep -lE 'asyncio_(coroutines|threads|threads_gil)\b' bench/worker/*.c bench/workloads/*.c bench/load/*.c 2>/dev/null | grep -vx "$registry")
verdict "$registry alone names the runtimes" "$named"

echo "1..$count"
exit $failed
