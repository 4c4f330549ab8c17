/* SPDX-License-Identifier: MIT */
/* commands.h - what a worker can be told to do. */
#ifndef BENCH_WORKER_COMMANDS_H
#define BENCH_WORKER_COMMANDS_H

#include <jansson.h>

struct session;

/* Carry out one command. Returns its answer as a new reference; NULL: no memory for it. */
json_t *command_carry_out(struct session *session, const json_t *command);

#endif
