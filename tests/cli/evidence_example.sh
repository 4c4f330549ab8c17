#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# evidence_example.sh - examples/evidence-for-your-docs works as its README says, in a folder of its own; and
# what docs/evidence.md says of other tools' examples can be read. Prints TAP. DUET_BUILD: the folder with
# duet (default: build/release).
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-$root/build/release}
[[ $build = /* ]] || build=$root/$build
export DUET=$build/duet NO_COLOR=1
unset DUET_WORKER
example=$root/examples/evidence-for-your-docs
out=$folder/out

ends() { # CODE COMMAND...
	local wanted=$1 code=0
	shift
	timeout -k 5 300 "$@" >"$out" 2>&1 </dev/null || code=$?
	[ "$code" = "$wanted" ] && return
	echo "$*: exit $code, wanted $wanted"
	cat "$out"
	return 1
}
says() { grep -qF -- "$1" "$out" || { echo "not said: $1"; cat "$out"; return 1; }; }

fence() { # FILE LANGUAGE N: what stands in the N-th such block of code
	awk -v mark="$(printf '\140\140\140')" -v language="$2" -v wanted="$3" '
		$0 == mark { inside = 0 }
		inside && count == wanted { print }
		$0 == mark language { inside = 1; count++ }' "$1"
}

# ---- a copy of the example, without its runs ----

yours() { cp -r "$example" "$folder/yours" && cd "$folder/yours" && rm -rf results && cp worker ours.worker; }
steps() { fence README.md sh "$1" >"$folder/steps.sh" && [ -s "$folder/steps.sh" ] && ends 0 bash -e "$folder/steps.sh"; }

lacks_runs() { ends 3 ./evidence.sh check && says "3 claims: 3 unmeasured" && says "duet run pack --contestants=small,fast"; }
measures() {
	steps 1 && says "3 claims: 3 supported" && grep -q '^| small' packing.md && ! grep "not measured" packing.md &&
		[ -s packing.html ] && ! [ -e results/reference/packing/slices.jsonl ]
}
needs_no_worker() { # what was measured is enough
	mv worker away && steps 2
	local failed=$?
	mv away worker
	return $failed
}

one_more() { cp packing.md three.md && fence README.md markdown 1 >>packing.md && ends 3 ./evidence.sh check && says "duet run pack --contestants=small,fast -p kib=16"; }
measures_one() { ends 0 ./evidence.sh check --measure && says "4 claims: 4 supported" && ls results/evidence/*/run.json; }
holds_numbers() {
	sed -i 's/less than 20 times/less than 2 times/' packing.md
	ends 2 ./evidence.sh check && says 'the sentence says "2 times"'
}
refutes() {
	sed 's/> 2 -->/> 200 -->/; s/over twice as long/over 200 times as long/' three.md >packing.md
	! cmp -s three.md packing.md && ends 1 ./evidence.sh check && grep -qE "^3 claims: 2 supported(, [12] of them not to be trusted;|,) 1 refuted" "$out"
}

# ---- workers that go wrong ----

goes_wrong() { # FROM TO WORDS: a worker with another command is not measured, and the runs stay as they are
	sed "s|$1|$2|" ours.worker >worker
	! cmp -s ours.worker worker && cp -r results/reference before && ! ends 0 ./evidence.sh measure && says "$3" &&
		diff -r before/packing results/reference/packing
	local failed=$?
	rm -rf before
	cp ours.worker worker
	return $failed
}
answers() { # RUNTIME LINE: an error
	printf '%s\n' "$2" | ./worker "$1" | tail -n 1 | grep '^{"error"'
}
stays() { # after an error it takes the next command
	printf '%s\n' 'no JSON' '{"do": "limits"}' | ./worker fast | tail -n 1 | grep '"fits": true'
}

# ---- what is in the repository ----

committed() { ends 0 "$example/evidence.sh" check && says "3 claims: 3 supported" && ends 0 "$example/evidence.sh" update --verify; }

# The claims that the page makes of other tools' examples: no worker knows their names.
others() {
	local count
	sed -n '/^## The nearest tools/,$p' "$root/docs/evidence.md" >section.md
	fence section.md markdown 1 >others.md
	count=$(grep -c '<!-- claim: ' others.md)
	mkdir -p none && DUET_WORKER=/bin/false ends 3 "$DUET" evidence check others.md --results=none && says "$count claims: $count unmeasured"
}

ok "the claims of the example are supported by the runs beside it, and nothing is stale" committed
ok "there is a document of one's own" yours
cd "$folder/yours" || exit 2
ok "without runs its claims are unmeasured, and the commands are told" lacks_runs
ok "it is measured, written and judged by the README's steps" measures
ok "it is checked without worker and measuring, by the README's steps" needs_no_worker
ok "the README's other claim lacks a run, which is told" one_more
ok "... and is measured by --measure" measures_one
ok "a sentence that says another number than its predicate is refused" holds_numbers
ok "a claim that is not so is refuted" refutes
ok "a command that loses what it should pack is not measured" goes_wrong 'gzip -9 -c {log}' 'gzip -9 -c /dev/null' "did not do the same work"
ok "a command that fails is not measured" goes_wrong 'gzip -9 -c {log}' 'gzip -9 -c {log}.gone' "returned non-zero exit status"
ok "its worker refuses what it cannot prepare" answers fast '{"do": "prepare", "workload": "pack", "parameters": {"kib": 0}}'
ok "its worker refuses to play what is not prepared" answers fast '{"do": "play", "operations": 1}'
ok "its worker goes on after what it cannot read" stays
ok "the page's examples of other tools can be read" others
finish
