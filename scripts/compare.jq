# SPDX-License-Identifier: MIT
# compare.jq - what the scripts compare-* read out of a summary.json, and how they write it.
# jq -L scripts 'include "compare"; ...'

# ---- numbers and tables as a reader wants them ----

# 1234567.5 becomes "1,234,567.5".
def grouped:
	tostring
	| until(test("^-?[0-9]{1,3}(,|$|\\.)");
		sub("(?<a>[0-9])(?<b>[0-9]{3})(?<c>,|$|\\.)"; "\(.a),\(.b)\(.c)"));

# A whole number that stands for a decimal fraction: 42 with 3 places is "0.042".
def point($places):
	. as $whole
	| (fabs | tostring) as $text
	| ("0" * ([$places + 1 - ($text | length), 0] | max) // "") + $text
	| (if $whole < 0 then "-" else "" end) + .[:-$places] + "." + .[-$places:];

# To so many significant digits.
def digits($n):
	if . == 0 then "0" else
		(fabs | log10 | floor) as $power
		| ([$n - 1 - $power, 0] | max) as $places
		| pow(10; $n - 1 - $power) as $scale
		| (. * $scale | round) as $whole
		| if $places == 0 then $whole / $scale | round | grouped
		  else $whole | point($places) end
	end;

def number: if . == null then "-" else digits(3) end;

# An estimate, divided by a unit: "203 [199, 207]".
def bound($unit): if . == null then "?" else . / $unit | number end;
def interval($unit):
	if . == null or .value == null then "-"
	else "\(.value / $unit | number) [\(.low | bound($unit)), \(.high | bound($unit))]" end;

# Rows of cells as lines, in columns.
def pad($width): . + (" " * ($width - length) // "");
def columns:
	. as $rows
	| [range($rows[0] | length) as $c | [$rows[][$c] | length] | max] as $widths
	| $rows[]
	| [to_entries[] | .key as $c | .value | pad($widths[$c])]
	| join("  ") | sub(" +$"; "");

# Of duet list --json: those of the names, [WORKLOAD, NAME...], that play it.
def who_plays($words):
	.runtimes as $all
	| [$words[1:][] as $name | $all[] | select(.name == $name and (.workloads | index($words[0]))).name]
	| join(",");

# ---- duets ----

# Those who play, without the control.
def players: [.contestants[] | select(.control | not)];

# "connections=64, size=64"
def setting:
	.contestants[0].parameters | to_entries
	| map(select(.value != 0) | "\(.key)=\(.value | grouped)")
	| join(", ");

def cores: if .cores == "one" then "one core" else "all cores" end;

# ---- compare-switches: the data of scripts/figures/switches.gp ----

# The linetype that a contestant has in every figure (bench/report/figure_style.c).
def style: {"coroutines": 1, "threads": 2, "raw": 3, "boost": 4, "libuv": 5}[.] // 6;

# A heading, and a row a contestant, the cheapest first.
def switch_rows:
	"\(.workload), \(setting), \(cores): \(.operation)" as $heading
	| (players | map(select(.wall_ns.value > 0)) | sort_by(.wall_ns.value))
	| select(length > 0)
	| ["", "", "", "", 0, "", $heading],
	  (.[] | .wall_ns as $cost
		| [.label, $cost.value, $cost.low // $cost.value, $cost.high // $cost.value,
		   (.label | style), ($cost | interval(1)), ""]);

# Of several summaries.
def switches($workloads):
	"row\tlabel\tns\tlow\thigh\tstyle\ttext\theading",
	([.[].duets[] | select(.workload | test($workloads)) | switch_rows]
		| to_entries[] | [.key] + .value | @tsv);

# ---- compare-memory ----

# A sentence for every duet in which coroutines held 100,000; the whole interval counts.
def memory_verdict($most):
	.duets[] | players[] | select(.label == "coroutines")
	| .levels[]? | select(.operations == 100000).memory_bytes
	| (.high != null and .high > 0 and .high <= $most * 1024) as $reached
	| "100,000 parked coroutines take \(.value / 1024 | digits(4)) KiB each "
	  + "(the interval ends at \((.high // 0) / 1024 | digits(4))), page tables included: "
	  + "at most \($most) is \(if $reached then "" else "not " end)reached";

# ---- compare-latency ----

# What the client does, of all contestants.
def loop:
	(.[0].parameters.rate // 0) as $rate | (.[0].parameters.percent // 0) as $percent
	| (if any((.sustained_utilisation.value // 0) > 0.9) then ", or the load generator," else "" end) as $bound
	| if $rate > 0 then "\($rate | grouped) requests/s offered"
	  elif $percent > 0 then "\($percent) % of what each\($bound) sustains offered"
	  else null end
	| if . then "open loop, \(.), from the intended send time"
	  else "closed loop: these must not be used for what clients see" end;

# Why a contestant's numbers are not what they seem: the report's own judgements.
def marks:
	[if .client_bound then "client-bound" else empty end,
	 .open_verdict // empty | select(. != "valid")]
	| if length == 0 then "none" else join(", ") end;

def percent: if . == null then "-" else "\(. * 100 | round) %" end;

# A column a contestant.
def latency_table:
	def quantile($name; $heading):
		["\($heading) µs"] + map(.latency["\($name)_ns"] | interval(1000));
	[[""] + map(.label),
	 quantile("p50"; "p50"), quantile("p90"; "p90"), quantile("p99"; "p99"),
	 quantile("p999"; "p99.9"), quantile("max"; "max a round,"),
	 ["answers"] + map(.latency.count | grouped),
	 ["requests/s"] + map(.requests_per_second | interval(1)),
	 ["client CPU"] + map(.driver_utilisation.value | percent),
	 ["marks"] + map(marks)]
	| columns;

def latencies:
	.duets[] | select(.workload == "echo") | . as $duet
	| (players | map(select(.latency))) | select(length > 0)
	| "echo, \($duet | setting), \($duet | cores), \($duet.rounds) rounds",
	  loop,
	  "  " + latency_table,
	  ($duet.doubtful // empty | "not to be trusted: \(.)"),
	  ($duet.warnings[] | "warning: \(.text)." + if .remedy == "" then "" else " Remedy: \(.remedy)." end),
	  "";
