/* SPDX-License-Identifier: MIT */
/*
 * machine.c - what every C function may expect of the machine below it, in a task as in main:
 * an aligned stack of the size asked for, and values that survive a wait.
 */
#include <alloca.h>
#include <fenv.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <xmmintrin.h>

#include "support/contract.h"

static struct task *create(coroutine *function, int64_t arg)
{
	struct task *task = asyncio.create_task(function, number(arg));

	check(task != NULL);
	return task;
}

/* ---- alignment ---- */

static __attribute__((noinline)) void store_aligned(float *four, float start)
{
	_mm_store_ps(four, _mm_set_ps(start + 3, start + 2, start + 1, start)); /* movaps */
}

/* With nothing in it that would make the compiler align the frame by itself. */
static __attribute__((noinline)) int64_t use_aligned_vectors(void *arg)
{
	_Alignas(16) float four[4];
	volatile uintptr_t place = (uintptr_t)four;

	check_int(place % 16, 0);
	store_aligned(four, (float)(uintptr_t)arg);
	asyncio.sleep(0);
	return (int64_t)(four[0] + four[1] + four[2] + four[3]);
}

static void a_tasks_stack_is_aligned_for_vectors(void)
{
	for (int i = 0; i < 10; i++)
		check_int(asyncio.await(create(use_aligned_vectors, i)), 4 * i + 6);
}

static int64_t print_numbers(void *arg)
{
	char text[400];
	int length = snprintf(text, sizeof(text), "%d %.3f %Lg %s %a", (int)(uintptr_t)arg,
			      2.5, 1.25L, "text", 0.1);

	check(length > 0);
	check(strncmp(text, "7 2.500 1.25 text 0x", 20) == 0);
	return length;
}

static void printf_of_floating_point_works_in_a_task(void)
{
	check(asyncio.await(create(print_numbers, 7)) > 20);
}

/* ---- values across a wait ---- */

static int64_t harmonic(void *arg)
{
	int n = (int)(uintptr_t)arg;
	double sum = 0, square_sum = 0;
	long double product = 1;
	float single = 0.5f;

	for (int i = 1; i <= n; i++) {
		sum += 1.0 / i;
		asyncio.sleep(0);
		square_sum += sqrt(i);
		product *= 1 + 1.0L / i;
		asyncio.sleep(0);
		single = single * 0.5f + 1;
	}
	check(fabsl(product - (n + 1)) < 1e-9L);
	check(fabsf(single - 2) < 0.01f);
	return (int64_t)(sum * 1e9) + (int64_t)square_sum;
}

static int64_t harmonic_alone(int n)
{
	double sum = 0, square_sum = 0;

	for (int i = 1; i <= n; i++) {
		sum += 1.0 / i;
		square_sum += sqrt(i);
	}
	return (int64_t)(sum * 1e9) + (int64_t)square_sum;
}

static void floating_point_values_survive_waits(void)
{
	struct task *tasks[8];

	for (int i = 0; i < 8; i++)
		tasks[i] = create(harmonic, 20 + i);
	for (int i = 0; i < 8; i++)
		check_int(asyncio.await(tasks[i]), harmonic_alone(20 + i));
}

/* More values than there are registers that a call saves, so that each of those holds one. */
static int64_t juggle(void *arg)
{
	uint64_t a = (uintptr_t)arg, b = a * 3, c = a * 5, d = a * 7, e = a * 11,
		 f = a * 13, g = a * 17;

	for (int i = 0; i < 50; i++) {
		check_int(asyncio.sleep(0), 0);
		check(b == a * 3 && c == a * 5 && d == a * 7);
		check(e == a * 11 && f == a * 13 && g == a * 17);
		a += 1, b += 3, c += 5, d += 7, e += 11, f += 13, g += 17;
	}
	return (int64_t)(a + b + c + d + e + f + g);
}

static void registers_survive_waits(void)
{
	struct task *tasks[8];

	for (int i = 0; i < 8; i++)
		tasks[i] = create(juggle, (int64_t)1000 * i);
	for (int i = 0; i < 8; i++)
		check_int(asyncio.await(tasks[i]), (int64_t)57 * (1000 * i + 50));
}

static int64_t divide(void *arg)
{
	volatile double one = 1, three = 3;

	(void)arg;
	check_int(fegetround(), FE_TONEAREST);
	asyncio.sleep(0);
	check_int(fegetround(), FE_TONEAREST);
	return one / three > 0.33333333333333331 ? 1 : 0;
}

static void a_task_rounds_as_its_creator_does(void)
{
	check_int(asyncio.await(create(divide, 0)), 0);
}

/* ---- the stack ---- */

static int64_t fill_stack(void *arg)
{
	size_t size = (size_t)(uintptr_t)arg;
	volatile unsigned char *bytes = alloca(size);
	int64_t sum = 0;

	for (size_t i = 0; i < size; i += 512)
		bytes[i] = (unsigned char)(i >> 9);
	asyncio.sleep(0);
	for (size_t i = 0; i < size; i += 512)
		sum += bytes[i] == (unsigned char)(i >> 9);
	return sum;
}

static void use_most_of_the_stack(size_t size)
{
	struct task *tasks[4];

	for (int i = 0; i < 4; i++)
		tasks[i] = create(fill_stack, (int64_t)size);
	for (int i = 0; i < 4; i++)
		check_int(asyncio.await(tasks[i]), (int64_t)(size / 512));
}

static void use_40_kib(void)
{
	use_most_of_the_stack((size_t)40 * 1024);
}

/* Of a stack of 1 MiB, in which a sanitizer keeps much for itself: TSan 850 KiB of a thread's. */
static size_t most_of_1_mib(void)
{
	size_t kib = UNDER_TSAN ? 100 : sanitized() ? 400 : 900;

	return kib * 1024;
}

static void use_most_of_1_mib(void)
{
	use_most_of_the_stack(most_of_1_mib());
}

static void most_of_the_default_stack_is_the_tasks(void)
{
	check_run(use_40_kib, NULL, 0);
}

static void a_larger_stack_is_given_when_asked_for(void)
{
	const struct asyncio_options large = {.stack_size = 1 << 20};

	check_run(use_most_of_1_mib, &large, 0);
}

static int64_t fill_main(void *arg)
{
	return fill_stack(arg);
}

static void main_has_the_same_stack_as_any_task(void)
{
	const struct asyncio_options large = {.stack_size = 1 << 20};

	check_int(asyncio.run(fill_main, number((int64_t)most_of_1_mib()), &large),
		  (int64_t)most_of_1_mib() / 512);
}

static const struct promise promises[] = {
	PROMISE(a_tasks_stack_is_aligned_for_vectors),
	PROMISE(printf_of_floating_point_works_in_a_task),
	PROMISE(floating_point_values_survive_waits),
	PROMISE(registers_survive_waits),
	PROMISE(a_task_rounds_as_its_creator_does),
	PROMISE_OUTSIDE(most_of_the_default_stack_is_the_tasks),
	PROMISE_OUTSIDE(a_larger_stack_is_given_when_asked_for),
	PROMISE_OUTSIDE(main_has_the_same_stack_as_any_task),
};

int main(int argc, char **argv)
{
	return play_promises("machine", promises, COUNT(promises), argc, argv);
}
