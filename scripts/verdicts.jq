# SPDX-License-Identifier: MIT
# verdicts.jq - what `duet evidence check --json` of one document says, as Markdown. jq -L scripts 'include "verdicts"; ...'
def claims: .documents[0].claims;

# "supported, not to be trusted"
def told: .verdict + if .doubtful then ", not to be trusted" else "" end;

# "540 refuted, not to be trusted": of each claim, by its line
def words: claims[] | "\(.line) \(told)";

# "112 claims: 90 supported, 22 refuted. 2 of them are not to be trusted."
def counts:
	.documents[0].counts as $counts
	| (["supported", "refuted", "inconclusive", "unmeasured"] | map(select($counts[.] > 0) | "\($counts[.]) \(.)")) as $each
	| ([claims[] | select(.doubtful)] | length) as $doubtful
	| "\(claims | length) claims: \($each | join(", "))."
	  + if $doubtful == 0 then "" else " \($doubtful) of them \(if $doubtful == 1 then "is" else "are" end) not to be trusted." end;

# "235 [227, 244], claimed > 100": in the words, and the digits, of other outputs; of orders without the trace's file.
def measured:
	.opinions | map(
		if (.needs | length) > 0 then "not measured"
		else .words | gsub("; traced in .*"; "") | gsub("\\|"; "\\|") end) | join(" / ");

def verdicts:
	"| verdict | claim | measured, and what it was held against |", "| --- | --- | --- |",
	(claims[] | "| \(told) | \(.sentence) | \(measured) |");
