/* SPDX-License-Identifier: MIT */
/*
 * frequency.c - a processor that changes its pace is noticed, and the report says so with a remedy.
 * /sys is a made one below the stage's folder.
 */
#include "support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/report/describe.h"
#include "bench/report/figures.h"
#include "bench/report/markdown.h"
#include "bench/run/frequency.h"

#define CORES "devices/system/cpu/cpu"
#define MANY 8 /* cores that the tree has, or as many as there are */

/* Write one file of every core of the stage's tree. */
static void put(const struct stage *stage, const char *folder, const char *file,
		const char *text)
{
	long cores = sysconf(_SC_NPROCESSORS_CONF);

	for (long core = 0; core < (cores > MANY ? cores : MANY); core++) {
		char path[256], command[300];
		FILE *stream;

		snprintf(path, sizeof(path), "%s/sys/" CORES "%ld/%s", stage->root, core,
			 folder);
		snprintf(command, sizeof(command), "mkdir -p %s", path);
		assert_int_equal(access(path, F_OK) ? system(command) : 0, 0);
		strcat(path, "/");
		strcat(path, file);
		stream = fopen(path, "w");
		assert_non_null(stream);
		fputs(text, stream);
		fclose(stream);
	}
}

static void put_frequency(const struct stage *stage, const char *khz)
{
	put(stage, "cpufreq", "scaling_cur_freq", khz);
}

static const char *sys_of(const struct stage *stage, char *path, size_t size)
{
	snprintf(path, size, "%s/sys", stage->root);
	return path;
}

/* ---- what is read ---- */

static void the_spread_is_that_of_the_samples(void **state)
{
	struct stage *stage = *state;
	struct frequency frequency;
	cpu_set_t allowed;
	char sys[64];

	CPU_ZERO(&allowed);
	CPU_SET(3, &allowed);
	frequency_watch(&frequency, sys_of(stage, sys, sizeof(sys)), &allowed, 3);
	frequency_sample(&frequency);
	assert_true(frequency_spread(&frequency) == 0); /* there is no such file */
	put_frequency(stage, "4000000\n");
	frequency_sample(&frequency);
	assert_true(frequency_spread(&frequency) == 0);
	put_frequency(stage, "3000000\n");
	frequency_sample(&frequency);
	assert_true(frequency_spread(&frequency) == 0.25);
}

static void unpinned_contestants_have_no_core_to_sample(void **state)
{
	struct stage *stage = *state;
	struct frequency frequency;
	cpu_set_t allowed;
	char sys[64];

	CPU_ZERO(&allowed);
	CPU_SET(0, &allowed);
	CPU_SET(1, &allowed);
	frequency_watch(&frequency, sys_of(stage, sys, sizeof(sys)), &allowed, -1);
	put_frequency(stage, "4000000\n");
	frequency_sample(&frequency);
	put_frequency(stage, "1000000\n");
	frequency_sample(&frequency);
	assert_true(frequency_spread(&frequency) == 0);
	/* but both may have been too hot */
	put(stage, "thermal_throttle", "core_throttle_count", "7\n");
	assert_int_equal(frequency_throttles(&frequency), 14);
}

static void throttles_count_from_the_start_on(void **state)
{
	struct stage *stage = *state;
	struct frequency frequency;
	cpu_set_t allowed;
	char sys[64];

	CPU_ZERO(&allowed);
	put(stage, "thermal_throttle", "core_throttle_count", "40\n");
	frequency_watch(&frequency, sys_of(stage, sys, sizeof(sys)), &allowed, 2);
	assert_int_equal(frequency_throttles(&frequency), 0);
	put(stage, "thermal_throttle", "core_throttle_count", "42\n");
	assert_int_equal(frequency_throttles(&frequency), 2);
}

static void a_governor_that_is_not_there_has_no_name(void **state)
{
	struct stage *stage = *state;
	cpu_set_t allowed;
	char sys[64], name[FREQUENCY_GOVERNOR];

	CPU_ZERO(&allowed);
	CPU_SET(1, &allowed);
	frequency_governor(sys_of(stage, sys, sizeof(sys)), &allowed, -1, name,
			   sizeof(name));
	assert_string_equal(name, "");
	put(stage, "cpufreq", "scaling_governor", "schedutil\n");
	frequency_governor(sys, &allowed, -1, name, sizeof(name));
	assert_string_equal(name, "schedutil");
}

/* ---- what is told ---- */

static void play(struct stage *stage, char *sys, size_t size)
{
	stage->plan.sys = sys_of(stage, sys, size);
	stage->plan.rounds = 2;
	stage_play(stage);
	assert_int_equal(stage->result, 0);
}

static const struct warning_record *find_warning(const struct stage *stage,
						 const char *words)
{
	const struct duet_record *duet = stage_duet(stage, 0);

	for (size_t i = 0; i < duet->warning_count; i++)
		if (strstr(duet->warnings[i].text, words))
			return &duet->warnings[i];
	return NULL;
}

