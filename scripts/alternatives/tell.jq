# SPDX-License-Identifier: MIT
# tell.jq - what the record of scripts/gate-alternatives says, from an array of its lines.

# In the table's order.
def readings: [
	["hyperfine-ratio", "hyperfine: its printed ratio ± 1 standard deviation is above 1"],
	["hyperfine-welch", "hyperfine: Welch's t over its runs, 5 %"],
	["runs", "10 runs of one, then 10 of the other: Mann-Whitney's U, 5 % (benchstat)"],
	["once-1", "one run of each: over 1 %"],
	["once-5", "one run of each: over 5 %"],
	["once-10", "one run of each: over 10 %"],
	["pair", "one process of each, slices in turn: t over pairs of slices, 5 %"],
	["gate", "duet gate: surely over 1 %"]
];

# A row's lines of its newest builds, for each row.
def rows($seconds):
	map(select(.budget == $seconds)) | group_by(.row)[]
	| .[-1].key as $key | map(select(.key == $key));

# Of a case: slower, all, inconclusive.
def counts($case):
	map(select(.case == $case))
	| [(map(select(.verdict == "slower")) | length), length,
	   (map(select(.verdict == "inconclusive")) | length)];

# Row, way, mean seconds, counts of the three cases.
def table($seconds):
	rows($seconds) | . as $lines
	| readings[] as [$reading, $words]
	| ($lines | map(select(.reading == $reading))) | select(length > 0)
	| [.[0].row, $words, (map(.ms) | add / length / 100 | round / 10)]
	  + counts("equal") + counts("relinked") + counts("slower") | @tsv;

def percent: 10000 * (. - 1) | round / 100;

# How much slower the slower ones are.
def sizes($seconds):
	rows($seconds) | map(select(.steps)) | select(length > 0) | .[-1]
	| "\(.row): \(.ratio | percent) % [\(.low | percent), \(.high | percent)]";
