#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# evidence.sh - `duet evidence`: documents are judged by runs whose numbers are known, and their generated
# parts are written anew. Prints TAP. DUET_BUILD: the folder with duet and duet-worker (default: build/release).
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
here=$(realpath "$(dirname "$0")") || exit 2
root=$(realpath "$here/../..")
build=${DUET_BUILD:-$root/build/release}
duet=$(realpath "${1:-$build/duet}") || exit 2
made=$root/tests/evidence/made.py check=$root/tests/html/check.py
unset DUET_WORKER
cd "$folder" || exit 2

evidence() { # ARGUMENT...: by the made runs
	timeout -k 5 120 "$duet" evidence "$@" --results=runs >out 2>err </dev/null
	code=$?
}
fails() { # CODE WORDS ARGUMENT...: it ends with this code and one line that has these words
	local wanted=$1 words=$2
	shift 2
	evidence "$@"
	[ "$code" = "$wanted" ] && [ "$(wc -l <err)" = 1 ] && grep -qF -- "$words" err && return
	echo "duet evidence $*: exit $code, wanted $wanted and \"$words\" in one line:"
	cat err
	return 1
}
ends() { # CODE ARGUMENT...
	local wanted=$1
	shift
	evidence "$@"
	[ "$code" = "$wanted" ] && return
	echo "duet evidence $*: exit $code, wanted $wanted"
	cat err out
	return 1
}
has() { grep -qF -- "$1" "$2" || { echo "no: $1"; cat "$2"; return 1; }; }
claim() { # PREDICATE SENTENCE [ATTRIBUTES]: such a claim, alone in claim.md
	printf '# A claim\n\n<!-- claim%s: %s -->\n%s\n<!-- /claim -->\n' "${3:+, $3}" "$1" "$2" >claim.md
}

makes() {
	"$made" runs/one "First CPU" 2026-11-01T10:00:00+0000 "switch tasks=2 coroutines:10 threads:2000" \
		"echo connections=64 rate=500 coroutines:9000 threads:900" "echo connections=1 coroutines:900 threads:600" "echo connections=2 coroutines:900 threads:800" \
		"echo connections=8 coroutines:900 threads:1400" "echo connections=64 coroutines:900 threads:1800"
}

# ---- verdicts ----

supports() {
	claim 'ns(switch, threads) / ns(switch, coroutines) > 100' 'Threads are over a hundred times slower.'
	ends 0 check claim.md && has 'supported' out && has 'L4 ' out && has '> 100' out && has '1 claim: 1 supported' out
}
refutes() {
	claim 'ns(switch, threads) / ns(switch, coroutines) > 300' 'Threads are much slower.'
	ends 1 check claim.md && has '  refuted' out && has '1 claim: 1 refuted' out
}
straddles() {
	claim 'ns(switch, threads) / ns(switch, coroutines) > 200' 'Threads are 200 times slower.'
	ends 3 check claim.md && has 'inconclusive' out
}
chooses_its_code() {
	claim 'ns(switch, threads) / ns(switch, coroutines) > 200' 'Threads are 200 times slower.'
	ends 0 check claim.md --on-inconclusive=0
}
needs_a_run() {
	claim 'ns(spawn, threads, batch=1) > ns(spawn, coroutines, batch=1)' 'Creating threads costs more.'
	ends 3 check claim.md && has 'needs: duet run spawn --contestants=threads,coroutines -p batch=1' out
}
crosses() {
	claim 'crossover(echo, connections, coroutines, threads) < 20' 'From fewer than 20 connections on, coroutines win.'
	ends 0 check claim.md && has '2 to 8' out
}
names_runs() {
	claim 'ns(switch, threads) / ns(switch, coroutines) > 100' 'Threads are over a hundred times slower.'
	ends 0 check claim.md &&
		grep -qE '^  runs/one: run [0-9a-f]{16}, machine [0-9a-f]{16}, 2026-11-01, duet 0\.1\.0$' out
}
hides_the_host() { # in every output, by a run of this machine
	local output
	rm -rf mine && mkdir mine && cat >mine/host.md <<-'END'
		It takes <!-- value: ns(yield, coroutines) -->?<!-- /value -->.

		<!-- claim: ns(yield, coroutines) > 0 ns -->
		It takes some time.
		<!-- /claim -->

		<!-- table: ns(yield, coroutines) -->
		<!-- /table -->
	END
	timeout 60 "$duet" run yield --contestants=coroutines,threads --rounds=2 --output=mine/run >said 2>&1 &&
		timeout 60 "$duet" evidence update mine/host.md --results=mine/run >mine/updated 2>&1 &&
		timeout 60 "$duet" evidence check mine/host.md --results=mine/run --on-inconclusive=0 --json --junit=mine/junit.xml --html=mine/page.html >mine/json 2>&1 &&
		timeout 60 "$duet" evidence check mine/host.md --results=mine/run --on-inconclusive=0 >mine/told 2>&1 || return
	for output in host.md updated json junit.xml page.html told; do
		[ -s mine/$output ] && ! grep -nwF "$(hostname)" mine/$output || return 1
	done
	grep -q 'run [0-9a-f]\{16\}, machine ' mine/host.md
}

