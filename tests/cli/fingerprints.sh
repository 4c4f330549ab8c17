#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# fingerprints.sh - what changes the fingerprint of which player's source: in a copy of the tree that
# is edited. Prints TAP. DUET_BUILD: a folder that was built.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
worker=${DUET_BUILD:-build/release}/duet-worker
[[ $worker = /* ]] || worker=$root/$worker
cp -r "$root/bench" "$root/scripts" "$folder"
cd "$folder" || exit 2

# "file digits", a line each.
marks() {
	scripts/fingerprints bench/kernels/*.c bench/load/*.c bench/workloads/*.c bench/peers/*/*.c |
		sed -nE 's/.*"(.*)", "(.*)".*/\1 \2/p' | sort
}

# changes FILE SED WHAT...: an edit changes the fingerprints of these files, and of no others.
changes() {
	sed -i "$2" "$1" && ! cmp -s "$1" "$root/$1" || return
	marks | comm -13 before - | cut -d ' ' -f 1 >changed
	cp "$root/$1" "$1"
	printf '%s\n' "${@:3}" | grep . | diff - changed
}

marks >before
complete() { [ "$(wc -l <before)" -ge 20 ] && ! grep -vE ' [0-9a-f]{16}$' before; }
ok "every file that plays has a fingerprint" complete
unique() { ! cut -d ' ' -f 2 before | sort | uniq -d | grep .; }
ok "no two have the same" unique
told() {
	"$worker" --describe | jq -r '.workloads[] | "bench/workloads/\(.name).c \(.fingerprint)"' | sort >told
	[ -s told ] && comm -23 told before | diff - /dev/null
}
ok "--describe tells them of workloads" told
told_of_peers() {
	"$worker" --describe | jq -r '.runtimes[].fingerprints[]' | sort -u >told
	grep -E '^bench/(peers|load)/' before | cut -d ' ' -f 2 | sort | diff - told
}
ok "... and of those who play them their own way" told_of_peers

ok "comments and blank space change none" changes bench/workloads/switch.c \
	's|^{|{ /* "a brace" */ // and more|; s|$| |; s|int64_t token|int64_t /**/  token|' ''
ok "what looks like a comment in a string is none" changes bench/workloads/yield.c \
	's|"tasks"|"ta/*sks"|' bench/workloads/yield.c
ok "a statement changes its file's alone" changes bench/workloads/switch.c 's|return 0;|return 00;|' \
	bench/workloads/switch.c
ok "blank space in a string counts" changes bench/workloads/yield.c 's|"tasks"|"ta sks"|' bench/workloads/yield.c
ok "a kernel changes those who compute it" changes bench/kernels/matmul.c 's|return p->n;|return (p->n);|' \
	bench/peers/libuv/split.c bench/peers/raw/split.c bench/workloads/matmul.c
ok "what workloads share changes theirs" changes bench/workloads/split.c 's|return 0;|return 00;|' \
	bench/workloads/encode.c bench/workloads/matmul.c
ok "what a server computes changes the servers', not their driver's" changes bench/kernels/toil.c \
	's|STEPS 1000|STEPS 1001|' bench/peers/libuv/echo.c bench/peers/raw/echo.c bench/workloads/echo.c bench/workloads/mixed.c
ok "how a workload is played does not change its peers'" changes bench/workloads/echo.c \
	's|return 0;|return 00;|' bench/workloads/echo.c
ok "a part of the load generator changes its own" changes bench/load/open.c 's|return|return 0 +|' bench/load/load.c
ok "what every workload is written against changes none" changes bench/workloads/workload.h \
	's|PARAMETERS_MAX 8|PARAMETERS_MAX 9|' ''

finish
