#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# recipes.sh - what .github/workflows/gate.yml, docs/ci.md and examples/gate-your-project say is done
# as they say it: the workflow's steps in a clone as GitHub makes it, documents and the example in
# projects of their own. Prints TAP. DUET_BUILD: only for a release build is there something to do.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
unset MAKEFLAGS MFLAGS MODE DUET_WORKER DUET_BUILD CC LDFLAGS
export NO_COLOR=1 HOME=$folder/home GIT_CONFIG_SYSTEM=/dev/null
out=$folder/out
workflow=$root/.github/workflows/gate.yml

if [ "$(basename "$build")" != release ]; then
	skip "the recipes work" "they build a release"
	finish
	exit
fi
mkdir "$HOME" && git config --global user.name tests && git config --global user.email tests@localhost

says() { grep -qF -- "$1" "${2:-$out}" || { echo "not said: $1" && return 1; }; }

ends() { # CODE COMMAND...
	local wanted=$1 code=0
	shift
	"$@" >"$out" 2>&1 </dev/null || code=$?
	cat "$out"
	[ "$code" = "$wanted" ]
}

# ---- the workflow ----

# steps WORKFLOW FOLDER NUMBER: its shell steps after the checkouts, as files FOLDER/0.sh ..., which are
# so many; and how deep it is checked out.
steps() {
	mkdir -p "$2" && python3 - "$@" <<-'END'
		import sys, yaml
		path, folder, number = sys.argv[1:]
		job = yaml.safe_load(open(path))["jobs"]["gate"]
		names = [step.get("uses", "").split("@")[0] for step in job["steps"]]
		checkout = names.index("actions/checkout")
		open(f"{folder}/depth", "w").write(str(job["steps"][checkout]["with"]["fetch-depth"]))
		runs = [step["run"] for step in job["steps"][checkout:] if "run" in step]
		for i, run in enumerate(runs):
		    open(f"{folder}/{i}.sh", "w").write(run)
		# What others write, as the name of a branch, is no part of a script.
		assert not any("${{" in step.get("run", "") for step in job["steps"])
		assert job["defaults"]["run"]["shell"] == "bash" and len(runs) == int(number)
	END
}
steps_are_clean() { shellcheck -s bash "$1"/*.sh; }

uploads() { # what the steps of a workflow write
	python3 - "$1" <<-'END'
		import sys, yaml
		steps = yaml.safe_load(open(sys.argv[1]))["jobs"]["gate"]["steps"]
		upload = next(step for step in steps if "upload-artifact" in step.get("uses", ""))
		gate = next(step["run"] for step in steps if step.get("name") == "Gate")
		for path in upload["with"]["path"].replace("${{ env.FOLDER }}/", "").split():
		    assert path in gate, path
		assert upload["if"] == "${{ !cancelled() }}"
	END
}

commit() { git add -A && git commit -q -m "$1"; }

# main, and merges into it of a branch without code and of one with a spin in every task's creation.
origin() {
	mkdir "$folder/origin" && cd "$root" &&
		git ls-files -co --exclude-standard -z | tar -c --null --ignore-failed-read -T - | tar -x -C "$folder/origin" &&
		cd "$folder/origin" && git init -q -b main && commit start || return
	git checkout -q -b words && echo "More words." >>README.md && commit words
	git checkout -q -b slow main &&
		sed -i '/^struct task \*co_create_task(/,/^{/s|^{|{\n\tfor (volatile int i = 0; i < 2000; i++)\n\t\t;|' runtime/task.c && commit slow
	for branch in words slow; do
		git checkout -q -b merge-$branch main && git merge -q --no-ff -m merge $branch || return
	done
}

clone() { # with duet's own objects, which are as old as the checkout
	git clone -q --depth="$(<"$folder/steps/depth")" --branch=merge-words "file://$folder/origin" "$folder/clone" 2>&1 &&
		mkdir -p "$folder/clone/build/release" && cp -r --preserve=mode "$build"/{obj,flags,fingerprints*,duet*} "$folder/clone/build/release/" &&
		find "$folder/clone/build" -exec touch -d "@$(date +%s)" {} +
}
another() { git fetch -q --depth="$(<"$folder/steps/depth")" origin merge-slow && git checkout -q --detach FETCH_HEAD && rm -rf results/gate; }

# All steps, with few layouts that are compiled fast, and one row.
run() {
	local step
	rm -f "$folder"/{summary.md,output}
	for step in "$folder"/steps/?.sh; do
		GITHUB_BASE_REF=main GITHUB_STEP_SUMMARY=$folder/summary.md GITHUB_OUTPUT=$folder/output LAYOUTS=4 \
			CFLAGS="-O0 -g0" GATE_OPTIONS="--row=spawn/coroutines --budget=40" \
			timeout -k 5 200 bash --noprofile --norc -eo pipefail "$step" || return
	done
}

passes() {
	clone && cd "$folder/clone" || return
	ends 0 run && says "main (" && says "equal" "$folder/summary.md" && [ -s build/gate.xml ] && [ -s results/gate/gate.json ] &&
		grep -qE '^commit=[0-9a-f]{40}$' "$folder/output"
}
fails() {
	cd "$folder/clone" && another || return
	ends 1 run && says "::error " && says spawn/coroutines "$folder/summary.md" && says "<failure" build/gate.xml
}
takes_what_is_cached() { says " row, " && ! says "building HEAD^1"; }

# ---- docs/ci.md ----

gitlab() { # parses, and keeps what its script writes
	python3 - "$root/docs/ci.md" <<-'END'
		import re, sys, yaml
		text = re.search(r"```yaml\n(.*?)```", open(sys.argv[1]).read(), re.S).group(1)
		job = yaml.safe_load(text)["gate"]
		script = "\n".join(job["script"])
		assert "--junit=" + job["artifacts"]["reports"]["junit"] in script, script
		assert "scripts/gate" in script and job["cache"]["paths"] == ["build/gates"]
	END
}

# Its jobs for documents: GitHub's steps behind the checkouts, as files; GitLab's do the same.
document_jobs() {
	mkdir -p "$folder/documents" && python3 - "$root/docs/ci.md" "$folder/documents" <<-'END'
		import re, sys, yaml
		path, folder = sys.argv[1:]
		jobs = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", open(path).read(), re.S)]
		github = next(job for job in jobs if "jobs" in job)["jobs"]["documents"]
		gitlab = next(job for job in jobs if "documents" in job)["documents"]
		runs = [step["run"] for step in github["steps"] if "run" in step]
		uses = [step for step in github["steps"] if "uses" in step]
		assert uses[1]["with"]["path"] == "duet" and github["defaults"]["run"]["shell"] == "bash", uses
		for i, run in enumerate(runs[1:]):
		    open(f"{folder}/{i}.sh", "w").write(run)
		# the same packages and commands, but for how duet comes there
		assert runs[0].split() == gitlab["before_script"][0].replace("&&", "").split(), gitlab
		assert gitlab["before_script"][1].endswith(" duet"), gitlab
		assert "".join(runs[1:]).split("\n")[:-1] == gitlab["before_script"][2:] + gitlab["script"], gitlab
		assert "--junit=" + gitlab["artifacts"]["reports"]["junit"] in runs[2], runs
		open(f"{folder}/gitlab.sh", "w").write("\n".join(gitlab["script"]))
	END
}
documents_are_clean() { shellcheck -s bash "$folder"/documents/*.sh; }

# A project with two documents and a run, of which those files are committed that the page names; and duet.
documents() {
	local made
	mkdir "$folder/words" && cd "$folder/words" && mkdir docs && ln -s "$root" duet &&
		"$root/tests/evidence/made.py" results/reference/one "A CPU" 2026-11-01T10:00:00+0000 "switch tasks=2 coroutines:10 threads:2000" || return
	made=$(cd results/reference/one && echo *)
	[ "$made" = "machine.json rounds.jsonl run.json" ] &&
		printf '%s\n' '<!-- claim: ns(switch, threads) / ns(switch, coroutines) > 100 -->' 'It takes over 100 times as long.' '<!-- /claim -->' >README.md &&
		printf 'It takes <!-- value: ns(switch, threads) -->?<!-- /value -->.\n' >docs/times.md &&
		"$DUET" evidence update docs/times.md
}
check_documents() { # as GitHub runs them
	local step
	for step in "$folder"/documents/?.sh; do
		timeout -k 5 300 bash --noprofile --norc -eo pipefail "$step" || return
	done
}
holds_documents() { documents && ends 0 check_documents && says "1 claim: 1 supported" && says 'tests="1" failures="0"' evidence.xml; }
only_checks() { ends "$1" bash -e "$folder/documents/gitlab.sh"; }
refutes_documents() { sed -i 's/ > 100 / > 300 /; s/over 100/over 300/' README.md && only_checks 1 && says 'failures="1"' evidence.xml; }
reads_documents() { sed -i 's/over 300/over 250/' README.md && only_checks 2 && says 'README.md:2:'; }
stale_documents() { sed -i 's/ > 300 / > 100 /; s/over 250/over 100/' README.md && sed -i 's/ µs</9 µs</' docs/times.md && only_checks 1 && says 'docs/times.md:1: stale'; }
doubts_documents() {
	jq '.duets[].warnings = [{text: "not to be trusted: it is made up", remedy: ""}]' results/reference/one/run.json >run.json &&
		mv run.json results/reference/one/run.json && only_checks 3 && says 'skipped="1"' evidence.xml
}

# ---- the example ----

export DUET=$build/duet
yours() {
	cp -r "$root/examples/gate-your-project" "$folder/yours" && cd "$folder/yours" && rm -rf build results &&
		git init -q -b main && git commit -q --allow-empty -m empty && git branch empty && commit start
}
# The steps of its workflow, where duet is the clone, whose objects are there; in a request without code.
requested() {
	ln -s "$folder/clone" .duet && git checkout -q -b request && git commit -q --allow-empty -m request || return
	for step in "$folder"/yours.steps/?.sh; do
		FOLDER=. PREFIX=$folder/prefix GITHUB_STEP_SUMMARY=$folder/yours.md GITHUB_OUTPUT=$folder/output \
			timeout -k 5 200 bash --noprofile --norc -eo pipefail "$step" || return
	done
}
workflow_passes() {
	ends 0 requested && says "HEAD^1 →" &&
		[ -x "$folder/prefix/bin/duet" ] && says equal "$folder/yours.md" && [ -s build/gate.xml ] && [ -s results/gate/gate.json ]
}
gate() { ends "$1" timeout -k 5 100 ./gate.sh main "${@:2}"; }
equal() { gate 0 && says "the programs are equal"; }
only_built() { [ "$(cd build && echo *)" = "base base.log head head.log lock" ] && [ -z "$(git status --porcelain)" ]; }
helps() { ends 0 ./gate.sh --help && says "Exit: 0 as fast" && ends 2 ./gate.sh && says "name the revision"; }
no_base() { ends 2 ./gate.sh nosuch && says "gate.sh: no revision 'nosuch'" && [ "$(wc -l <"$out")" = 1 ]; }
remote_base() {
	git update-ref refs/remotes/origin/theirs HEAD && ends 2 ./gate.sh theirs && says "did you mean origin/theirs?" && [ "$(wc -l <"$out")" = 1 ]
}
no_gate_yet() { ends 2 ./gate.sh empty && says "empty has no gate yet" && [ "$(wc -l <"$out")" = 1 ]; }
no_programs() {
	CC=nosuchcc ends 2 ./gate.sh main && says "no compiler 'nosuchcc'" &&
		DUET=nosuch ends 2 ./gate.sh main && says "no program 'nosuch'"
}
from_elsewhere() { # DUET is where the caller says, not below the folder
	(cd "$folder" && ln -sf "$build" here && DUET=here/duet ends 0 yours/gate.sh main)
}
other_flags() { # what was built before is not taken for it
	sed -i 's/-O2/-O1/' Makefile && timeout -k 5 100 ./gate.sh main --row=split/csv --budget=1 >"$out" 2>&1
	git checkout -q . && says ", 1 row," && ! says "the programs are equal"
}
other_header() { make -s && make -q && touch csv.h && ! make -q; }
orders() { # each has the code elsewhere, at a cache line
	local of=build/head/workers/worker-
	for order in "$of"?; do nm "$order" | grep ' csv_split'; done >"$out" && cat "$out" &&
		[ "$(sort -u "$out" | wc -l)" = 8 ] && ! grep -qv '^[0-9a-f]*[048c]0 ' "$out"
}
equal_measured() { gate 0 --measure-equal --budget=40 --on-inconclusive=0 && says "2 rows" && says "8 layouts"; }
slower() { # by a spin for every field
	sed -i 's|^\tfor (int n = 0; n < most; line++) {|&\n\t\tfor (volatile int i = 0; i < 40; i++)\n\t\t\t;|' csv.c
	! git diff --quiet && gate 1 --budget=40 && says "FAIL" && says split/csv
}
commands() { # of the slower program and of the one before
	seq 20000 | sed 's/.*/"a ""&""",name,&/' >build/data.csv
	[ "$(build/head/csvsum build/data.csv)" = 200010000 ] &&
		ends 1 "$DUET" gate --budget=40 --command 'build/base/csvsum build/data.csv' 'build/head/csvsum build/data.csv'
}
another_question() {
	git checkout -q . && sed -i 's/i % 4 == 3/i % 4 == 2/' worker.c && gate 2 && says "the source of split was changed"
}
wrong() { # faster, since it does something else
	git checkout -q . && sed -i 's/strcspn(from, ",")/strcspn(from, ",e")/' csv.c && gate 2 --budget=40 && says "split/csv"
}
refuses() { # LINE COMMAND: what a worker answers to a bad one
	printf '%s\n' "$1" | build/head/workers/worker-1 csv | tail -n 1 | grep -q '^{"error"'
}

