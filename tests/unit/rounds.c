/* SPDX-License-Identifier: MIT */
/*
 * rounds.c - the conductor against workers of known cost and bad manners (tests/fake/worker):
 * right ratios, one clear line for each failure, and no process left behind.
 */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/run/describe.h"
#include "bench/run/process.h"
#include "bench/run/run.h"
#include "bench/store/results.h"

#define FAKE "tests/fake/worker"
#define SECOND INT64_C(1000000000)

/* A plan of one duet of two fakes, what it told on the way, and what it left behind. */
struct stage {
	char root[32], folder[64];
	struct contestant_plan contestants[2];
	struct duet_plan duets[2];
	struct run_plan plan;
	struct run_events events;
	int stop[2];			/* a pipe, whose end the plan watches */
	int64_t stop_after;		/* rounds; 0: never */
	char warnings[2048], said[256]; /* all that were told; the last words */
	int rounds_told, failed_told;
	char run_warning[256];
	int result; /* of run_play */
	struct problem problem;
	struct results results;
};

static void note_round(void *context, const struct run_progress *progress)
{
	struct stage *stage = context;

	if (progress->record->rounds_done > 0)
		stage->rounds_told++;
	if (stage->stop_after && progress->record->rounds_done == stage->stop_after)
		assert_int_equal(write(stage->stop[1], "", 1), 1);
}

static void note_end(void *context, size_t duet, const struct duet_record *record)
{
	struct stage *stage = context;

	(void)duet;
	stage->failed_told += record->state == DUET_FAILED;
}

static void note_warning(void *context, size_t duet, const char *text, const char *remedy)
{
	struct stage *stage = context;

	(void)duet;
	assert_true(strlen(remedy) > 0);
	strncat(stage->warnings, text,
		sizeof(stage->warnings) - strlen(stage->warnings) - 1);
}

static void note_run_warning(void *context, const char *text, const char *remedy)
{
	struct stage *stage = context;

	assert_true(strlen(remedy) > 0);
	snprintf(stage->run_warning, sizeof(stage->run_warning), "%s", text);
}

static void note_said(void *context, const char *label, const char *text, size_t bytes)
{
	struct stage *stage = context;

	(void)label;
	snprintf(stage->said, sizeof(stage->said), "%.*s", (int)bytes, text);
}

static int setup(void **state)
{
	struct stage *stage = calloc(1, sizeof(*stage));

	strcpy(stage->root, "/tmp/duet-rounds-XXXXXX");
	assert_non_null(mkdtemp(stage->root));
	assert_int_equal(pipe(stage->stop), 0);
	snprintf(stage->folder, sizeof(stage->folder), "%s/results/run", stage->root);
	for (int i = 0; i < 2; i++)
		stage->contestants[i] =
			(struct contestant_plan){.label = i ? "second" : "first",
						 .runtime = "ns=1000",
						 .workload = "known"};
	for (int i = 0; i < 2; i++)
		stage->duets[i] = (struct duet_plan){stage->contestants, 2, 0, NULL};
	stage->plan = run_plan_default();
	stage->plan.duets = stage->duets;
	stage->plan.duet_count = 1;
	stage->plan.folder = stage->folder;
	stage->plan.worker = FAKE;
	stage->plan.rounds = 1;
	stage->plan.timeout_ns = 20 * SECOND;
	stage->plan.seed = 7;
	stage->plan.stop_fd = stage->stop[0];
	stage->events = (struct run_events){
		.context = stage,
		.round_done = note_round,
		.duet_ended = note_end,
		.warning = note_warning,
		.run_warning = note_run_warning,
		.worker_said = note_said,
	};
	*state = stage;
	return 0;
}

static int teardown(void **state)
{
	struct stage *stage = *state;
	char command[64];

	results_free(&stage->results);
	close(stage->stop[0]);
	close(stage->stop[1]);
	snprintf(command, sizeof(command), "rm -rf %s", stage->root);
	free(stage);
	return system(command);
}

/* Play it, read what was saved; no child may be left. */
static void play(struct stage *stage)
{
	struct problem problem;
	char *folder;

	stage->result = run_play(&stage->plan, &stage->events, &folder, &stage->problem);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	if (!folder)
		return;
	assert_string_equal(folder, stage->folder);
	if (results_read(folder, &stage->results, &problem))
		fail_msg("%s", problem.text);
	free(folder);
}

