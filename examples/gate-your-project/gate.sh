#!/bin/sh
# SPDX-License-Identifier: MIT
# gate.sh BASE_REF [OPTION OF duet gate...]: is this folder's csv_split slower than at BASE_REF?
#
# Both are built anew, by one compiler and the flags of their own Makefile, in LAYOUTS (8) link orders
# each. DUET: the program, when it is not in PATH. A gate waits for another one in the same folder.
# Exit: 0 as fast, 1 slower, 2 could not measure, 3 inconclusive.
set -eu

refuse() { echo "gate.sh: $*" >&2 && exit 2; }

case ${1-} in
-h | --help) sed -n '3,${/^#/!q; s/^# \{0,1\}//p}' "$0" && exit 0 ;;
"" | -*) refuse "name the revision to compare with: gate.sh main; gate.sh --help tells more" ;;
esac
base=$1
shift
compiler=${CC:-cc}
duet=$(command -v "${DUET:-duet}") || refuse "no program '${DUET:-duet}': install duet, or name it: DUET=path/duet"
duet=$(cd "$(dirname "$duet")" && pwd)/$(basename "$duet")
cd "$(dirname "$0")"
command -v "${compiler%% *}" >/dev/null || refuse "no compiler '$compiler': install it, or name another: CC=gcc"

commit=$(git rev-parse --verify --quiet "$base^{commit}") || {
	! git rev-parse --verify --quiet "origin/$base^{commit}" >/dev/null || refuse "no revision '$base': did you mean origin/$base?"
	refuse "no revision '$base': fetch it (a shallow clone has few: git fetch --depth=50 origin)"
}
git show "$commit:./worker.c" >/dev/null 2>&1 ||
	refuse "$base has no gate yet: merge the change that adds it; the next one is compared with that"

build() { # TREE ITS_BUILD SIDE WHAT
	make -s -C "$1" CC="$compiler" LAYOUTS="${LAYOUTS:-8}" BUILD="$2" >"build/$3.log" 2>&1 || {
		head -n 3 "build/$3.log" >&2
		refuse "$4 does not build: build/$3.log tells why"
	}
}

# What is left of another gate may be of other flags.
mkdir -p build
exec 9>build/lock # held until duet ends
flock -n 9 || { echo "gate.sh: another gate is under way here: waiting for its end" >&2 && flock 9; }
rm -rf build/base build/head build/base.tree
mkdir build/base.tree
git archive --output=build/base.tar "$commit"
tar -xf build/base.tar -C build/base.tree
build build/base.tree ../base base "$base"
rm -rf build/base.tree build/base.tar
build . build/head head "the working tree"
exec "$duet" gate --base-name="$base" --head-name="working tree" "$@" build/base/workers build/head/workers
