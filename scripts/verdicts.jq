# SPDX-License-Identifier: MIT
# verdicts.jq - what `duet evidence check --json` of one document says, as Markdown. jq -L scripts 'include "verdicts"; ...'
include "compare";

def claims: .documents[0].claims;

# Why a run that a verdict rests on is not to be trusted; none: nothing speaks against them.
def doubts: [.opinions[].doubt // empty];

# "540 refuted, not to be trusted": of each claim, by its line
def words: claims[] | "\(.line) \(.verdict)" + if doubts == [] then "" else ", not to be trusted" end;

# "112 claims: 90 supported, 22 refuted. 2 of them are not to be trusted."
def counts:
	.documents[0].counts as $counts
	| (["supported", "refuted", "inconclusive", "unmeasured"] | map(select($counts[.] > 0) | "\($counts[.]) \(.)")) as $each
	| ([claims[] | select(doubts != [])] | length) as $doubtful
	| "\(claims | length) claims: \($each | join(", "))."
	  + if $doubtful == 0 then "" else " \($doubtful) of them \(if $doubtful == 1 then "is" else "are" end) not to be trusted." end;

# What a quantity is told in: the largest unit that it has at least one of.
def scale:
	(.value // 0 | fabs) as $value
	| if .unit == "ns" then
		[[1e9, " s"], [1e6, " ms"], [1e3, " µs"], [1, " ns"]] | map(select(.[0] <= $value)) | first // [1, " ns"]
	  elif .unit == "bytes" then
		[[1048576, " MiB"], [1024, " KiB"], [1, " B"]] | map(select(.[0] <= $value)) | first // [1, " B"]
	  else [1, ""] end;

# "235 [227, 244]"; of a crossover, of which no more is known than where it lies: "[2, 8]"
def measured_value($unit):
	if .value == null then "[\(.low // 0 | bound($unit)), \(.high | bound($unit))]" else interval($unit) end;

# "235 [227, 244] > 100"
def quantity:
	scale as [$unit, $name]
	| ({"<=": "≤", ">=": "≥"}[.compared] // .compared) as $sign
	| "\(measured_value($unit))\($name) \($sign) \(.threshold / $unit | grouped)\($name)";

# Of a claim about order there is no number.
def measured:
	.opinions | map(
		if (.needs | length) > 0 then "not measured"
		elif (.quantities | length) > 0 then .quantities | map(quantity) | join("; ")
		elif .verdict == "refuted" then "not in this order"
		else "in this order" end
		+ if .doubt then "; not to be trusted: \(.doubt)" else "" end) | join(" / ");

def verdicts:
	"| verdict | claim | measured, and what it was held against |", "| --- | --- | --- |",
	(claims[] | "| \(.verdict) | \(.sentence) | \(measured) |");