static const struct duet_record *duet_of(const struct stage *stage, size_t duet)
{
	return &stage->results.run.duets[duet];
}

/* The second contestant misbehaves so; its duet must fail with these words. */
static void assert_fails(struct stage *stage, const char *runtime, const char *words)
{
	stage->contestants[1].runtime = runtime;
	play(stage);
	assert_int_equal(stage->result, 1);
	assert_int_equal(stage->failed_told, 1);
	assert_int_equal(stage->results.run.state, RUN_PARTIAL);
	assert_int_equal(duet_of(stage, 0)->state, DUET_FAILED);
	if (!strstr(duet_of(stage, 0)->error, words))
		fail_msg("\"%s\" does not say \"%s\"", duet_of(stage, 0)->error, words);
	assert_non_null(strstr(duet_of(stage, 0)->error, "second"));
	assert_null(strchr(duet_of(stage, 0)->error, '\n'));
}

static struct estimate ratio_of(const struct stage *stage, size_t contestant)
{
	double values[64], base[64];
	struct estimate ratio;
	size_t n = results_series(&stage->results, 0, contestant, MEASURE_WALL, values);

	assert_int_equal(results_series(&stage->results, 0, 0, MEASURE_WALL, base), n);
	assert_int_equal(estimate_ratio(values, base, n, 0.95, &ratio), 0);
	return ratio;
}

static void twice_the_cost_is_a_ratio_of_two(void **state)
{
	struct stage *stage = *state;
	struct estimate twice, control;

	stage->contestants[0].runtime = "ns=1000,noise=4";
	stage->contestants[1].runtime = "ns=2000,noise=4";
	stage->plan.rounds = 8;
	play(stage);
	assert_int_equal(stage->result, 0);
	assert_int_equal(stage->results.run.state, RUN_COMPLETE);
	assert_int_equal(stage->rounds_told, 8);
	assert_int_equal(duet_of(stage, 0)->rounds_done, 8);
	twice = ratio_of(stage, 1);
	control = ratio_of(stage, 2);
	/* An honest interval misses in 5 of 100; half a per cent more makes this a test of code. */
	assert_true(twice.low < 2.01 && twice.high > 1.99);
	assert_true(twice.high - twice.low < 0.1);
	assert_true(control.low < 1.005 && control.high > 0.995);
}

static void the_control_is_the_first_contestant_once_more(void **state)
{
	struct stage *stage = *state;
	const struct contestant_record *contestants;

	play(stage);
	assert_int_equal(duet_of(stage, 0)->contestant_count, 3);
	contestants = duet_of(stage, 0)->contestants;
	assert_string_equal(contestants[2].label, "control");
	assert_true(contestants[2].control && !contestants[0].control);
	assert_string_equal(contestants[2].runtime, contestants[0].runtime);
	assert_int_equal(contestants[2].operations, contestants[0].operations);
	assert_string_equal(contestants[0].checksum, "00000000000000aa");
	assert_int_equal(contestants[0].parameters[0].value, 2);
}

static void slices_get_their_length(void **state)
{
	struct stage *stage = *state;

	stage->contestants[1].runtime = "ns=50000";
	play(stage);
	assert_in_range(duet_of(stage, 0)->contestants[0].operations, 190, 210);
	assert_in_range(duet_of(stage, 0)->contestants[1].operations, 3, 5);
	assert_int_equal(results_round(&stage->results, 0, 0, 0)->slices, 20);
}

static void a_launcher_starts_the_worker(void **state)
{
	static const char *const launcher[] = {"env", "LAUNCHED=1", NULL};
	static const char *const missing[] = {"no-such-launcher", NULL};
	struct stage *stage = *state;

	stage->contestants[1].launcher = launcher;
	play(stage);
	assert_int_equal(stage->result, 0);
	assert_int_equal(duet_of(stage, 0)->rounds_done, 1);
	results_free(&stage->results);
	snprintf(stage->folder, sizeof(stage->folder), "%s/results/second", stage->root);
	stage->contestants[1].launcher = missing;
	play(stage);
	assert_int_equal(stage->result, 1);
	assert_non_null(strstr(duet_of(stage, 0)->error, "cannot start second"));
}