ok "the workflow's steps are found, and paste nothing into their shell" steps "$workflow" "$folder/steps" 2
ok "they pass shellcheck" steps_are_clean "$folder/steps"
ok "it uploads what they write, also when the gate fails" uploads "$workflow"
ok "there is a repository with requests" origin
ok "a request without code passes, with a summary, test cases and results" passes
ok "a request that is slower fails, with an annotation" fails
ok "... against the build of its base that was kept" takes_what_is_cached
ok "docs/ci.md's job for GitLab keeps what its script writes" gitlab
ok "its jobs for documents are found, and do the same on GitHub and on GitLab" document_jobs
ok "they pass shellcheck" documents_are_clean
ok "documents pass, with test cases, by the files that are said to be committed" holds_documents
cd "$folder/words" || exit 2
ok "a claim that is refuted fails" refutes_documents
ok "... and a sentence with another number" reads_documents
ok "... and a value that is stale" stale_documents
ok "... and a verdict that is not to be trusted" doubts_documents
ok "there is a project of one's own" yours
cd "$folder/yours" || exit 2
ok "it is equal to itself" equal
ok "... and nothing but the builds is left" only_built
ok "its help is of itself, and no base is bad use" helps
ok "a base that is not there is told in a line" no_base
ok "... and of a branch that is the remote's alone, what it is called here" remote_base
ok "so is one without the gate" no_gate_yet
ok "so are a compiler and a duet that are not there" no_programs
ok "DUET= is where the caller is" from_elsewhere
ok "other flags are another program" other_flags
ok "a header that was changed is compiled" other_header
ok "its link orders put the code elsewhere, at a cache line" orders
ok "measured against itself it does not fail" equal_measured
ok "its workflow's steps are found, and paste nothing into their shell" steps "$root/examples/gate-your-project/gate.yml" "$folder/yours.steps" 3
ok "they pass shellcheck" steps_are_clean "$folder/yours.steps"
ok "it uploads what they write" uploads "$root/examples/gate-your-project/gate.yml"
ok "they install duet, and a request without code passes" workflow_passes
rm -f .duet && git checkout -q main
ok "it fails when it is slower" slower
ok "so does its program, as a command" commands
ok "a worker that plays something else is not comparable" another_question
ok "a faster version that does something else is refused" wrong
ok "its worker refuses what it cannot prepare" refuses '{"do": "prepare", "parameters": {"fields": 65}}'
ok "its worker refuses a command that it does not know" refuses '{"do": "dance"}'
finish
