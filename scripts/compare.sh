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

# jq's: numbers as a reader wants them, to three digits, and a table of [[cell]...] in columns
# shellcheck disable=SC2034,SC2016 # for those who source this; jq's variables
words='
def grouped: tostring | until(test("^[0-9]{1,3}(,|$|\\.)"); sub("(?<a>[0-9])(?<b>[0-9]{3})(?<c>,|$|\\.)"; "\(.a),\(.b)\(.c)"));
def digits($n): if . == 0 then "0" else
	(fabs | log10 | floor) as $power | ([$n - 1 - $power, 0] | max) as $places
	| pow(10; $n - 1 - $power) as $scale | (. * $scale | round) as $whole
	| if $places == 0 then $whole / $scale | round | grouped
	  else ($whole | fabs | tostring) as $text
		| ("000000000"[:([$places + 1 - ($text | length), 0] | max)] + $text) as $text
		| (if $whole < 0 then "-" else "" end) + $text[:-$places] + "." + $text[-$places:] end end;
def number: if . == null then "-" else digits(3) end;
def interval($scale): if . == null or .value == null then "-" else
	"\(.value / $scale | number) [\(.low | if . == null then "?" else . / $scale | number end), \(.high | if . == null then "?" else . / $scale | number end)]" end;
def pad($width): . + " " * ($width - length) // .;
def columns: . as $rows | [range($rows[0] | length) as $c | [$rows[][$c] | length] | max] as $widths
	| $rows[] | . as $row | [range(length) as $c | $row[$c] | pad($widths[$c])] | join("  ") | sub(" +$"; "");
def style: {"coroutines": 1, "threads": 2, "raw": 3, "boost": 4, "libuv": 5}[.] // 6;
def setting: .contestants[0].parameters | to_entries | map(select(.value != 0) | "\(.key)=\(.value | grouped)") | join(", ");
'
