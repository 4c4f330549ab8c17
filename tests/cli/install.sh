#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# install.sh - what make install puts in place works there: programs, figures, manual, completions,
# and the coroutine runtime as a library. Prints TAP. DUET_BUILD: a folder that was built.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${DUET_BUILD:-build/release}
[[ $build = /* ]] || build=$root/$build
cd "$folder" || exit 2
unset DUET_WORKER DUET_FIGURES MAKEFLAGS MFLAGS
stage=$folder/stage
prefix=$stage/usr/local
duet=$prefix/bin/duet

# ok_with PROGRAM PROMISE COMMAND...: likewise; skipped without the program.
ok_with() {
	local program=$1
	shift
	command -v "$program" >/dev/null && ok "$@" && return
	skip "$1" "$program is not installed"
}

make_it() { timeout 250 make -s -C "$root" MODE="$(basename "$build")" BUILD="$build" "$@"; }

installs() { make_it install DESTDIR="$stage"; }
nothing_beside() { # nothing outside of the prefix, and nothing that only its owner may read
	[ "$(find "$stage" -type f | wc -l)" -ge 10 ] || return
	find "$stage" -type f -not -path "$prefix/*" -o -type f -not -perm -444 | grep . && return 1
	return 0
}

# ---- the programs ----

runs() {
	timeout 120 "$duet" run nothing --rounds=2 --output=run >out 2>&1 || { cat out && return 1; }
}
finds_python() {
	"$prefix/lib/duet/python/duet-python" --help | grep -q python-threads || return
	"$duet" list contestants | grep '^  python-threads '
}
draws() {
	timeout 120 "$duet" report run >out 2>&1 || { cat out && return 1; }
	! grep 'No figures' out && ls run/figures/*.svg
}

# ---- the manual ----

renders() { # a page without a warning
	man --warnings -l "$1" >page 2>err || { cat err && return 1; }
	[ ! -s err ] || { cat err && return 1; }
	[ "$(wc -l <page)" -gt 20 ]
}
lints() { mandoc -T lint -W warning "$1"; }

# missing PAGE PROGRAM [COMMAND]: options of --help that the page does not have
missing() {
	local page=$1 option
	shift
	for option in $("$@" --help | sed -n 's/^ \{2,6\}\(-., \)\{0,1\}\(--[a-z][a-z-]*\).*/\2/p'); do
		grep -qE -- "$option([^a-z-]|\$)" "$page" || echo "$* $option is not in the manual"
	done
}
commands() { "$duet" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p'; }
knows_every_option() {
	local command option
	man -l "$prefix/share/man/man1/duet.1" | col -b >duet.txt
	man -l "$prefix/share/man/man1/duet-worker.1" | col -b >worker.txt
	man -l "$prefix/share/man/man1/duet-command.1" | col -b >command.txt
	[ "$(commands | wc -l)" -ge 5 ] || return
	{
		for command in $(commands); do
			grep -q "^     duet $command" duet.txt || echo "$command is not in the synopsis"
			missing duet.txt "$duet" "$command"
		done
		missing worker.txt "$prefix/bin/duet-worker"
		for option in --describe --help --version; do
			grep -q -- "$option" command.txt || echo "duet-command $option is not in the manual"
		done
	} | grep . && return 1
	return 0
}

# ---- completions: words LINE prints what the shell offers at the end of the line ----

bash_words() {
	bash --norc -c '
		. "$0"
		read -ra parts <<<"${1//=/ = }"
		[[ $1 != *" " && $1 != *= ]] || parts+=("")
		COMP_WORDS=("${parts[@]}") COMP_CWORD=$((${#parts[@]} - 1))
		_duet
		printf "%s\n" "${COMPREPLY[@]}"' "$prefix/share/bash-completion/completions/duet" "$1"
}

fish_words() {
	HOME=$folder fish --no-config -c "source '$prefix/share/fish/vendor_completions.d/duet.fish'
		complete -C '$1'" | cut -f1 | sed 's/^--[a-z]*=\(.\)/\1/'
}

# zsh completes in a terminal only: give it one, and read until every word was seen, or for 10 s.
cat >zsh_words <<'END'
zmodload zsh/zpty
zpty shell 'PS1= LISTMAX=10000 TERM=dumb zsh -f -i'
zpty -w shell "FPATH=$1:\$FPATH; autoload -Uz compinit && compinit -u -d ${(q)PWD}/zdump; stty cols 400; echo rea''dy"
zpty -r shell said '*ready*'
zpty -n -w shell "$2"$'\t\t'
all=''
for i in {1..200}; do
	while zpty -r -t shell said; do all+=$said; done
	missing=0
	for word in "${@[3,-1]}"; do [[ ${all#*$2} == *$word* ]] || missing=1; done
	((missing)) || break
	sleep 0.05
done
print -r -- "$all"
zpty -d shell
END
zsh_words() {
	HOME=$folder timeout 60 zsh -f zsh_words "$prefix/share/zsh/site-functions" "$@" |
		tr -d '\a\r' | tr -s ' ' '\n' | sed 's/^.*,//; s/\x1b\[[0-9;?]*[a-zA-Z]//g'
}

offers() { # offers SHELL LINE WORD...
	local shell=$1 line=$2 word
	shift 2
	"${shell}_words" "$line" "$@" >words 2>err
	for word; do
		grep -qE -- "(^|[=,])$word=?\$" words && continue
		echo "$shell does not offer $word after \"$line\" but:"
		cat words err
		return 1
	done
}

touch built-base gate-own.conf
completes() { # completes SHELL: commands, options, and what the program knows
	local command
	# shellcheck disable=SC2046 # a list of words
	offers "$1" "duet " $(commands) || return
	for command in $(commands); do
		# shellcheck disable=SC2046
		offers "$1" "duet $command --" $("$duet" "$command" --help | grep -oE '^ {2,6}(-., )?--[a-z-]+' |
			sed 's/.*--/--/') || return
	done
	offers "$1" "duet run s" sleepers spawn switch &&
		offers "$1" "duet list " workloads contestants metrics &&
		offers "$1" "duet run --profile=" quick default full &&
		offers "$1" "duet run --contestants=raw,t" threads &&
		offers "$1" "duet compare cor" coroutines &&
		offers "$1" "duet gate --metrics=wall,m" memory &&
		offers "$1" "duet gate --on-inconclusive=" 0 3 &&
		offers "$1" "duet gate built-b" built-base &&
		offers "$1" "duet gate --config=gate-o" gate-own.conf &&
		offers "$1" "duet evidence up" update &&
		offers "$1" "duet trend a" add &&
		offers "$1" "duet trend --export=" bmf github-action-benchmark
}

# ---- the library ----

cat >greet.c <<'END'
#include <asyncio.h>
#include <stdio.h>

static int64_t say_after(void *arg)
{
	int64_t result = asyncio_coroutines.sleep(MILLISECONDS(2) * (1 + *(const int *)arg));

	printf("task %d\n", *(const int *)arg);
	return result;
}

static int64_t main_task(void *arg)
{
	int numbers[] = {0, 1};
	struct task *tasks[] = {asyncio_coroutines.create_task(say_after, &numbers[0]),
				asyncio_coroutines.create_task(say_after, &numbers[1])};

	(void)arg;
	return asyncio_coroutines.gather(tasks, 2, 0);
}

int main(void)
{
	return asyncio_coroutines.run(main_task, 0, 0) != 0;
}
END

builds_against() { # builds_against PKG_CONFIG_PATH [SYSROOT]
	local flags
	flags=$(PKG_CONFIG_LIBDIR=$1 PKG_CONFIG_SYSROOT_DIR=${2-} pkg-config --cflags --libs asyncio-coroutines) || return
	# shellcheck disable=SC2046,SC2086 # lists of words
	gcc -std=c11 -Wall -Wextra -Wpedantic -Werror $(grep -oE '\-fsanitize=[a-z,]+' "$build/flags") \
		-o greet greet.c $flags || return
	timeout 20 ./greet >out || return
	[ "$(paste -sd ' ' out)" = "task 0 task 1" ]
}
gives_away_one_name() {
	[ "$(nm -g --defined-only "$prefix/lib/libasyncio-coroutines.a" | awk 'NF == 3 { print $3 }')" = asyncio_coroutines ]
}
same_version() {
	[ "duet $(PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig pkg-config --modversion asyncio-coroutines)" = "$("$duet" --version)" ]
}

# ---- other places, and away again ----

elsewhere() {
	make_it install PREFIX="$folder/own" LIBDIR="$folder/own/lib64" && builds_against "$folder/own/lib64/pkgconfig" &&
		"$folder/own/bin/duet" list contestants | grep -q '^  threads'
}
uninstalls() {
	make_it uninstall DESTDIR="$stage" && make_it uninstall PREFIX="$folder/own" LIBDIR="$folder/own/lib64" || return
	find "$stage" "$folder/own" -type f -o -path '*/share/duet*' | grep . && return 1
	return 0
}

ok "make install installs below DESTDIR" installs
ok "everything is below the prefix, and everybody may read it" nothing_beside
ok "the installed duet finds its worker" runs
ok_with /usr/bin/python3 "the installed duet finds the worker of CPython" finds_python
ok_with gnuplot "the installed duet finds its figures" draws
for page in duet duet-command duet-worker; do
	ok_with man "$page.1 renders without a warning" renders "$prefix/share/man/man1/$page.1"
	ok_with mandoc "$page.1 has no warning of mandoc" lints "$prefix/share/man/man1/$page.1"
done
ok_with man "the manual has every command and every option of --help" knows_every_option
for shell in bash fish zsh; do
	PATH=$prefix/bin:$PATH ok_with $shell "$shell completes commands, options and what duet knows" completes $shell
done
ok "a program builds against the installed library, and runs" builds_against "$prefix/lib/pkgconfig" "$stage"
ok "the library gives away no name but its table" gives_away_one_name
ok "library and program have the same version" same_version
ok "another prefix and another folder for libraries work" elsewhere
ok "make uninstall leaves no file" uninstalls

finish