takes_the_usual() { # with a rate, threads cost less
	claim 'ns(echo, threads, connections=64) > ns(echo, coroutines, connections=64)' 'With 64, threads cost more.'
	ends 0 check claim.md &&
		claim 'ns(echo, threads, connections=64, rate=500) < ns(echo, coroutines, connections=64, rate=500)' 'With a rate, less.' &&
		ends 0 check claim.md
}

takes_the_newest() { # whatever its name
	local name
	for name in a z; do
		"$made" runs/$name "First CPU" 2026-11-05T10:00:00+0000 "switch tasks=9 coroutines:10 threads:500" &&
			"$made" runs/m "First CPU" 2026-11-04T10:00:00+0000 "switch tasks=9 coroutines:10 threads:2000" &&
			claim 'ns(switch, threads, tasks=9) / ns(switch, coroutines, tasks=9) < 100' 'With 9 tasks they are not.' 'besides 9' &&
			ends 0 check claim.md && has "runs/$name: " out && rm -r runs/$name runs/m || return
	done
}

tells_doubt() { # and has an exit code for it, where nothing is worse
	"$made" runs/loud "First CPU" 2026-11-03T10:00:00+0000 "switch tasks=9 coroutines:10 threads:2000" &&
		jq '.duets[].warnings = [{text: "not to be trusted: it is made up", remedy: ""}]' runs/loud/run.json >run.json &&
		mv run.json runs/loud/run.json && doubts
	local failed=$?
	rm -r runs/loud
	return $failed
}
doubts() {
	local ratio='ns(switch, threads, tasks=9) / ns(switch, coroutines, tasks=9)'
	claim "$ratio > 100" 'Threads are over a hundred times slower.'
	ends 0 check claim.md && has '1 claim: 1 supported, 1 of them not to be trusted' out && has 'not to be trusted: it is made up' out &&
		ends 3 check claim.md --on-doubtful=3 && ends 1 check claim.md --on-doubtful=1 --on-inconclusive=0 || return
	claim "$ratio > 300" 'Threads are much slower.' && ends 1 check claim.md --on-doubtful=3 || return
	claim "$ratio > 200" 'Threads are 200 times slower.' && ends 3 check claim.md --on-doubtful=1 && ends 2 check claim.md --on-doubtful=2 --on-inconclusive=0 || return
	claim 'ns(switch, threads, tasks=2) > 1 us' 'Threads are slow.' && ends 0 check claim.md --on-doubtful=3 &&
		fails 2 'of duet evidence check' update claim.md --on-doubtful=3
}

prefers_trusted() { # to a newer run that says otherwise
	"$made" runs/new "First CPU" 2026-11-03T10:00:00+0000 "switch tasks=2 coroutines:10 threads:500" &&
		jq '.duets[].warnings = [{text: "not to be trusted: it is made up", remedy: ""}]' runs/new/run.json >run.json &&
		mv run.json runs/new/run.json && claim 'ns(switch, threads) / ns(switch, coroutines) > 100' 'Threads are over a hundred times slower.' &&
		ends 0 check claim.md && has 'runs/one' out && ! grep -F 'runs/new' out
	local failed=$?
	rm -r runs/new
	return $failed
}

