#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# scripts_gate.sh - what scripts/gate promises of a revision and a working tree: in a repository made
# of this tree, whose path has a space. Prints TAP. DUET_BUILD: only for a release build is there
# something to do.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
unset MAKEFLAGS MFLAGS MODE DUET_WORKER DUET_BUILD CC LDFLAGS
export NO_COLOR=1 GIT_CONFIG_GLOBAL=$folder/gitconfig GIT_CONFIG_SYSTEM=/dev/null
# Few layouts, compiled fast: the subject is what becomes of them.
export LAYOUTS=4 CFLAGS="-O0 -g0"
tree="$folder/a tree" out=$folder/out err=$folder/err

if [ "$(basename "$build")" != release ]; then
	skip "scripts/gate builds and plays" "it builds a release"
	finish
	exit
fi

# What is or would be in the repository, and what of it is built already.
copy() {
	mkdir -p "$tree/build/release" && cd "$root" &&
		git ls-files -co --exclude-standard -z | tar -c --null --ignore-failed-read -T - | tar -x -C "$tree" &&
		cp -a "$build"/{obj,flags,duet*} "$tree/build/release/" && cd "$tree" || return
	git config --global user.name tests && git config --global user.email tests@localhost
	git init -q && git add -A && git commit -q -m "start" && git tag start
}

gate() { timeout -k 5 200 scripts/gate "$@" --row=spawn/coroutines --budget="${budget:-40}" </dev/null >"$out" 2>"$err"; }

ends() { # CODE WORDS ARGUMENT...: what it prints has the words
	local wanted=$1 words=$2 code=0
	shift 2
	gate "$@" || code=$?
	cat "$out" "$err"
	[ "$code" = "$wanted" ] && grep -qF -- "$words" "$out" "$err"
}

refused() { # WORDS ARGUMENT...: in one line, with nothing built
	ends 2 "$@" && [ "$(wc -l <"$err")" = 1 ] && [ ! -s "$out" ]
}

at_work() { find /proc/[0-9]*/cwd -lname "$tree/build/*" 2>/dev/null | grep .; }

tidy() { # nothing half made, and soon nobody at work
	[ -z "$(find build/gates -name '*.tree' -o -name '*.new')" ] || return
	for _ in $(seq 100); do
		at_work || return 0
		sleep 0.1
	done
	return 1
}

is_none() { # PATH: a checkout of somebody else around it is none
	mkdir "$1" && cp -r "$tree/scripts" "$1" && cd "$1" && ends 2 "duet gate BASE HEAD" HEAD && [ ! -e build ]
	local code=$?
	cd "$tree" && rm -rf "$1"
	return $code
}

remote() {
	git update-ref refs/remotes/origin/theirs HEAD && refused "no revision 'theirs': did you mean origin/theirs?" theirs
	local code=$?
	git update-ref -d refs/remotes/origin/theirs
	return $code
}

older() {
	git checkout -q -b old && sed -i '/^layouts:/,/^$/d' Makefile && git commit -q -a -m "no layouts" && git checkout -q -
	refused "older than 'make layouts'" old
}

broken() {
	git checkout -q -b broken && echo '#error broken' >>runtime/loop.c && git commit -q -a -m "break" && git checkout -q -
	ends 2 "#error broken" broken && grep -q "base.log tells why" "$err" && tidy
}

interrupted() { # while the base is built
	local gate
	scripts/gate start >"$out" 2>"$err" &
	gate=$!
	for _ in $(seq 200); do
		[ -z "$(find build/gates/*.tree/build -name '*.o' 2>/dev/null | head -n 1)" ] || break
		sleep 0.1
	done
	kill -TERM $gate
	wait $gate
	[ $? = 130 ] && tidy && ! grep -q "PASS\|FAIL" "$out"
}

equal() {
	ends 0 "the programs are equal" start && grep -q "HEAD (" "$out" && tidy
}

