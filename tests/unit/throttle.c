/* SPDX-License-Identifier: MIT */
/*
 * throttle.c - periods in which a control group was held back are counted, its own and those of the
 * groups above it. The files are made ones below the stage's folder.
 */
#include "support/stage.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/run/throttle.h"

static void put(const struct stage *stage, const char *folder, const char *file,
		const char *text)
{
	char path[512], command[600];
	FILE *stream;

	snprintf(command, sizeof(command), "mkdir -p '%s%s'", stage->root, folder);
	assert_int_equal(system(command), 0);
	snprintf(path, sizeof(path), "%s%s/%s", stage->root, folder, file);
	stream = fopen(path, "w");
	assert_non_null(stream);
	fputs(text, stream);
	fclose(stream);
}

static void put_groups(const struct stage *stage, const char *lines)
{
	put(stage, "/proc/self", "cgroup", lines);
}

static void put_periods(const struct stage *stage, const char *folder, int periods)
{
	char text[128];

	snprintf(text, sizeof(text),
		 "usage_usec 5\nnr_periods 77\nnr_throttled %d\nthrottled_usec 9\n",
		 periods);
	put(stage, folder, "cpu.stat", text);
}

static void groups_above_count_too(void **state)
{
	struct stage *stage = *state;

	put_groups(stage, "0::/ci/job\n");
	put_periods(stage, "/sys/fs/cgroup/ci/job", 3);
	put_periods(stage, "/sys/fs/cgroup/ci", 40);
	put_periods(stage, "/sys/fs/cgroup", 500);
	assert_int_equal(throttle_count(stage->root), 543);
}

static void the_root_group_counts_once(void **state)
{
	struct stage *stage = *state;

	put_groups(stage, "0::/\n");
	put_periods(stage, "/sys/fs/cgroup", 7);
	assert_int_equal(throttle_count(stage->root), 7);
}

static void a_path_of_outside_leads_to_the_containers_own_group(void **state)
{
	struct stage *stage = *state;

	put_groups(stage, "0::/docker/4f1c\n");
	put_periods(stage, "/sys/fs/cgroup", 2);
	assert_int_equal(throttle_count(stage->root), 2);
}

static void version_1_counts_by_its_cpu_controller_wherever_it_is_named(void **state)
{
	static const char *const names[] = {"cpu", "cpu,cpuacct", "cpuacct,cpu",
					    "cpuset,cpu,memory"};
	struct stage *stage = *state;
	char line[64], folder[64];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(line, sizeof(line), "4:%s:/a\n", names[i]);
		snprintf(folder, sizeof(folder), "/sys/fs/cgroup/%s/a", names[i]);
		put_groups(stage, line);
		put_periods(stage, folder, 6);
		assert_int_equal(throttle_count(stage->root), 6);
	}
}

static void version_1_counts_by_no_other_controller(void **state)
{
	struct stage *stage = *state;

	put_groups(stage, "5:cpuset,xcpu,cpuacct:/a\n3:memory:/a\n");
	put_periods(stage, "/sys/fs/cgroup/cpuset,xcpu,cpuacct/a", 100);
	put_periods(stage, "/sys/fs/cgroup/memory/a", 100);
	assert_int_equal(throttle_count(stage->root), 0);
}

static void nothing_known_is_nothing_counted(void **state)
{
	struct stage *stage = *state;

	assert_int_equal(throttle_count(stage->root), 0);
	put_groups(stage, "nonsense\n0::\n1:cpu\n");
	assert_int_equal(throttle_count(stage->root), 0);
	put_groups(stage, "0::/a\n");
	put(stage, "/sys/fs/cgroup/a", "cpu.stat", "nr_throttled\nusage_usec x\n");
	assert_int_equal(throttle_count(stage->root), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(groups_above_count_too),
		STAGE_TEST(the_root_group_counts_once),
		STAGE_TEST(a_path_of_outside_leads_to_the_containers_own_group),
		STAGE_TEST(version_1_counts_by_its_cpu_controller_wherever_it_is_named),
		STAGE_TEST(version_1_counts_by_no_other_controller),
		STAGE_TEST(nothing_known_is_nothing_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