names_the_contrary() { # an older run of the machine
	"$made" runs/old "First CPU" 2026-10-03T10:00:00+0000 "switch tasks=2 coroutines:10 threads:500" &&
		claim 'ns(switch, threads) / ns(switch, coroutines) > 100' 'Threads are over a hundred times slower.' &&
		ends 0 check claim.md && has '; runs/old says otherwise' out &&
		ends 0 check claim.md --json && [ "$(jq -r '.documents[].claims[].opinions[].otherwise.folder' out)" = runs/old ]
	local failed=$?
	rm -r runs/old
	return $failed
}

tells_stacks_apart() { # a newer run, with other stacks than usual
	"$made" runs/narrow "First CPU" 2026-11-03T10:00:00+0000 "switch tasks=2 coroutines:10 threads:500" &&
		jq '.stack_size = 32768' runs/narrow/run.json >run.json && mv run.json runs/narrow/run.json &&
		claim 'ns(switch, threads) / ns(switch, coroutines) > 100' 'Threads are over a hundred times slower.' &&
		ends 0 check claim.md && has 'runs/one' out && ! grep -F 'otherwise' out &&
		claim 'ns(switch, threads, stack=32 KiB) / ns(switch, coroutines, stack=32 KiB) < 100' 'On 32 KiB they are not.' 'besides 32' &&
		ends 0 check claim.md && has 'runs/narrow' out &&
		claim 'ns(switch, threads, stack=16 KiB) > 1 ns' 'They take some time.' && ends 3 check claim.md && has ' --stack-size=16384' out
	local failed=$?
	rm -r runs/narrow
	return $failed
}

# ---- bad input ----

points() {
	claim 'ns(switch, threads) / ns(switch, coroutines) > 1 KiB' 'Threads are slower.'
	fails 2 'claim.md:3:' check claim.md
}
knows_names() {
	claim 'ns(swich, threads) > 1 ns' 'Threads are slow.'
	fails 2 'did you mean "switch"?' check claim.md
}
knows_python() { # by its own worker, which may not be here: then nobody is refused
	claim 'ns(spawn, python-threads, batch=1) > ns(spawn, python-asyncio, batch=1)' 'Creating threads costs more.'
	ends 3 check claim.md && has 'needs: duet run spawn --contestants=python-threads,python-asyncio -p batch=1' out
}
reads_the_tutorial() { # by no runs at all: its sentences are those of its predicates, and its names exist
	mkdir -p none && timeout -k 5 60 "$duet" evidence check --results=none "$root/docs/evidence/asyncio-claims.md" >out 2>err </dev/null
	code=$?
	[ "$code" = 3 ] || { cat err; return 1; }
}
knows_parameters() {
	claim 'ns(switch, threads, task=2) > 1 ns' 'Threads are slow.'
	fails 2 'did you mean "tasks"?' check claim.md
}
wants_a_choice() {
	claim 'ns(echo, threads) > 1 ns' 'Threads are slow.'
	fails 2 'say which: connections=1' check claim.md
}
reads_numbers() {
	claim 'ns(switch, threads) / ns(switch, coroutines) > 100' 'Threads are 2.4 times slower.'
	fails 2 'claim.md:4:13: the sentence says "2.4 times"' check claim.md &&
		claim 'ns(switch, threads) / ns(switch, coroutines) > 100' $'Über\nÜber 2.4 times.' && fails 2 'claim.md:5:6: ' check claim.md
}
reads_words() { # and code, and suffixes; and however many there are
	local sentence
	for sentence in 'a million times' 'fifty thousand times' '10k times' "\`9000\` times" 'three orders of magnitude' \
		"$(printf '100, %.0s' {1..40}) 9,000 times"; do
		claim 'ns(switch, threads) / ns(switch, coroutines) > 100' "It is $sentence."
		fails 2 'the sentence says "' check claim.md || return
	done
}
needs_it_to_hold() { # what a sentence says
	claim 'not ns(switch, threads) / ns(switch, coroutines) < 5' 'Threads are less than 5 times slower.'
	fails 2 'the predicate only under a ' check claim.md &&
		claim 'ns(switch, threads) / ns(switch, coroutines) > 100 or ns(switch, threads) / ns(switch, coroutines) < 5' 'Threads are less than 5 times slower.' &&
		fails 2 'in one part of an ' check claim.md &&
		claim 'not ns(switch, threads) / ns(switch, coroutines) < 5' 'Threads are slower.' && ends 0 check claim.md && has 'claimed not < 5' out
}
takes_multiples() {
	claim 'ns(switch, coroutines) < 2 * ns(switch, threads)' 'Coroutines take less than twice the time.'
	ends 0 check claim.md
}
refutes_rounded_ones() { # that are not so, though the threshold holds
	"$made" runs/near "First CPU" 2026-11-02T10:00:00+0000 "switch tasks=9 coroutines:10 threads:1500"
	claim 'ns(switch, threads, tasks=9) > 1 us' 'Threads take over 1.9 µs with 9 tasks.' 'rounded down'
	ends 1 check claim.md --json && grep -q '"beyond": true' out && cp out beyond.json && ends 1 check claim.md &&
		has "the sentence's own number is not in that" out
	local failed=$?
	rm -r runs/near
	return $failed
}
takes_rounded_ones() {
	claim 'ns(switch, threads) / ns(switch, coroutines) > 100' 'Threads are 199 times slower.' 'rounded down'
	ends 0 check claim.md
}
wants_an_end() {
	printf 'A\n<!-- claim: ns(switch, threads) > 1 ns -->\nclaim.\n' >open.md
	fails 2 'open.md:2: a claim without its end' check open.md
}
reads_files() { # and waits for nothing else
	mkdir -p folder && mkfifo fifo || return
	for other in folder fifo /dev/zero; do
		fails 2 "cannot read $other: it is no regular file" check "$other" || return
	done
	claim 'ns(switch, threads) > 1 ns' 'It takes time.'
	fails 2 '--results=runz: No such file or directory' check claim.md --results=runz --on-inconclusive=0 &&
		fails 2 '--results=claim.md is no folder' update claim.md --results=claim.md
}
knows_its_jobs() { fails 2 'did you mean "check"?' chek claim.md; }

