/* SPDX-License-Identifier: MIT */
/* registry.c - what duet-command has in the place of the worker's workloads and runtimes. */
#include "bench/command/command.h"
#include "bench/worker/fingerprint.h"
#include "bench/worker/runtimes.h"

const struct workload *const workloads[] = {&workload_command, NULL};

const struct runtime runtimes[] = {{.name = "command", .peer = &peer_command}, {0}};

/* What it plays is the user's. */
const struct fingerprint fingerprints[] = {{0}};
