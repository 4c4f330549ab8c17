# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# compare.sh - what the scripts compare-* share: one results folder at most, its report, its
# figures. Sourced by them, after set -eu; not run. Whatever cannot be done is one line, exit 2.
name=$(basename "$0")
here=$(cd "$(dirname "$0")/.." && pwd)
duet=${DUET:-build/release/duet}
folder="" text=""

refuse() { echo "$name: $*" >&2 && exit 2; }

# take_folder [ARGUMENT...]: the folder named, absolute, into $folder; "": it must be measured.
take_folder() {
	case ${1-} in
	-h | --help) sed -n '3,${/^#/!q; s/^# \{0,1\}//p}' "$0" && exit 0 ;;
	-*) refuse "no option '$1': $name [RESULTS FOLDER]" ;;
	esac
	[ $# -le 1 ] || refuse "one results folder at a time"
	[ $# = 0 ] || [ -d "$1" ] || refuse "no folder '$1': name one that duet run has written, or none to measure"
	command -v jq >/dev/null || refuse "jq is not installed: install the package jq"
	[ $# = 0 ] || folder=$(realpath -- "$1")
	cd "$here" || exit 2
	command -v "$duet" >/dev/null || refuse "$duet is not built: make"
}

# measure ARGUMENTS OF RUN...: duet shows its progress and its tables; the results are in $folder.
measure() {
	"$duet" run "$@" || exit $?
	folder=$(realpath results/latest)
}

# read_report WORKLOADS ARGUMENTS: write the folder's summary and figures anew, its text into $text;
# refuse a folder without a duet of WORKLOADS (a|b), which duet run ARGUMENTS measures.
read_report() {
	local found
	text=$("$duet" report "$folder") || exit 2
	found=$(jq -r --arg of "^($1)\$" '[.duets[] | select(.workload | test($of))] | length' \
		"$folder/summary.json" 2>/dev/null) || refuse "$folder/summary.json is not what duet report writes: duet report"
	[ "$found" != 0 ] || refuse "$folder has no duet of ${1//|/, }: duet run $2"
}

# tables WORKLOADS: their paragraphs of the report
tables() { awk -v RS= -v ORS='\n\n' -v of="^($1)[,:]" '$0 ~ of' <<<"$text"; }

# name_figures PATTERN: those of the folder
name_figures() {
	local figure
	for figure in "$folder"/figures/*; do
		# shellcheck disable=SC2053 # a pattern
		[[ ${figure##*/} != $1 ]] || echo "figure: $figure"
	done
}

# ask PROGRAM ARGUMENTS OF jq...: what compare.jq can tell of the folder's summary
ask() { jq -L "$here/scripts" -r "${@:2}" "include \"compare\"; $1" "$folder/summary.json"; }

# who_plays WORKLOAD NAME...: those of the names that play it, separated by commas
who_plays() { "$duet" list --json | jq -L "$here/scripts" -r 'include "compare"; who_plays($ARGS.positional)' --args "$@"; }