static void a_driver_plays_along(void **state)
{
	struct stage *stage = *state;
	const struct round_record *round;

	stage->contestants[0].workload = stage->contestants[1].workload = "driven";
	play(stage);
	assert_int_equal(stage->result, 0);
	assert_string_equal(duet_of(stage, 0)->driver, "load");
	assert_string_equal(duet_of(stage, 0)->metric, "cpu");
	round = results_round(&stage->results, 0, 0, 1);
	assert_true(round->values[MEASURE_DRIVER_WALL] == 1000);
	assert_true(round->values[MEASURE_DRIVER_UTILISATION] == 0.5);
	assert_int_equal(round->latencies[0].buckets[0].count, round->operations);
}

static void a_worker_that_dies_fails_its_duet(void **state)
{
	assert_fails(*state, "die=15", "killed by signal 9");
}

static void a_worker_that_dies_early_fails_its_duet(void **state)
{
	assert_fails(*state, "die=prepare", "during \"prepare\"");
}

static void last_words_are_quoted_and_passed_on(void **state)
{
	struct stage *stage = *state;

	assert_fails(stage, "exit=2", "status 3");
	assert_non_null(strstr(duet_of(stage, 0)->error, "the fake has had enough"));
	assert_non_null(strstr(stage->said, "the fake has had enough"));
}

static void a_worker_that_hangs_is_given_up(void **state)
{
	struct stage *stage = *state;

	stage->plan.timeout_ns = 2 * SECOND;
	assert_fails(stage, "hang=3", "did not answer \"play\" within 2 s");
}

static void a_worker_that_never_greets_is_given_up(void **state)
{
	struct stage *stage = *state;

	stage->plan.timeout_ns = 2 * SECOND;
	assert_fails(stage, "mute", "did not answer \"start\"");
}

static void a_line_that_is_no_json_fails_the_duet(void **state)
{
	assert_fails(*state, "garbage=3", "no JSON object");
}

static void an_error_is_told_with_its_remedy(void **state)
{
	struct stage *stage = *state;

	assert_fails(stage, "error=3", "cannot play any more");
	assert_non_null(strstr(duet_of(stage, 0)->error, "let it rest"));
}

static void a_slice_without_its_time_fails_the_duet(void **state)
{
	assert_fails(*state, "lie=3", "lacks a number");
}

static void a_slice_with_less_work_than_asked_for_fails_the_duet(void **state)
{
	assert_fails(*state, "few=15", "operations when asked for");
}

static void a_slice_without_duration_fails_the_duet(void **state)
{
	assert_fails(*state, "zero=15", "took no time");
}

static void a_slice_longer_than_its_answer_took_fails_the_duet(void **state)
{
	assert_fails(*state, "long=15", "a slice that lasted 1e+04 ms");
}

static void a_slice_with_a_checksum_of_another_form_fails_the_duet(void **state)
{
	assert_fails(*state, "digits=15", "without a checksum of 16");
}

/* Slices from 20 on may be those of a round, after the calibration of some 10. */
static void slices_of_equal_operations_that_differ_in_work_fail_the_duet(void **state)
{
	assert_fails(*state, "other=20", "second did not do the same work as ");
}

static void a_worker_whose_slices_hide_their_time_is_given_up_soon(void **state)
{
	struct timespec start, end;

	clock_gettime(CLOCK_MONOTONIC, &start);
	assert_fails(*state, "slow", "to answer 5 slices that lasted");
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_true(end.tv_sec - start.tv_sec < 15);
}

/* The driver notices first, and cannot know more than that nobody answers. */
static void a_contestant_that_dies_is_named_not_its_driver(void **state)
{
	struct stage *stage = *state;
	const struct named_value reset = {"reset", 12};

	stage->contestants[0].workload = stage->contestants[1].workload = "driven";
	stage->contestants[1].parameters = &reset;
	stage->contestants[1].parameter_count = 1;
	assert_fails(stage, "die=12", "killed by signal 9 (Killed) during \"play\"");
	assert_null(strstr(duet_of(stage, 0)->error, "driver"));
}

static void a_driver_that_fails_alone_is_named(void **state)
{
	struct stage *stage = *state;
	const struct named_value reset = {"reset", 12};

	stage->contestants[0].workload = stage->contestants[1].workload = "driven";
	stage->contestants[1].parameters = &reset;
	stage->contestants[1].parameter_count = 1;
	assert_fails(stage, "ns=1000", "the driver of second");
	assert_non_null(strstr(duet_of(stage, 0)->error, "Connection reset by peer"));
}

