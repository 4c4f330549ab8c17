/* SPDX-License-Identifier: MIT */
/* processes.c - what a worker's process starts with, and that those of a round do not meet the next. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench/run/process.h"
#include "support/stage.h"

/* Run the command in a shell, as workers are started; what it prints, up to size bytes. */
static void run(const char *command, size_t padding, char *text, size_t size)
{
	char *const argv[] = {"sh", "-c", (char *)command, NULL};
	struct process process;
	size_t used = 0;
	ssize_t n;

	assert_int_equal(process_start(argv, -1, padding, &process), 0);
	while ((n = read(process.output, text + used, size - 1 - used)) > 0)
		used += (size_t)n;
	text[used] = 0;
	assert_int_equal(process_end(&process, SECOND, NULL), 0);
}

static void a_process_has_our_environment_and_two_variables_of_its_own(void **state)
{
	char text[256], expected[256];

	(void)state;
	setenv("DUET_TEST_OURS", "kept", 1);
	setenv("DUET_PADDING", "of another conductor", 1);
	run("echo $DUET_TEST_OURS ${#DUET_PADDING} $DUET_CONDUCTOR; env | grep -c "
	    "^DUET_PADDING",
	    1234, text, sizeof(text));
	unsetenv("DUET_TEST_OURS");
	unsetenv("DUET_PADDING");
	snprintf(expected, sizeof(expected), "kept 1234 %d\n1\n", (int)getpid());
	assert_string_equal(text, expected);
	assert_null(getenv("DUET_CONDUCTOR"));
}

static void a_process_does_not_inherit_what_we_do_with_signals(void **state)
{
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	void (*large)(int) = signal(SIGXFSZ, SIG_IGN);
	sigset_t blocked, old;
	char text[256];

	(void)state;
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGINT);
	sigprocmask(SIG_BLOCK, &blocked, &old);
	run("sed -n 's/^Sig\\(Blk\\|Ign\\):.*\\(.......\\)$/\\1 \\2/p' /proc/self/status",
	    0, text, sizeof(text));
	assert_string_equal(text, "Blk 0000000\nIgn 0000000\n");
	/* And ours are as they were. */
	assert_ptr_equal(signal(SIGPIPE, before), SIG_IGN);
	assert_ptr_equal(signal(SIGXFSZ, large), SIG_IGN);
	sigprocmask(SIG_SETMASK, &old, &blocked);
	assert_true(sigismember(&blocked, SIGINT));
}

/* Close those of ours whose bits are set, and note what they were. */
static void close_some(int which, int kept[3])
{
	for (int fd = 0; fd < 3; fd++) {
		kept[fd] = which & 1 << fd ? fcntl(fd, F_DUPFD_CLOEXEC, 3) : -1;
		if (kept[fd] >= 0)
			close(fd);
	}
}

static void open_again(const int kept[3])
{
	for (int fd = 0; fd < 3; fd++)
		if (kept[fd] >= 0) {
			dup2(kept[fd], fd);
			close(kept[fd]);
		}
}

/* What a process that is told a word says to its output and to its errors. */
static int talk(char *const *argv, char output[8], char errors[8])
{
	struct process process;
	int error = process_start(argv, -1, 0, &process);

	memset(output, 0, 8);
	memset(errors, 0, 8);
	if (error)
		return error;
	fcntl(process.errors, F_SETFL, 0);
	if (write(process.input, "word\n", 5) == 5 && read(process.output, output, 7) > 0 &&
	    read(process.errors, errors, 7) < 0)
		error = -errno;
	return process_end(&process, SECOND, NULL) ? -EPIPE : error;
}