obeys_nothing() {
	claim $'ns("a\e[8m", threads) > 1 ns' 'It takes time.' && fails 2 'there is no workload "a [8m"' check claim.md &&
		value $'ns(switch, "a\e[8m")' && evidence update value.md && ! grep $'\e' err out
}

# ---- for programs ----

prints_json() {
	claim 'ns(switch, threads) / ns(switch, coroutines) > 100' 'Threads are over a hundred times slower.'
	ends 0 check claim.md --json && python3 -c '
import json
claim = json.load(open("out"))["documents"][0]["claims"][0]
assert claim["verdict"] == "supported" and claim["line"] == 4, claim
quantity = claim["opinions"][0]["quantities"][0]
assert quantity["low"] < 200 < quantity["high"] and quantity["threshold"] == 100, quantity
assert claim["commands"] == ["duet run switch --contestants=threads,coroutines"], claim
assert len(claim["opinions"][0]["runs"][0]["hash"]) == 16, claim'
}
prints_by_schema() {
	printf '# Claims\n\n<!-- claim: ns(switch, threads) > 1 us -->\nA.\n<!-- /claim -->\n\n<!-- claim: ns(spawn, raw) > 1 us -->\nB.\n<!-- /claim -->\n' >two.md
	ends 3 check two.md --json
}
writes_junit() {
	claim 'ns(switch, threads) / ns(switch, coroutines) > 300' 'Threads are <much> slower.'
	ends 1 check claim.md --junit=junit.xml && python3 -c '
import xml.etree.ElementTree as tree
suite = tree.parse("junit.xml").getroot().find("testsuite")
assert suite.get("failures") == "1" and suite.get("tests") == "1", suite.attrib
case = suite.find("testcase")
assert case.get("name") == "L4 Threads are <much> slower.", case.attrib
assert "200" in case.find("failure").get("message")'
}