static void a_link_that_cannot_be_made_is_a_warning(void **state)
{
	struct stage *stage = *state;
	char path[64];

	snprintf(path, sizeof(path), "%s/results", stage->root);
	assert_int_equal(mkdir(path, 0777), 0);
	snprintf(path, sizeof(path), "%s/results/latest", stage->root);
	assert_int_equal(mkdir(path, 0777), 0);
	play(stage);
	assert_int_equal(stage->result, 0);
	assert_int_equal(stage->results.run.state, RUN_COMPLETE);
	assert_non_null(strstr(stage->run_warning, "latest is no link"));
}

/* In a child, since a hard limit cannot be taken back. */
static void too_few_descriptors_are_told_with_the_remedy(void **state)
{
	const struct rlimit few = {20, 20};
	struct stage *stage = *state;
	struct problem problem;
	pid_t child = fork();

	if (child == 0) {
		setrlimit(RLIMIT_NOFILE, &few);
		_exit(run_play(&stage->plan, &stage->events, NULL, &problem) == 1 ? 0 : 1);
	}
	int status;

	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
	if (results_read(stage->folder, &stage->results, &problem))
		fail_msg("%s", problem.text);
	assert_non_null(strstr(duet_of(stage, 0)->error, "ulimit -n 64"));
}

static void a_low_soft_limit_of_descriptors_is_raised(void **state)
{
	struct stage *stage = *state;
	struct rlimit before, low;

	getrlimit(RLIMIT_NOFILE, &before);
	low = (struct rlimit){20, before.rlim_max};
	setrlimit(RLIMIT_NOFILE, &low);
	play(stage);
	setrlimit(RLIMIT_NOFILE, &before);
	assert_int_equal(stage->result, 0);
}

static void a_description_ends_with_its_program(void **state)
{
	struct stage *stage = *state;
	struct problem problem = {0};
	json_t *description;
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "%s/worker", stage->root);
	file = fopen(path, "w");
	fputs("#!/bin/sh\nsleep 60 &\nexec " FAKE " --describe\n", file);
	fclose(file);
	chmod(path, 0755);
	if (describe_worker(NULL, path, &description, &problem))
		fail_msg("%s", problem.text);
	assert_non_null(describe_workload(description, "known"));
	json_decref(description);
}

static void unequal_work_has_no_result(void **state)
{
	struct stage *stage = *state;

	assert_fails(stage, "sum=00000000000000bb",
		     "first and second did not do the same work");
	assert_int_equal(stage->results.round_count, 0);
}

static void a_checksum_of_another_form_is_refused(void **state)
{
	assert_fails(*state, "sum=xyz", "without a checksum");
}

static void a_missing_worker_is_told(void **state)
{
	struct stage *stage = *state;

	stage->plan.worker = "tests/fake/nobody";
	play(stage);
	assert_int_equal(stage->result, 1);
	assert_non_null(strstr(duet_of(stage, 0)->error, "tests/fake/nobody"));
}

static void a_failed_duet_does_not_end_the_run(void **state)
{
	struct stage *stage = *state;
	const struct contestant_plan good[] = {stage->contestants[0],
					       stage->contestants[1]};

	stage->contestants[1].runtime = "die=2";
	stage->duets[1].contestants = good;
	stage->plan.duet_count = 2;
	play(stage);
	assert_int_equal(stage->result, 1);
	assert_int_equal(stage->results.run.state, RUN_PARTIAL);
	assert_int_equal(duet_of(stage, 0)->state, DUET_FAILED);
	assert_int_equal(duet_of(stage, 1)->state, DUET_COMPLETE);
	assert_int_equal(duet_of(stage, 1)->rounds_done, 1);
}

