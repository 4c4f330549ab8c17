#!/bin/sh
# SPDX-License-Identifier: MIT
# gate.sh BASE_REF [OPTION OF duet gate...]: is this folder's csv_split slower than at BASE_REF?
# DUET: the program, when it is not in PATH.
set -eu
cd "$(dirname "$0")"
base=${1:?name a revision: gate.sh main}
shift
rm -rf build/base build/base.tree
mkdir -p build/base.tree
git archive --output=build/base.tar "$base"
tar -xf build/base.tar -C build/base.tree
make -s -C build/base.tree BUILD=../base
rm -rf build/base.tree build/base.tar
make -s BUILD=build/head
exec "${DUET:-duet}" gate --base-name="$base" --head-name="working tree" "$@" build/base/worker build/head/worker