keeps_documents() { # whatever an output calls them
	claim 'ns(switch, threads) > 1 ns' 'It takes time.'
	cp claim.md before.md && ln -sf claim.md link.md && ln -f claim.md hard.md || return
	for output in claim.md ./link.md hard.md "$PWD/claim.md"; do
		fails 2 'would overwrite the document claim.md' check claim.md --html="$output" && cmp claim.md before.md &&
			fails 2 'would overwrite the document claim.md' check claim.md --junit="$output" && cmp claim.md before.md || return
	done
	rm hard.md link.md
}
keeps_pages() { # when the new one cannot be written to its end
	ends 0 check claim.md --html=kept.html && [ "$(stat -c %a kept.html)" = "$(printf %o $((0666 & ~0$(umask))))" ] &&
		chmod 640 kept.html && cp kept.html before.html || return
	(ulimit -f 1 && fails 2 'kept.html: cannot be written: File too large' check claim.md --html=kept.html >said) || { cat said; return 1; }
	cmp kept.html before.html && [ "$(echo kept.html*)" = kept.html ] && fails 2 '/dev/full: cannot be written: No space left' check claim.md --junit=/dev/full &&
		ends 0 check claim.md --html=kept.html && [ "$(stat -c %a kept.html)" = 640 ]
}
prints_or_tells() { # a verdict that cannot be printed is none, not the 1 of a refuted claim
	local options
	claim 'ns(switch, threads) > 1 ns' 'It takes time.'
	for options in "" --json; do
		# shellcheck disable=SC2086 # none or one
		"$duet" evidence check claim.md --results=runs $options >/dev/full 2>err
		[ $? = 2 ] && has 'cannot write to standard output' err || return
	done
}
keeps_tables() { # nor is anything left beside the document
	(
		printf 'A\n\n<!-- table: ns(switch, threads) -->\n<!-- /table -->\n'
		yes 'And more of it.' | head -n 200
	) >long.md && cp long.md before.md || return
	(ulimit -f 1 && fails 2 'cannot write long.md: File too large' update long.md >said) || { cat said; return 1; }
	cmp long.md before.md && [ "$(echo long.md*)" = long.md ]
}

# ---- traces ----

judges_order() {
	mkdir -p runs/traces && timeout 60 "$duet" trace say_after --output=runs/traces/say_after.jsonl >said 2>&1 || return
	claim 'before(say_after, coroutines, "main: created hello", "hello: started")' 'A task starts after it was created.'
	ends 0 check claim.md && has 'in this order; traced in runs/traces/say_after.jsonl' out &&
		grep -qE '^  runs/traces/say_after.jsonl: trace [0-9a-f]{16}, machine [0-9a-f]{16}, 20[0-9-]+, duet 0\.1\.0$' out || return
	claim 'before(say_after, coroutines, "hello: started", "main: created world")' 'It "executes immediately".'
	ends 1 check claim.md && has 'not in this order' out || return
	claim 'not before(say_after, coroutines, "hello: started", "main: created world")' 'It does not.'
	ends 0 check claim.md && has 'not in this order, claimed not;' out
}
judges_results() {
	timeout 60 "$duet" trace fetch:requests=2:ms=5:limits=1:late=50 --output=runs/traces/fetch.jsonl >said 2>&1 || return
	local late='Task-5: waits in wait_for Task-7'
	claim "before(fetch, coroutines, \"$late\", \"Task-5: woken in wait_for Task-7 = -ETIMEDOUT\")" 'It gives up.'
	ends 0 check claim.md || return
	claim "before(fetch, coroutines, \"$late\", \"Task-5: woken in wait_for Task-7 = 0\")" 'It does not.'
	fails 2 'has no event "Task-5: woken in wait_for Task-7 = 0"' check claim.md
}
names_traces() {
	claim 'before(say_after, coroutines, "main: created hello", "hello: started")' 'A task starts after it was created.'
	ends 0 check claim.md --json && python3 -c '
import json
opinion, = json.load(open("out"))["documents"][0]["claims"][0]["opinions"]
trace, = opinion["traces"]
assert trace["file"] == "runs/traces/say_after.jsonl" and len(trace["hash"]) == 16 and len(trace["day"]) == 10, trace
assert opinion["machine"] == json.loads(open(trace["file"]).readline())["machine"], opinion'
}

# ---- two machines ----