static void a_governor_that_may_change_the_pace_is_told_with_the_command(void **state)
{
	struct stage *stage = *state;
	const struct warning_record *warning;
	char sys[64];

	put(stage, "cpufreq", "scaling_governor", "powersave\n");
	play(stage, sys, sizeof(sys));
	warning = find_warning(stage, "the frequency governor is powersave");
	assert_non_null(warning);
	assert_string_equal(warning->remedy, "cpupower frequency-set -g performance");
}

static void a_steady_processor_gives_no_warning(void **state)
{
	struct stage *stage = *state;
	char sys[64];

	put(stage, "cpufreq", "scaling_governor", "performance\n");
	put(stage, "thermal_throttle", "core_throttle_count", "9\n");
	put_frequency(stage, "2600000\n");
	play(stage, sys, sizeof(sys));
	assert_null(find_warning(stage, "governor"));
	assert_null(find_warning(stage, "GHz"));
	assert_null(find_warning(stage, "throttled"));
}

static void a_machine_that_shows_nothing_gives_no_warning(void **state)
{
	struct stage *stage = *state;
	char sys[64];

	play(stage, sys, sizeof(sys));
	assert_null(find_warning(stage, "governor"));
	assert_null(find_warning(stage, "GHz"));
	assert_null(find_warning(stage, "throttled"));
}

/* After the first round the processor is hot, and slower. */
static void heat_up(void *context, const struct run_progress *progress)
{
	const struct stage *stage = context;

	if (progress->record->rounds_done != 1)
		return;
	put_frequency(stage, "2000000\n");
	put(stage, "thermal_throttle", "core_throttle_count", "3\n");
}

static char *report_of(struct stage *stage)
{
	struct duet_figures none = {0};
	struct figures figures = {.duets = &none};
	struct problem problem;
	struct summary summary;
	char path[128], *text = calloc(1, 65536);
	FILE *file;

	assert_int_equal(summary_make(&stage->results, &summary, &problem), 0);
	assert_int_equal(markdown_write(&summary, &figures, &problem), 0);
	summary_free(&summary);
	snprintf(path, sizeof(path), "%s/report.md", stage->folder);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_true(fread(text, 1, 65535, file) > 0);
	fclose(file);
	return text;
}

static void a_change_of_pace_stands_in_the_report_with_its_remedy(void **state)
{
	struct stage *stage = *state;
	char sys[64], *report;

	put(stage, "cpufreq", "scaling_governor", "performance\n");
	put(stage, "thermal_throttle", "core_throttle_count", "0\n");
	put_frequency(stage, "2600000\n");
	stage->events.round_done = heat_up;
	play(stage, sys, sizeof(sys));
	report = report_of(stage);
	assert_non_null(strstr(report, "core ran at 2.00 to 2.60 GHz"));
	assert_non_null(strstr(report, "*Remedy:* cpupower frequency-set -g performance, "
				       "turn boost off, and repeat it."));
	assert_non_null(strstr(report, "core was throttled 3 times, being too hot"));
	assert_non_null(strstr(report, "*Remedy:* cool the processor"));
	free(report);
}

/* ---- the machine's table ---- */

static void assert_governor(const char *governor, const char *virtualisation,
			    const char *wanted)
{
	struct machine *machine = calloc(1, sizeof(*machine));
	char *text, *line;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	strcpy(machine->governor, governor);
	strcpy(machine->virtualisation, virtualisation);
	strcpy(machine->boost, "on");
	assert_int_equal(describe_machine(file, machine, ""), 0);
	fclose(file);
	line = strstr(text, "frequency governor");
	assert_non_null(line);
	assert_int_equal(strncmp(line + strcspn(line, "\n") - strlen(wanted), wanted,
				 strlen(wanted)),
			 0);
	assert_non_null(strstr(text, "frequency boost"));
	free(text);
	free(machine);
}

static void what_a_virtual_machine_hides_is_not_called_none(void **state)
{
	(void)state;
	assert_governor("none", "hypervisor: QEMU", "  not visible (virtual machine)");
	assert_governor("none", "none", "  none");
	assert_governor("schedutil", "hypervisor", "  schedutil");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(the_spread_is_that_of_the_samples),
		STAGE_TEST(unpinned_contestants_have_no_core_to_sample),
		STAGE_TEST(throttles_count_from_the_start_on),
		STAGE_TEST(a_governor_that_is_not_there_has_no_name),
		STAGE_TEST(a_governor_that_may_change_the_pace_is_told_with_the_command),
		STAGE_TEST(a_steady_processor_gives_no_warning),
		STAGE_TEST(a_machine_that_shows_nothing_gives_no_warning),
		STAGE_TEST(a_change_of_pace_stands_in_the_report_with_its_remedy),
		cmocka_unit_test(what_a_virtual_machine_hides_is_not_called_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
