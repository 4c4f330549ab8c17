#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# own_words.sh - what README.md and docs/ say of measurements is what the committed results say:
# scripts/evidence and scripts/blocks, on the checkout, and on copies that were made wrong. Prints TAP.
# DUET_BUILD: the folder with duet and duet-worker (default: build/release).
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(realpath "$(dirname "$0")/../..") || exit 2
build=$(realpath "${DUET_BUILD:-$root/build/release}") || exit 2
check=$root/tests/html/check.py reference=$root/results/reference
export DUET=$build/duet DUET_BUILD=$build
unset DUET_WORKER
cd "$folder" || exit 2

has() { grep -qF -- "$1" "$2" || { echo "no: $1"; cat "$2"; return 1; }; }

# A checkout in which what is changed or written is a copy.
copies() {
	local entry
	mkdir -p tree/results && cp -r "$root"/{README.md,docs,scripts} tree && cp -r "$reference" tree/results &&
		rm -f tree/docs/evidence/*.html || return
	for entry in "$root"/*; do
		[ -e "tree/${entry##*/}" ] || ln -s "$entry" tree || return
	done
}
ends() { # CODE: scripts/evidence in the copy, with what it says in out and err
	local code=0
	timeout -k 5 120 tree/scripts/evidence >out 2>err </dev/null || code=$?
	[ $code = "$1" ] && return
	echo "exit $code, wanted $1"
	cat err out
	return 1
}
# spoiled FILE CODE WORDS COMMAND...: once the command has changed the file, evidence ends with the code
# and says the words; then the file is as it was
spoiled() {
	local file=tree/$1 code=$2 words=$3 failed=0
	shift 3
	cp "$file" kept
	"$@" "$file"
	cmp -s kept "$file" && echo "nothing was changed" && failed=1
	ends "$code" && cat out err >said_by_it && has "$words" said_by_it || failed=1
	cp kept "$file"
	return $failed
}
append() { printf '\n%s\n' "${@:1:$#-1}" >>"${!#}"; } # LINE... FILE

# ---- as it is ----

counts() { grep -E '^README.md and docs/: [0-9]+ claims?: [0-9]+ supported' out || { cat out; return 1; }; }
hides_the_host() { ! grep -F "$(hostname)" out; }
blocks_are_fresh() { "$root/scripts/blocks" --verify; }

# ---- made wrong ----

row='s/^| create and await a trivial task | 4.0 | [0-9.]*/| create and await a trivial task | 4.0 | 1.5/'

finds_value() { spoiled docs/performance.md 1 'stale: value memory(' sed -i 's/\(\[interval, KiB\] -->\)[0-9.]*/\19.9/'; }
finds_row() { spoiled docs/performance.md 1 'docs/performance.md: stale: the block "figures"' sed -i "$row"; }
finds_answer() { spoiled README.md 1 'README.md: stale: the block "answer"' sed -i 's/^Handing over between 2 tasks/Handing over between 3 tasks/'; }
finds_gate() { spoiled docs/gate.md 1 'docs/gate.md: stale: the block "gate"' sed -i 's/^FAIL  /PASS  /'; }
finds_example() { spoiled docs/trend.md 1 'docs/trend.md: stale: the block "trend"' sed -i 's/ at bd307a3, p = 0.001/ at bd307a3, p = 0.002/'; }
finds_claim() { spoiled docs/performance.md 1 '  refuted ' sed -i 's/<= 4.3 KiB -->\(.*\)4.3 KiB</<= 4.1 KiB -->\14.1 KiB</'; }
finds_unmeasured() { spoiled docs/design.md 2 'not measured' append 'It takes <!-- value: ns(spawn, raw) -->7 ns<!-- /value -->.'; }
finds_strays() { spoiled docs/design.md 1 'the block "typed" is printed by nothing' append '<!-- typed -->' '12 ns' '<!-- /typed -->'; }
finds_damage() { spoiled results/reference/spawn/rounds.jsonl 2 'results/reference/spawn' sed -i '1s/{/[/'; }

renews() { # what is stale, and nothing else
	sed -i "$row" tree/docs/performance.md && tree/scripts/blocks docs/performance.md >out 2>err &&
		has 'docs/performance.md: the block "figures" is written anew' out && cmp "$root/docs/performance.md" tree/docs/performance.md
}
refuses() { # WORDS ARGUMENT OF blocks...
	local words=$1 code=0
	shift
	tree/scripts/blocks "$@" >out 2>err || code=$?
	[ $code = 2 ] && [ "$(wc -l <err)" = 1 ] && has "$words" err
}

# ---- what scripts print of is what the rounds come to ----

