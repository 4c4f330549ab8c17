/* SPDX-License-Identifier: MIT */
/* run_ends.c - however a run ends, finished rounds are kept and no process is left. */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/run/describe.h"
#include "bench/run/process.h"
#include "support/stage.h"

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
	if (describe_worker(NULL, path, -1, &description, &problem))
		fail_msg("%s", problem.text);
	assert_non_null(describe_workload(description, "known"));
	json_decref(description);
}

/* So that its caller, who gives back what it has, gives nothing back twice. */
static void what_is_no_description_leaves_none_behind(void **state)
{
	struct problem problem = {0};
	json_t *description = NULL;

	(void)state;
	assert_int_equal(describe_worker((const char *const[]){"sh", "-c", "echo []", NULL},
					 FAKE, -1, &description, &problem),
			 -EBADMSG);
	assert_null(description);
}

static void an_interrupted_run_keeps_its_rounds(void **state)
{
	struct stage *stage = *state;

	stage->plan.rounds = 50;
	stage->stop_after = 3;
	stage_play(stage);
	assert_int_equal(stage->result, -EINTR);
	assert_int_equal(stage->results.run.state, RUN_PARTIAL);
	assert_int_equal(stage_duet(stage, 0)->state, DUET_RUNNING);
	assert_int_equal(stage_duet(stage, 0)->rounds_done, 3);
}

static void a_hanging_worker_does_not_delay_an_interruption(void **state)
{
	struct stage *stage = *state;
	struct timespec start, end;

	stage->contestants[1].runtime = "mute";
	stage->plan.timeout_ns = 60 * SECOND;
	assert_int_equal(write(stage->stop[1], "", 1), 1);
	clock_gettime(CLOCK_MONOTONIC, &start);
	stage_play(stage);
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_int_equal(stage->result, -EINTR);
	assert_true(end.tv_sec - start.tv_sec < 10);
}

/* The worker asks for the interruption itself when it is asked what it plays. */
static void nor_does_one_that_does_not_say_what_it_plays(void **state)
{
	struct stage *stage = *state;
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "%s/worker", stage->root);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "#!/bin/sh\necho >/proc/%d/fd/%d\nexec sleep 60\n", (int)getpid(),
		stage->stop[1]);
	fclose(file);
	assert_int_equal(chmod(path, 0755), 0);
	stage->contestants[1].worker = path;
	stage_play(stage);
	assert_int_equal(stage->result, -EINTR);
	assert_non_null(strstr(stage_duet(stage, 0)->error, strerror(EINTR)));
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
	assert_in_range(stage_duet(stage, 0)->rounds_done, 2, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(a_description_ends_with_its_program),
		STAGE_TEST(what_is_no_description_leaves_none_behind),
		STAGE_TEST(an_interrupted_run_keeps_its_rounds),
		STAGE_TEST(a_hanging_worker_does_not_delay_an_interruption),
		STAGE_TEST(nor_does_one_that_does_not_say_what_it_plays),
		STAGE_TEST(a_killed_conductor_takes_its_workers_along),
		STAGE_TEST(a_process_is_killed_when_it_does_not_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
