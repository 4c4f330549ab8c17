#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# layouts.sh - make layouts links the worker in orders that its seed fixes, wherever it is built: in
# copies of the tree. Prints TAP.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
unset MAKEFLAGS MFLAGS MODE
cd "$folder" || exit 2
here=one/build/gate
there=another/longer/way/build/gate

copy() { # copy FOLDER: the sources of the worker
	mkdir -p "$1/scripts"
	cp -r "$root"/{Makefile,bench,include,runtime,threaded} "$1"
	cp "$root/scripts/fingerprints" "$1/scripts"
}
# layouts FOLDER ARGUMENT...: compiled as fast as may be, since the subject is the order.
layouts() { timeout 250 make -s -j2 -C "$1" layouts LAYOUTS=3 CFLAGS=-O0 "${@:2}" >&2; }
order() { # of the functions of a program; libraries follow in an order of their own
	nm -n "$1" | sed -nE 's/^[0-9a-f]*000 [tT] //p'
}

copy one
copy another/longer/way

builds() {
	layouts one && [ -x $here/duet-worker-02 ] && [ ! -e $here/duet-worker-03 ]
}
ok "it links as many as it is asked for" builds
work() {
	for n in 00 01 02; do $here/duet-worker-$n --version || return; done
}
ok "each of them works" work

differ() {
	[ "$(order $here/duet-worker-00 | wc -l)" -gt 500 ] || return
	[ "$(for n in 00 01 02; do order $here/duet-worker-$n | sha256sum; done | sort -u | wc -l)" = 3 ]
}
ok "each lays the functions out in another order" differ
equal() {
	layouts another/longer/way || return
	for n in 00 01 02; do cmp $here/duet-worker-$n $there/duet-worker-$n || return; done
}
ok "another folder and the same seed give the same programs, byte for byte" equal

aligned() {
	nm $here/duet-worker-00 | grep -E ' [tT] (switch_stack|switch_stack_fp|th_cancel_point|play|toil)$' >places
	[ "$(wc -l <places)" -gt 10 ] && ! grep -v '^[0-9a-f]*000 ' places
}
ok "functions begin where a page does, those in assembler too" aligned

another_seed() {
	layouts one SEED=2 LAYOUT_DIR=build/second || return
	[ "$(order $here/duet-worker-00)" != "$(order one/build/second/duet-worker-00)" ]
}
ok "another seed gives other orders, beside the first" another_seed
relinks() { # the seed is not forgotten where its programs are
	local before
	before=$(order one/build/second/duet-worker-01)
	layouts one SEED=3 LAYOUT_DIR=build/second && [ "$before" != "$(order one/build/second/duet-worker-01)" ]
}
ok "a seed that changes links anew" relinks

keeps() { # but for what is new
	echo 'int something_new(void); int something_new(void) { return 1; }' >another/longer/way/bench/kernels/new.c
	layouts another/longer/way || return
	for n in 00 01 02; do
		order $there/duet-worker-$n >with && order $here/duet-worker-$n >without
		grep -q '^something_new$' with || return
		grep -v '^something_new$' with | cmp - without || return
	done
}
ok "an object more leaves the others in their order" keeps

finish