static void a_process_has_its_three_descriptors_whichever_of_ours_are_closed(void **state)
{
	char *const argv[] = {"sh", "-c", "read word; echo $word; echo $word >&2", NULL};
	char *const missing[] = {"no-such-program", NULL};
	char output[8], errors[8];
	int kept[3], failed, talked;

	(void)state;
	for (int which = 1; which < 8; which++) {
		close_some(which, kept);
		failed = talk(missing, output, errors);
		talked = talk(argv, output, errors);
		open_again(kept);
		assert_int_equal(failed, -ENOENT);
		assert_int_equal(talked, 0);
		assert_string_equal(output, "word\n");
		assert_string_equal(errors, "word\n");
	}
}

static void a_process_leads_its_own_group(void **state)
{
	char text[64];

	(void)state;
	run("set -- $(cat /proc/self/stat); [ $5 = $$ ] && echo leads", 0, text,
	    sizeof(text));
	assert_string_equal(text, "leads\n");
}

static void a_program_that_cannot_be_started_is_told_and_leaves_nothing(void **state)
{
	char *const missing[] = {"no-such-program", NULL}, *const folder[] = {"/", NULL};
	struct process process;
	int lowest = dup(0);

	(void)state;
	assert_int_equal(process_start(missing, -1, 0, &process), -ENOENT);
	assert_int_equal(process_start(folder, -1, 0, &process), -EACCES);
	assert_int_equal(process_start(missing, CPU_SETSIZE - 1, 0, &process), -EINVAL);
	assert_int_equal(process.pid, 0);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	close(lowest);
	assert_int_equal(dup(0), lowest); /* no descriptor was left open */
	close(lowest);
}

/* Workers note their start and their end, for which they take a while. */
struct lives {
	char path[64], log[64];
	int most, slices;
};

static int count(const struct lives *lives, char kind)
{
	FILE *file = fopen(lives->log, "r");
	int c, found = 0;

	while ((c = fgetc(file)) != EOF)
		found += c == kind;
	fclose(file);
	return found;
}

static void note_slice(void *context, const char *label, const char *text, size_t bytes)
{
	struct lives *lives = context;
	int living = count(lives, 's') - count(lives, 'e');

	(void)label;
	(void)text;
	(void)bytes;
	lives->slices++;
	if (living > lives->most)
		lives->most = living;
}

static void no_slice_is_played_before_the_last_rounds_processes_have_ended(void **state)
{
	struct stage *stage = *state;
	struct lives lives = {0};
	int pidfd = pidfd_open(getpid(), 0);
	FILE *file;

	if (pidfd < 0)
		skip(); /* under Valgrind: processes are killed rather than awaited */
	close(pidfd);

	snprintf(lives.path, sizeof(lives.path), "%s/worker", stage->root);
	snprintf(lives.log, sizeof(lives.log), "%s/log", stage->root);
	file = fopen(lives.path, "w");
	fprintf(file,
		"#!/bin/sh\n[ $1 = --describe ] && exec " FAKE " $1\n"
		"echo s >>%s\n" FAKE " $1\nsleep 0.1\necho e >>%s\n",
		lives.log, lives.log);
	fclose(file);
	chmod(lives.path, 0755);
	stage->plan.worker = lives.path;
	stage->plan.rounds = 3;
	stage->contestants[0].runtime = stage->contestants[1].runtime = "chat";
	stage->events = (struct run_events){.context = &lives, .worker_said = note_slice};
	stage_play(stage);
	assert_int_equal(stage->result, 0);
	assert_true(lives.slices > 100);
	assert_int_equal(lives.most, 3);
	assert_int_equal(count(&lives, 's'), count(&lives, 'e'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_process_has_our_environment_and_two_variables_of_its_own),
		cmocka_unit_test(a_process_does_not_inherit_what_we_do_with_signals),
		cmocka_unit_test(
			a_process_has_its_three_descriptors_whichever_of_ours_are_closed),
		cmocka_unit_test(a_process_leads_its_own_group),
		cmocka_unit_test(
			a_program_that_cannot_be_started_is_told_and_leaves_nothing),
		STAGE_TEST(no_slice_is_played_before_the_last_rounds_processes_have_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
