/* SPDX-License-Identifier: MIT */
/*
 * matmul.c - multiplies two square matrices; a unit is a row of the result.
 *
 * Naive on purpose, every sum in the same order however the rows are shared out, so that the
 * results are equal to the bit.
 */
#include "bench/kernels/matmul.h"

#include <stdlib.h>
#include <string.h>

struct product {
	size_t n;	   /* rows and columns */
	double *a, *b, *c; /* one block of memory, a its start */
};

/* c's row i: every element sums over k upwards. */
static void multiply_row(const struct product *p, size_t i)
{
	size_t n = p->n;
	double *restrict row = p->c + i * n;

	memset(row, 0, n * sizeof(*row));
	for (size_t k = 0; k < n; k++) {
		const double factor = p->a[i * n + k];
		const double *restrict other = p->b + k * n;

		for (size_t j = 0; j < n; j++)
			row[j] += factor * other[j];
	}
}

static uint64_t bits_of_row(const struct product *p, size_t i)
{
	uint64_t sum = 0, bits;

	for (size_t j = 0; j < p->n; j++) {
		memcpy(&bits, &p->c[i * p->n + j], sizeof(bits));
		sum += bits * (i * p->n + j + 1);
	}
	return sum;
}

static uint64_t compute(void *work, size_t first, size_t end)
{
	const struct product *p = work;
	uint64_t sum = 0;

	for (size_t i = first; i < end; i++) {
		multiply_row(p, i);
		sum += bits_of_row(p, i);
	}
	return sum;
}

static size_t units(const void *work)
{
	const struct product *p = work;

	return p->n;
}

/* Numbers between 0 and 1 of which no two neighbours are alike; a linear congruence of Knuth's. */
static void fill(double *values, size_t n)
{
	uint64_t x = 1;

	for (size_t i = 0; i < n; i++) {
		x = x * 6364136223846793005u + 1442695040888963407u;
		values[i] = (double)(x >> 11) / 9007199254740992.0;
	}
}

static void destroy(void *work)
{
	struct product *p = work;

	free(p->a);
	free(p);
}

static void *create(size_t size)
{
	struct product *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->n = size;
	p->a = calloc(3 * size * size, sizeof(*p->a));
	if (!p->a) {
		free(p);
		return NULL;
	}
	p->b = p->a + size * size;
	p->c = p->b + size * size;
	fill(p->a, 2 * size * size);
	return p;
}

const struct kernel kernel_matmul = {
	.create = create,
	.destroy = destroy,
	.units = units,
	.compute = compute,
};
