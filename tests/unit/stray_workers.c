/* SPDX-License-Identifier: MIT */
/* stray_workers.c - a worker is measured on the core that it was given, or not at all. */
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/run/cores.h"
#include "support/stage.h"

/* Two cores: a process has one of them, and a thread of it takes the other. */
struct places {
	struct cores cores;
	int told[2], tell[2]; /* pipes: from the process, and to it */
};

static bool choose(struct places *places)
{
	cpu_set_t allowed;

	sched_getaffinity(0, sizeof(allowed), &allowed);
	return !cores_choose(&allowed, -1, true, &places->cores) && !places->cores.shared;
}

static void *take_the_other(void *argument)
{
	const struct places *places = argument;

	cores_move_to(NULL, places->cores.others);
	if (write(places->told[1], "", 1) == 1)
		pause();
	return NULL;
}

static void stray(struct places *places)
{
	pthread_t thread;
	char byte;

	alarm(60); /* whoever started us may have failed */
	cores_move_to(NULL, places->cores.contestants);
	if (write(places->told[1], "", 1) != 1 || read(places->tell[0], &byte, 1) != 1 ||
	    pthread_create(&thread, NULL, take_the_other, places))
		_exit(1);
	pause();
}

static void any_thread_that_may_run_elsewhere_is_found(void **state)
{
	struct places places;
	int core, other;
	pid_t child;
	char byte;

	(void)state;
	if (!choose(&places))
		skip(); /* one core: there is no other */
	core = places.cores.contestants;
	other = places.cores.others;
	assert_int_equal(pipe(places.told), 0);
	assert_int_equal(pipe(places.tell), 0);
	child = fork();
	if (child == 0)
		stray(&places);
	close(places.told[1]); /* or its end would not be ours to see */
	close(places.tell[0]);
	assert_int_equal(read(places.told[0], &byte, 1), 1);
	assert_int_equal(cores_elsewhere(child, core), core);
	assert_int_equal(cores_elsewhere(child, other), core);
	assert_int_equal(write(places.tell[1], "", 1), 1);
	assert_int_equal(read(places.told[0], &byte, 1), 1);
	assert_int_equal(cores_elsewhere(child, core), other);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(cores_elsewhere(child, core), core);
	close(places.told[0]);
	close(places.tell[1]);
}

static void a_worker_that_leaves_its_core_fails_its_duet(void **state)
{
	struct places places;

	if (!choose(&places))
		skip();
	assert_fails(*state, "roam=15", "may run on core");
}

static void a_worker_may_run_anywhere_in_a_duet_on_all_cores(void **state)
{
	struct stage *stage = *state;

	stage->duets[0].cores = CORES_ALL;
	stage->contestants[1].runtime = "roam=15";
	stage_play(stage);
	assert_int_equal(stage->result, 0);
}

static void a_launcher_may_choose_the_core(void **state)
{
	const char *const launcher[] = {"env", NULL};
	struct stage *stage = *state;

	stage->contestants[1].launcher = launcher;
	stage->contestants[1].runtime = "roam=15";
	stage_play(stage);
	assert_int_equal(stage->result, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_thread_that_may_run_elsewhere_is_found),
		STAGE_TEST(a_worker_that_leaves_its_core_fails_its_duet),
		STAGE_TEST(a_worker_may_run_anywhere_in_a_duet_on_all_cores),
		STAGE_TEST(a_launcher_may_choose_the_core),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
