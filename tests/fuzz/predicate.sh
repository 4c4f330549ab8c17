#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# predicate.sh - FUZZ_RUNS texts (20,000), made from examples, are read, judged or refused, and nothing
# else happens. The same texts every time, or, by FUZZ_SEED=0, others. Prints TAP. make fuzz builds the
# program and plays more of them; with FUZZ_KEEP=yes docs/predicates.md quotes how it went.
# shellcheck source=tests/tap.bash
. "$(dirname "$0")/../tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd)
fuzzer=$root/build/fuzz-clang/tests/fuzz/predicate
kept=$root/results/reference/fuzz.md
revision=$(git -C "$root" describe --always --dirty 2>/dev/null) || revision=unknown

# What libFuzzer finds new goes into the folder that goes with the script.
survives() {
	mkdir -p "$folder/corpus"
	(cd "$folder" && UBSAN_OPTIONS=print_stacktrace=1 "$fuzzer" -runs="${FUZZ_RUNS:-20000}" \
		-seed="${FUZZ_SEED:-1}" -max_len=600 -timeout=10 -print_final_stats=1 -dict="$root/tests/fuzz/predicate.dict" \
		corpus "$root/tests/fuzz/predicate")
}
last() { sed -n "s/^$1 *//p" "$folder/said" | tail -n 1; } # LINE'S BEGINNING
sentence() {
	printf 'The last such run (%s, revision %s, seed %s): %s texts, no finding.\n' "$(date +%F)" "$revision" \
		"$(last 'INFO: Seed:')" "$(last stat::number_of_executed_units: | sed -E ':a; s/([0-9])([0-9]{3})($|,)/\1,\2\3/; ta')"
}

aloud=${FUZZ_RUNS:+yes}
ok "${FUZZ_RUNS:-20000} texts are read or refused, and judged within bounds" survives
if [ "${FUZZ_KEEP:-}" ] && [ "$failed" = 0 ]; then sentence >"$kept"; fi
finish
