/* SPDX-License-Identifier: MIT */
/*
 * payload.h - what the requests say.
 *
 * The bytes of a request follow from its number alone: a piece of one long pattern, so that
 * nothing is filled in or copied while the clock runs, and an answer can be compared.
 */
#ifndef BENCH_LOAD_PAYLOAD_H
#define BENCH_LOAD_PAYLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAYLOAD_STARTS 4096 /* places in the pattern at which a request may start: even */

/* A pattern for requests of `size` bytes, to be freed with free(3); NULL: no memory. */
char *payload_create(size_t size);

/* A number that tells request `number` from others: the sum over requests is their checksum. */
uint64_t payload_hash(uint64_t number);

/* Where the request with this hash starts in the pattern: at an odd byte or at an even one. */
const char *payload_of(const char *pattern, uint64_t hash, bool odd);

#endif