shows_both() {
	"$made" runs/two "Second CPU" 2026-11-02T10:00:00+0000 "switch tasks=2 coroutines:10 threads:500" &&
		claim 'ns(switch, threads) / ns(switch, coroutines) > 100' 'Threads are over a hundred times slower.' &&
		ends 1 check claim.md && has '2 machines' out && grep -q '^    supported  *machine' out && grep -q '^    refuted  *machine' out
	local failed=$?
	rm -r runs/two
	return $failed
}

# ---- generated parts ----

value() { printf 'It takes <!-- value: %s -->?<!-- /value -->.\n' "$1" >value.md; }
writes_values() {
	value 'ns(switch, threads) / ns(switch, coroutines) [interval]'
	ends 0 update value.md && has 'value.md: 1 written anew' out && grep -qE -- '-->2[0-9]{2}.* \[.*<!-- run [0-9a-f]{16}, ' value.md
}
writes_units() {
	value 'ns(switch, threads)' && ends 0 update value.md && has ' µs<!--' value.md &&
		value 'ns(switch, threads) [number, us, 2 digits]' && ends 0 update value.md && has '-->2.0<!--' value.md
}
is_fresh_then() { cp value.md before.md && ends 0 update --verify value.md && ends 0 update value.md && cmp value.md before.md; }
tells_stale() {
	value 'ns(switch, threads)' && cp value.md before.md
	ends 1 update --verify value.md && has 'value.md:1: stale: value ns(switch, threads)' out && cmp value.md before.md
}
keeps_modes() {
	value 'ns(switch, threads)' && chmod 640 value.md
	ends 0 update value.md && [ "$(stat -c %a value.md)" = 640 ] && [ "$(echo value.md*)" = value.md ]
}
leaves_unmeasured() {
	value 'ns(spawn, threads, batch=1)' && cp value.md before.md
	fails 3 'value.md:1:22: not measured (duet run spawn' update value.md && cmp value.md before.md
}
writes_tables() {
	printf 'A\n\n<!-- table: ns(switch, threads) -->\n<!-- /table -->\n\n<!-- gate -->\nours\n<!-- /gate -->\n' >table.md
	ends 0 update table.md && has '| threads' table.md && has 'ours' table.md && ends 0 update --verify table.md
}
writes_sweeps() {
	printf '<!-- table: crossover(echo, connections, coroutines, threads) -->\n<!-- /table -->\n' >sweep.md
	ends 0 update sweep.md && has '| 64 |' sweep.md && has 'echo over connections' sweep.md
}
links_figures() {
	mkdir -p docs && DUET_FIGURES=$root/scripts/figures timeout 60 "$duet" report runs/one >said 2>&1 || return
	printf '<!-- figure: ns(switch, threads) -->\n<!-- /figure -->\n' >docs/figure.md
	ends 0 update docs/figure.md && has '](../runs/one/figures/01-switch-cost.svg)' docs/figure.md
}

# ---- the page ----

writes_pages() {
	cat >page.md <<-'END'
		# Claims

		<!-- claim: ns(switch, threads) / ns(switch, coroutines) > 100 -->
		Threads are **over a hundred times slower.**
		<!-- /claim -->

		- In a list <!-- claim: ns(switch, threads) < 1 us -->it takes less than 1 µs<!-- /claim -->, it says.

		<!-- claim: ns(spawn, threads, batch=1) > 1 ns -->
		One paragraph.

		Another one.
		<!-- /claim -->

		| contestant | ns | 95 % interval | × coroutines | 95 % interval |
		| --- | ---: | ---: | ---: | ---: |
		| coroutines | 100,000 | 99,000 … 101,000 | 1,000,000 | [999,000, 1,001,000] |

		    duet run echo --contestants=coroutines,threads,libuv,raw --sweep connections=1,2,8,64 --rounds=20
	END
	ends 1 check page.md --html=page.html && has '<mark class="supported" id="claim-1">' page.html &&
		has '<strong>over a hundred times slower.</strong></mark>' page.html &&
		has '<mark class="refuted" id="claim-2">it takes' page.html && has 'href="#verdict-3" id="claim-3"' page.html &&
		has '✕&nbsp;refuted' page.html && has 'href="runs/one/rounds.jsonl"' page.html &&
		has 'duet run spawn --contestants=threads -p batch=1' page.html && ! grep -n '<!-- ' page.html
}
seen() {
	if command -v "${CHROMIUM:-chromium}" >/dev/null; then
		ok "$@"
	else
		skip "$1" "chromium is not installed"
	fi
}