static void what_does_not_fit_is_lowered_for_all_with_a_warning(void **state)
{
	struct stage *stage = *state;
	const struct named_value tasks = {"tasks", 50};

	for (int i = 0; i < 2; i++) {
		stage->contestants[i].parameters = &tasks;
		stage->contestants[i].parameter_count = 1;
	}
	stage->contestants[1].runtime = "most=20";
	play(stage);
	assert_int_equal(stage->result, 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(duet_of(stage, 0)->contestants[i].parameters[0].value, 20);
	assert_non_null(strstr(duet_of(stage, 0)->warnings[0].text, "tasks lowered to 20"));
}

static void a_strict_plan_refuses_what_does_not_fit(void **state)
{
	struct stage *stage = *state;

	stage->plan.strict = true;
	assert_fails(stage, "most=1", "does not fit");
	assert_non_null(strstr(duet_of(stage, 0)->error, "lower tasks to 1"));
}

static void an_interrupted_run_keeps_its_rounds(void **state)
{
	struct stage *stage = *state;

	stage->plan.rounds = 50;
	stage->stop_after = 3;
	play(stage);
	assert_int_equal(stage->result, -EINTR);
	assert_int_equal(stage->results.run.state, RUN_PARTIAL);
	assert_int_equal(duet_of(stage, 0)->state, DUET_RUNNING);
	assert_int_equal(duet_of(stage, 0)->rounds_done, 3);
}

static void a_hanging_worker_does_not_delay_an_interruption(void **state)
{
	struct stage *stage = *state;
	struct timespec start, end;

	stage->contestants[1].runtime = "mute";
	stage->plan.timeout_ns = 60 * SECOND;
	assert_int_equal(write(stage->stop[1], "", 1), 1);
	clock_gettime(CLOCK_MONOTONIC, &start);
	play(stage);
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_int_equal(stage->result, -EINTR);
	assert_true(end.tv_sec - start.tv_sec < 10);
}

static void a_budget_gives_five_rounds_at_least(void **state)
{
	struct stage *stage = *state;

	stage->plan.rounds = 0;
	stage->plan.budget_ns = 1;
	play(stage);
	assert_int_equal(duet_of(stage, 0)->rounds_planned, 5);
	assert_int_equal(duet_of(stage, 0)->rounds_done, 5);
	assert_non_null(strstr(stage->warnings, "longer than its share of the time"));
}

static void a_core_that_is_not_ours_is_refused(void **state)
{
	struct stage *stage = *state;

	stage->plan.core = 1000;
	play(stage);
	assert_int_equal(stage->result, -EINVAL);
	assert_non_null(strstr(stage->problem.text, "core 1000"));
}

/* The conductor must sleep while slices are played. These are 50 ms each, asleep themselves. */
static void the_conductor_takes_no_time_from_the_slices(void **state)
{
	struct stage *stage = *state;
	struct rusage usage;
	double cpu, slices;

#ifdef __SANITIZE_ADDRESS__
	skip(); /* what ASan takes is not the conductor's */
#endif
	stage->contestants[0].runtime = stage->contestants[1].runtime = "ns=1000000";
	stage->plan.slice_ns = 50000000;
	stage->plan.rounds = 2;
	getrusage(RUSAGE_SELF, &usage);
	cpu = -(double)usage.ru_utime.tv_sec - (double)usage.ru_stime.tv_sec -
	      (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	play(stage);
	getrusage(RUSAGE_SELF, &usage);
	cpu += (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	/* 2 rounds and a trial, of 3 contestants, 3 slices each; and those that calibrate. */
	slices = 3 * 3 * 3 * 0.05;
	/* Starting processes, which is most of it, happens between slices: 5 % allow for that. */
	if (cpu > 0.05 * slices)
		fail_msg("%.0f ms of processor time for %.0f ms of slices", cpu * 1e3,
			 slices * 1e3);
}

static void a_process_is_killed_when_it_does_not_end(void **state)
{
	char *const argv[] = {"sleep", "1000", NULL}, *const missing[] = {"no-such-program",
									  NULL};
	struct process process;
	int status;

	(void)state;
	assert_int_equal(process_start(missing, -1, 0, &process), -ENOENT);
	assert_int_equal(process_end(&process, 0, NULL), 0);
	assert_int_equal(process_start(argv, -1, 100, &process), 0);
	status = process_end(&process, 1000000, NULL);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* Whether a process exists whose command line has this word as an argument. */
static bool is_running(const char *word)
{
	char path[300], text[1024];
	struct dirent *entry;
	bool found = false;
	DIR *directory = opendir("/proc");

	while (!found && (entry = readdir(directory))) {
		FILE *file;
		size_t bytes;

		snprintf(path, sizeof(path), "/proc/%.200s/cmdline", entry->d_name);
		file = entry->d_name[0] > '9' ? NULL : fopen(path, "r");
		if (!file)
			continue;
		bytes = fread(text, 1, sizeof(text) - 1, file);
		text[bytes] = 0;
		for (char *argument = text; argument < text + bytes;
		     argument += strlen(argument) + 1)
			found |= !strcmp(argument, word);
		fclose(file);
	}
	closedir(directory);
	return found;
}

static void a_killed_conductor_takes_its_workers_along(void **state)
{
	struct stage *stage = *state;
	const struct timespec tenth = {0, 100000000};
	char runtime[64], byte;
	struct problem problem;
	pid_t child;

	snprintf(runtime, sizeof(runtime), "ns=100000,by=%d", (int)getpid());
	stage->contestants[0].runtime = stage->contestants[1].runtime = runtime;
	stage->plan.rounds = 1000;
	stage->plan.stop_fd = -1;
	stage->stop_after = 2; /* the byte tells us that two rounds are there */
	child = fork();
	if (child == 0) {
		run_play(&stage->plan, &stage->events, NULL, &stage->problem);
		_exit(0);
	}
	assert_int_equal(read(stage->stop[0], &byte, 1), 1);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	for (int i = 0; i < 20 && is_running(runtime); i++)
		nanosleep(&tenth, NULL);
	assert_false(is_running(runtime));
	/* A worker that had not begun its program yet may hold the folder's lock a little longer. */
	for (int i = 0; i < 20 && (i == 0 || stage->results.live); i++) {
		results_free(&stage->results);
		if (results_read(stage->folder, &stage->results, &problem))
			fail_msg("%s", problem.text);
		nanosleep(&tenth, NULL);
	}
	assert_int_equal(stage->results.run.state, RUN_PARTIAL);
	assert_in_range(duet_of(stage, 0)->rounds_done, 2, 3);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(twice_the_cost_is_a_ratio_of_two),
		TEST(the_control_is_the_first_contestant_once_more),
		TEST(slices_get_their_length),
		TEST(a_launcher_starts_the_worker),
		TEST(a_driver_plays_along),
		TEST(a_worker_that_dies_fails_its_duet),
		TEST(a_worker_that_dies_early_fails_its_duet),
		TEST(last_words_are_quoted_and_passed_on),
		TEST(a_worker_that_hangs_is_given_up),
		TEST(a_worker_that_never_greets_is_given_up),
		TEST(a_line_that_is_no_json_fails_the_duet),
		TEST(an_error_is_told_with_its_remedy),
		TEST(a_slice_without_its_time_fails_the_duet),
		TEST(a_slice_with_less_work_than_asked_for_fails_the_duet),
		TEST(a_slice_without_duration_fails_the_duet),
		TEST(a_slice_longer_than_its_answer_took_fails_the_duet),
		TEST(a_slice_with_a_checksum_of_another_form_fails_the_duet),
		TEST(slices_of_equal_operations_that_differ_in_work_fail_the_duet),
		TEST(a_worker_whose_slices_hide_their_time_is_given_up_soon),
		TEST(a_contestant_that_dies_is_named_not_its_driver),
		TEST(a_driver_that_fails_alone_is_named),
		TEST(a_link_that_cannot_be_made_is_a_warning),
		TEST(too_few_descriptors_are_told_with_the_remedy),
		TEST(a_low_soft_limit_of_descriptors_is_raised),
		TEST(a_description_ends_with_its_program),
		TEST(unequal_work_has_no_result),
		TEST(a_checksum_of_another_form_is_refused),
		TEST(a_missing_worker_is_told),
		TEST(a_failed_duet_does_not_end_the_run),
		TEST(what_does_not_fit_is_lowered_for_all_with_a_warning),
		TEST(a_strict_plan_refuses_what_does_not_fit),
		TEST(an_interrupted_run_keeps_its_rounds),
		TEST(a_hanging_worker_does_not_delay_an_interruption),
		TEST(a_budget_gives_five_rounds_at_least),
		TEST(a_core_that_is_not_ours_is_refused),
		TEST(the_conductor_takes_no_time_from_the_slices),
		TEST(a_killed_conductor_takes_its_workers_along),
		TEST(a_process_is_killed_when_it_does_not_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