numbers() { # FOLDER: of its summary
	jq -S '.duets[].contestants |= map(with_entries(select(.key | test("^(label|ratio|wall_ns|cpu_ns|memory_bytes)$"))))
		| [.duets[] | {workload, rounds, doubtful, contestants}]' "$1/summary.json"
}
report_text() { grep -v '^!\[\|^No figures: ' "$1/report.md" | cat -s; } # figures take long, and say the same
sums_up() {
	local run name
	mkdir -p bin sums
	for run in "$reference"/*/run.json; do
		name=$(basename "${run%/run.json}")
		mkdir "sums/$name" && cp "${run%/run.json}"/*.json* "sums/$name" || return
		timeout -k 5 60 env PATH="$folder/bin" "$DUET" report "sums/$name" >reported 2>&1 </dev/null || { cat reported; return 1; }
		diff <(numbers "$reference/$name") <(numbers "sums/$name") || { echo "of $name"; return 1; }
	done
}
reports() { diff <(report_text "$reference/report") <(report_text sums/report); }

# ---- the tutorial that is judged ----

judged=docs/evidence/asyncio-claims.md
flip='/^- (As written|Instead|Besides),/{s/, supported/, flipped/; s/, refuted/, supported/; s/, flipped/, refuted/}'

# What the runs say stands again where it was spoiled, and nothing else has changed.
keeps_verdicts() {
	sed -i -E -e "$flip" -e 's/^[0-9]+ claims: .*/7 claims: 7 supported./' -e 's/^\| (supported|refuted) \|/| inconclusive |/' "tree/$judged" &&
		! cmp -s "$root/$judged" "tree/$judged" && (cd tree && timeout -k 5 120 scripts/measure-claims --table </dev/null) &&
		diff "$root/$judged" "tree/$judged"
}
finds_verdict() { spoiled $judged 1 ': stale: the verdict is not "As written, refuted"' sed -i -E "0,/^- As written, supported/s//- As written, refuted/"; }
finds_count() { spoiled $judged 1 'stale: the block "counts"' sed -i -E 's/^([0-9]+ claims: )[0-9]+/\17/'; }
finds_interval() { spoiled $judged 1 'stale: the block "verdicts"' sed -i -E 's/^(\| supported \| .* \| [0-9]+)\./\19./'; }
finds_own() { spoiled $judged 1 "our own claim is not supported: $1" append "- $1: <!-- claim: $2 --> as we say<!-- /claim -->."; }
prints() { # BLOCK WORDS
	tree/scripts/measure-claims --print "$1" >printed || return
	has "$2" printed
}
finds_doubt() {
	local run=tree/results/reference/claims/files/run.json failed=0
	cp "$run" run.json
	jq '.duets[].warnings = [{text: "not to be trusted: it is made up", remedy: ""}]' run.json >"$run"
	ends 1 && has 'stale: the verdict is not "As written, refuted"' out && has 'stale: the verdict is not "Instead, supported"' out &&
		prints verdicts '; not to be trusted: it is made up |' && prints counts ' of them are not to be trusted.' || failed=1
	cp run.json "$run"
	return $failed
}

# same CODE WORDS: what scripts/same-verdicts says of the runs and of their copy
same() {
	local code=0
	tree/scripts/same-verdicts "$reference/claims" "$folder/others" >out 2>err </dev/null || code=$?
	[ $code = "$1" ] && has "$2" out && has ", 0 enter or leave inconclusive" out
}
finds_flip() {
	cp -r "$reference/claims" others && same 0 ': 0 flip' &&
		sed -i 's/"threads"/"T"/g; s/"coroutines"/"threads"/g; s/"T"/"coroutines"/g' others/spawn/run.json && same 1 ' supported, then refuted'
}
finds_hole() { rm -r others/spawn && same 1 ': 0 flip' && has ' supported, then unmeasured' out; }

# ---- pages ----

writes_page() {
	(cd tree && timeout 60 "$DUET" evidence check docs/performance.md --html=docs/performance.html >said 2>&1 </dev/null) &&
		has 'class="verdict supported"' tree/docs/performance.html
}
seen() {
	if command -v "${CHROMIUM:-chromium}" >/dev/null; then
		ok "$@"
	else
		skip "$1" "chromium is not installed"
	fi
}

ok "the tree can be copied" copies
ok "no claim of ours is refuted, and no number is stale" ends 0
ok "it is said how many claims there are of what verdict" counts
ok "... and the host's name is not" hides_the_host
ok "every block of the checkout is what its script prints" blocks_are_fresh
ok "a value that the runs do not have is found" finds_value
ok "a row that its script does not print is found" finds_row
ok "an answer that the report does not give is found" finds_answer
ok "a gate's table that is not of its gate.json is found" finds_gate
ok "an example that its command does not print is found" finds_example
ok "a claim that is not so is found" finds_claim
ok "a value that nobody measured is found" finds_unmeasured
ok "a block that no script prints is found" finds_strays
ok "a result that cannot be read is an error" finds_damage
ok "a stale block is written anew, and nothing else" renews
ok "a document without blocks is refused" refuses "no such block" docs/ci.md
ok "a mark that is none is refused" refuses "no such block" docs/gate.md typed
ok "an option that is none is refused" refuses "no option" --all
ok "the summaries are what the rounds come to" sums_up
ok "the report is what its rounds come to" reports
ok "the verdicts on the tutorial are written anew as the runs say" keeps_verdicts
ok "a verdict on it that the runs do not give is found" finds_verdict
ok "a count of its verdicts that is not theirs is found" finds_count
ok "an interval in its table that the runs do not have is found" finds_interval
ok "a claim of our own that is refuted is found" finds_own 'Instead, refuted' 'speedup(encode, threads, bytes=1048576, tasks=2) < 1.1'
ok "... and one that is not measured" finds_own 'Besides, unmeasured' 'ns(spawn, raw, batch=1) > 1 ns'
ok "a verdict by a run that is not to be trusted says so" finds_doubt
ok "a claim that flips between two sets of runs is found" finds_flip
ok "... and one that has no runs" finds_hole
ok "a page of claims is written" writes_page
for page in tree/docs/performance.html tree/docs/evidence/*.html; do
	[ -e "$page" ] || continue
	name=$(basename "$page")
	ok "$name: its links lead somewhere" "$check" links "$page"
	seen "$name: it asks the network for nothing" "$check" requests "$page"
	seen "$name: it logs no error" "$check" errors "$page"
	seen "$name: it fits a telephone" "$check" width "$page"
done
finish