links_traces() { # and their drawings, which are beside them
	claim 'before(say_after, coroutines, "main: created hello", "hello: started")' 'A task starts after it was created.'
	: >runs/traces/say_after.svg
	ends 0 check claim.md --html=order.html && has 'href="runs/traces/say_after.jsonl">Raw data</a> of <code>trace ' order.html &&
		has 'href="runs/traces/say_after.svg">Figure</a>' order.html
}

# ---- measuring ----

measures() {
	claim 'ns(switch, threads, tasks=3) > ns(switch, coroutines, tasks=3)' 'Threads are slower with 3 tasks.'
	ends 0 check claim.md --measure && has 'supported' out && has 'results/evidence/' out && ls results/evidence/*/run.json
}
measures_once() { # and tells a plain check where that is
	local runs
	runs=$(echo results/evidence/*)
	ends 0 check claim.md --measure && [ ! -s err ] && [ "$(echo results/evidence/*)" = "$runs" ] && ends 3 check claim.md &&
		has 'judge by them, too: --results=runs --results=results/evidence)' err && ends 0 check claim.md --results=results/evidence
}
traces_too() { # two that are missing, into one folder
	claim 'before(say_after, coroutines, "main: makes coroutine-2", "main: enters coroutine-1", ms=1, tasks=0)
	and before(say_after, threads, "main: makes coroutine-2", "main: enters coroutine-1", ms=1, tasks=0)' 'Making runs nothing.'
	ends 3 check claim.md && has '--output=runs/traces/say_after-ms-1-tasks-0-threads.jsonl' out &&
		ends 0 check claim.md --measure && has 'supported' out &&
		set -- results/evidence/traces/say_after-ms-1-tasks-0-*.jsonl && [ $# = 2 ]
}
advises() { # what a verdict tells to run can be run, and then there is nothing left to run
	ends 3 check claim.md && sed -n 's/.*needs: //p' out | tr ';' '\n' >needed && [ "$(wc -l <needed)" = 2 ] &&
		PATH=${duet%/*}:$PATH sh ./needed >said 2>&1 && ends 0 check claim.md
}

looks_again() { # once, and says what that is worth
	rm -rf results/evidence
	"$made" runs/noisy "Second CPU" 2026-11-01T10:00:00+0000 "switch tasks=7 coroutines:10 threads:10.1" &&
		claim 'ns(switch, threads, tasks=7) - ns(switch, coroutines, tasks=7) > 0 ns' 'Threads are slower with 7 tasks.' || return
	evidence check claim.md --measure
	has '1 inconclusive claim is measured again. That is the second look' err && [ "$(find results/evidence -name run.json | wc -l)" = 1 ]
}

ends_with_us() { # killed, it takes along what it has started, which would be at it for long
	rm -rf results/evidence
	claim 'ns(switch, threads, tasks=5) > ns(switch, coroutines, tasks=5)' 'Threads are slower with 5 tasks.'
	"$duet" evidence check claim.md --measure --results=runs >out 2>err </dev/null &
	local check=$! run='' tries
	for ((tries = 0; tries < 600; tries++)); do
		compgen -G 'results/evidence/*/run.json' >paths && run=$(pgrep -P $check) && break
		sleep 0.05
	done
	kill -9 $check
	wait $check 2>/dev/null
	[ -n "$run" ] || { cat err; return 1; }
	for ((tries = 0; tries < 1200; tries++)); do
		kill -0 "$run" 2>/dev/null || break
		sleep 0.05
	done
	jq -e '.state == "partial"' "$(cat paths)" && rm -r results/evidence
}

