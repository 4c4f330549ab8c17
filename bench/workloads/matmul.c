/* SPDX-License-Identifier: MIT */
/*
 * matmul - what does computing gain from tasks?
 *
 * Two square matrices are multiplied, the rows of the result split over some tasks that are
 * created and gathered. Nothing waits, so tasks can gain only where they run at the same time, on
 * several cores. An event loop runs them one after the other.
 *
 * One operation is one whole multiplication.
 *
 * The kernel is naive on purpose, every sum in the same order however the rows are split, so that
 * the results are equal to the bit. The number must not be used for how fast a machine multiplies
 * (a BLAS is ten times as fast), and not for the cost of a task: it is one in a hundred thousand
 * additions.
 */
#include "bench/workloads/workload.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { N, TASKS };

struct product;

/* The rows first .. end - 1 of the result. */
struct part {
	const struct product *product;
	size_t first, end;
	uint64_t sum; /* of the bits of the part's elements */
};

struct product {
	size_t n, size;	   /* rows and columns; tasks */
	double *a, *b, *c; /* one block of memory, a its start */
	struct part *parts;
	struct task **tasks; /* handles, held during an operation */
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

static int64_t multiply(void *arg)
{
	struct part *part = arg;
	uint64_t sum = 0;

	for (size_t i = part->first; i < part->end; i++) {
		multiply_row(part->product, i);
		sum += bits_of_row(part->product, i);
	}
	part->sum = sum;
	return 0;
}

static int64_t play_once(struct product *p, uint64_t *sum)
{
	size_t n = 0;
	int64_t result;

	while (n < p->size && (p->tasks[n] = asyncio.create_task(multiply, &p->parts[n])))
		n++;
	result = asyncio.gather(p->tasks, n, NULL);
	if (n < p->size)
		return -EAGAIN;
	for (size_t i = 0; i < n; i++)
		*sum += p->parts[i].sum;
	return result;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	struct product *p = state;
	int64_t result;

	for (int64_t i = 0; i < operations; i++) {
		result = play_once(p, &tally->checksum);
		if (result)
			return result;
	}
	tally->operations += operations;
	return 0;
}

static void finish(void *state)
{
	struct product *p = state;

	free(p->tasks);
	free(p->parts);
	free(p->a);
	free(p);
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

static void split(struct product *p)
{
	for (size_t i = 0; i < p->size; i++)
		p->parts[i] = (struct part){
			.product = p,
			.first = p->n * i / p->size,
			.end = p->n * (i + 1) / p->size,
		};
}

static int64_t prepare(struct setting *setting, void **state)
{
	size_t n = (size_t)setting->parameters[N],
	       size = (size_t)setting->parameters[TASKS];
	struct product *p = calloc(1, sizeof(*p));

	if (!p)
		return -ENOMEM;
	p->n = n;
	p->size = size;
	p->a = calloc(3 * n * n, sizeof(*p->a));
	p->parts = calloc(size, sizeof(*p->parts));
	p->tasks = calloc(size, sizeof(p->tasks[0]));
	if (!p->a || !p->parts || !p->tasks) {
		finish(p);
		return -ENOMEM;
	}
	p->b = p->a + n * n;
	p->c = p->b + n * n;
	fill(p->a, 2 * n * n);
	split(p);
	*state = p;
	return 0;
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	*needs = (struct needs){
		.tasks = parameters[TASKS],
		.bytes = 3 * parameters[N] * parameters[N] * (int64_t)sizeof(double),
	};
}

static const struct parameter parameters[] = {
	[N] = {"n", "rows", 192, 1, 2048, "rows and columns of the matrices"},
	[TASKS] = {"tasks", "tasks", 2, 1, 2048, "that share the rows"},
	{0},
};

const struct workload workload_matmul = {
	.name = "matmul",
	.question = "What does computing gain from being split over tasks?",
	.operation = "a multiplication of two matrices",
	.caution = "The kernel is naive: it shows what running in parallel gains, not how "
		   "fast "
		   "a matrix can be multiplied.",
	.metric = METRIC_WALL,
	.cores = ALL_CORES,
	.parameters = parameters,
	.scaled_parameter = "tasks",
	.verify_operations = 2,
	.slice_ns = 10000000,
	.needs = needs,
	.player = {.prepare = prepare, .play = play, .finish = finish},
};
