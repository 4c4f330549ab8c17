/* SPDX-License-Identifier: MIT */
/*
 * encode.c - turns bytes into text (base64, RFC 4648) and sums up the text (SHA-256, FIPS 180-4),
 * both by Nettle; a unit is a chunk of 3 KiB, which becomes 4 KiB of text with a digest of its own.
 *
 * 3 KiB is a multiple of base64's group of 3 bytes, so that the chunks' texts, which lie in a row,
 * are the text of the whole, and only its end is padded.
 */
#include "bench/kernels/encode.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK ((size_t)3072)
#define CHUNK_TEXT ((size_t)BASE64_ENCODE_RAW_LENGTH(CHUNK))

struct encoding {
	size_t size; /* of the bytes */
	uint8_t *bytes;
	char *text; /* in the bytes' block of memory, after them */
};

/* Encode the chunk and return the first 8 bytes of its text's digest. */
static uint64_t encode_chunk(const struct encoding *e, size_t chunk)
{
	size_t at = chunk * CHUNK, n = e->size - at < CHUNK ? e->size - at : CHUNK;
	char *text = e->text + chunk * CHUNK_TEXT;
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx context;
	uint64_t head;

	base64_encode_raw(text, n, e->bytes + at);
	sha256_init(&context);
	sha256_update(&context, BASE64_ENCODE_RAW_LENGTH(n), (const uint8_t *)text);
	sha256_digest(&context, sizeof(digest), digest);
	memcpy(&head, digest, sizeof(head));
	return head;
}

static uint64_t compute(void *work, size_t first, size_t end)
{
	const struct encoding *e = work;
	uint64_t sum = 0;

	for (size_t chunk = first; chunk < end; chunk++)
		sum += encode_chunk(e, chunk) * (2 * chunk + 1);
	return sum;
}

static size_t units(const void *work)
{
	const struct encoding *e = work;

	return (e->size + CHUNK - 1) / CHUNK;
}

/* Bytes in no order; a linear congruence of Knuth's. */
static void fill(uint8_t *bytes, size_t size)
{
	uint64_t x = 1;

	for (size_t i = 0; i < size; i++) {
		x = x * 6364136223846793005u + 1442695040888963407u;
		bytes[i] = (uint8_t)(x >> 56);
	}
}

static void destroy(void *work)
{
	struct encoding *e = work;

	free(e->bytes);
	free(e);
}

static void *create(size_t size)
{
	struct encoding *e = calloc(1, sizeof(*e));

	if (!e)
		return NULL;
	e->size = size;
	e->bytes = calloc(1, size + BASE64_ENCODE_RAW_LENGTH(size));
	if (!e->bytes) {
		free(e);
		return NULL;
	}
	e->text = (char *)e->bytes + size;
	fill(e->bytes, size);
	return e;
}

const struct kernel kernel_encode = {
	.create = create,
	.destroy = destroy,
	.units = units,
	.compute = compute,
};