ok "runs can be made up" makes
ok "a claim that is so is supported, with its line and its interval" supports
ok "a claim that is not so is refuted, and the exit code is 1" refutes
ok "a claim whose interval has both sides is inconclusive, and the exit code is 3" straddles
ok "the code of what is inconclusive can be chosen" chooses_its_code
ok "what is unmeasured tells the command that measures it" needs_a_run
ok "a crossover is told by the values around it" crosses
ok "the run is named by its content, machine, day and version" names_runs
ok "and not by the host's name, in no output" hides_the_host
ok "a parameter that is not named is off" takes_the_usual
ok "of several runs the newest counts, whatever its name" takes_the_newest
ok "a run that is not to be trusted is asked last" prefers_trusted
ok "a verdict that is not to be trusted says so, and its exit code can be chosen" tells_doubt
ok "a run of the machine that says otherwise is named" names_the_contrary
ok_by_schema "by the schema, too" docs/schema/evidence.json out
ok "a run with other stacks than usual is asked by name" tells_stacks_apart
ok "a predicate that cannot be is pointed at in the document" points
ok "a workload that does not exist has a nearest one" knows_names
ok "a parameter, too" knows_parameters
ok "contestants of another worker program exist as well" knows_python
ok "the judged tutorial can be read" reads_the_tutorial
ok "of several values the author has to choose" wants_a_choice
ok "a sentence that says another number than its predicate is refused, and the number pointed at" reads_numbers
ok "a number that the author marks as rounded is not" takes_rounded_ones
ok "and one that is not so is refuted, though its threshold holds" refutes_rounded_ones
ok_by_schema "--json says so by its schema" docs/schema/evidence.json beyond.json
ok "numbers in words, in code and with suffixes are read, however many there are" reads_words
ok "a number under a not, or in one part of an or, backs no sentence, and the verdict says so" needs_it_to_hold
ok "twice is said by two sides of which one has the factor 2" takes_multiples
ok "an annotation without an end is refused" wants_an_end
ok "what is no regular file is refused, and so are results that are not there" reads_files
ok "what a document says to a terminal is shown, and not obeyed" obeys_nothing
ok "a word that is no job has a nearest one" knows_its_jobs
ok "a verdict that cannot be printed is none: exit 2" prints_or_tells
ok "--json has the verdicts, intervals, runs and commands" prints_json
ok "it has what is unmeasured, too" prints_by_schema
ok_by_schema "it is what the schema describes" docs/schema/evidence.json out
ok "--junit has a failure for what is refuted" writes_junit
ok "no output may be one of the documents, by whatever name" keeps_documents
ok "an output that cannot be written whole leaves the old one" keeps_pages
ok "so does a document, with nothing beside it" keeps_tables
ok "claims of order are judged by traces, and name them" judges_order
ok "and by the results that they have" judges_results
ok "--json names them, too" names_traces
ok_by_schema "by the schema" docs/schema/evidence.json out
ok "two machines that disagree stand side by side" shows_both
ok "a value is written with its interval and its run" writes_values
ok "a value is written in the unit that fits, or that is asked for" writes_units
ok "what was written anew is not stale" is_fresh_then
ok "--verify tells what is stale, and changes nothing" tells_stale
ok "a document keeps its mode, and nothing is left beside it" keeps_modes
ok "a value that is not measured is left as it is, and told" leaves_unmeasured
ok "a table is written, and the marks of others are left alone" writes_tables
ok "a crossover's table is that of its sweep" writes_sweeps
if command -v gnuplot >/dev/null; then
	ok "a figure is linked as the document reaches it" links_figures
else
	skip "a figure is linked as the document reaches it" "gnuplot is not installed"
fi
ok "the page marks each claim by a word, and links its data and its commands" writes_pages
ok "its links lead somewhere" "$check" links page.html
ok "a claim of order links its trace" links_traces
seen "the page asks the network for nothing" "$check" requests page.html
seen "the page logs no error" "$check" errors page.html
seen "the page fits a telephone" "$check" width page.html
seen "and its tables and commands are seen whole there" "$check" whole page.html
ok "--measure runs what is missing" measures
ok "what it measured is not measured again, and found by its folder" measures_once
ok "and traces what is" traces_too
ok "by the commands that the verdicts tell" advises
ok "killed, it takes along what it has started" ends_with_us
ok "and what is inconclusive once more, saying that this is the second look" looks_again
finish