# The holder goes when it is waited for; what was built is not built anew.
waits() {
	local holder code
	: >"$err"
	mkfifo held
	# shellcheck disable=SC2016 # $1 is of the shell that holds
	timeout 60 flock build/gates/lock sh -c 'echo >held; until grep -q "under way" "$1"; do sleep 0.1; done' sh "$err" &
	holder=$!
	read -r _ <held
	gate start
	code=$?
	wait $holder || code=1
	cat "$out" "$err"
	rm held
	[ $code = 0 ] && ! grep -q "building start" "$err"
}

slower() { # by a spin in every creation of a task, not committed
	sed -i '/^struct task \*co_create_task(/,/^{/s|^{|{\n\tfor (volatile int i = 0; i < 2000; i++)\n\t\t;|' runtime/task.c
	git diff --stat | grep -q task.c && ends 1 "FAIL" start && grep -q "working tree" "$out"
	local code=$?
	git checkout -q .
	return $code
}

counted() { # to the last instruction, whatever the clock says: there is no interval
	sed -i '/^struct task \*co_create_task(/,/^{/s|^{|{\n\tfor (volatile int i = 0; i < 2; i++)\n\t\t;|' runtime/task.c
	ends 1 "more, counted" start --metrics=instructions && ! grep "more, counted" "$out" | grep -q "\["
	local code=$?
	git checkout -q .
	return $code
}

counts_new_files() {
	echo 'int new_thing(void); int new_thing(void) { return 1; }' >runtime/new.c
	budget=2 gate start
	grep -q "→ working tree" "$out"
	local code=$?
	cat "$out" "$err"
	rm runtime/new.c
	return $code
}

other_work() {
	echo 'static const int changed = 1; int other_work(void); int other_work(void) { return changed; }' >>bench/workloads/spawn.c
	ends 2 "not comparable" start
	local code=$?
	git checkout -q .
	return $code
}

from_make() { timeout 200 make gate BASE=start GATE_OPTIONS="--row=spawn/coroutines --budget=40" >"$out" 2>&1 && grep -q "are equal" "$out"; }

keeps_four() {
	local n
	for n in 1 2 3 4 5 6; do mkdir "build/gates/$n" && touch -d "$n days ago" "build/gates/$n"; done
	gate start
	cat "$out" "$err"
	[ "$(find build/gates -mindepth 1 -maxdepth 1 -type d | wc -l)" = 4 ] && [ -d build/gates/1 ] && [ ! -d build/gates/6 ] &&
		! grep -q "building start" "$err"
}

# A compiler of the same name, of which another version came: it would make other code of the head.
upgraded() {
	mkdir "$folder/bin"
	cat >"$folder/bin/gcc" <<-END
		#!/bin/sh
		[ "\$1" != --version ] || exec echo "gcc, another version"
		exec $(command -v gcc) "\$@" -O1
	END
	chmod +x "$folder/bin/gcc"
	PATH=$folder/bin:$PATH LAYOUTS=1 ends 0 "the programs are equal" start
}

ok "a repository is made" copy
cd "$tree" || exit 2
ok "without a revision it says how" refused "name the revision" --verbose
ok "a branch that is the remote's alone is refused, with what it is called here" remote
ok "a revision that is not there is refused, with how to fetch it" refused "git fetch" nowhere
ok "so is a number of layouts that is none" eval "LAYOUTS=none refused 'LAYOUTS=none' start"
ok "a base older than make layouts is refused" older
ok "a folder that is no checkout is refused" is_none "$folder/none"
ok "... also below another checkout" is_none "$tree/none"
ok "--help says what it heeds" grep -q LAYOUTS <(scripts/gate --help)
ok "interrupted, it leaves nothing half made, and nobody at work" interrupted
ok "a base that does not build is told, with its log" broken
ok "a tree that was not changed is equal, and is called by its revision" equal
ok "a gate waits for another, and takes what that has built" waits
ok "a slower tree fails, and is called the working tree" slower
ok "what it takes in instructions is counted alike, take by take" counted
ok "a file that git does not know is of the working tree too" counts_new_files
ok "changed work is not comparable: exit 2" other_work
ok "make gate is the same" from_make
ok "builds of four revisions are kept, those used last" keeps_four
ok "a compiler that was upgraded builds both sides anew" upgraded
finish
