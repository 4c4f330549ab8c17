/* SPDX-License-Identifier: MIT */
/* fingerprint.c - fingerprints are the same for the same, and others for anything else. */
#include <errno.h>
#include <string.h>

#include "bench/store/fingerprint.h"
#include "support/sample.h"

static void every_property_makes_another_machine(void **state)
{
	struct machine machine = {.cpu = "a", .kernel = "bc", .governor = "d"}, other;
	char first[FINGERPRINT_TEXT], second[FINGERPRINT_TEXT];
	char *const texts[] = {other.cpu,   other.kernel,	  other.governor,
			       other.boost, other.virtualisation, other.compiler,
			       other.flags};

	(void)state;
	fingerprint_machine(&machine, first);
	assert_int_equal(strlen(first), FINGERPRINT_TEXT - 1);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		other = machine;
		strcat(texts[i], "x");
		fingerprint_machine(&other, second);
		assert_string_not_equal(first, second);
	}
	other = machine;
	other.cores_allowed = 7;
	fingerprint_machine(&other, second);
	assert_string_not_equal(first, second);
	other = (struct machine){.cpu = "ab", .kernel = "c", .governor = "d"};
	fingerprint_machine(&other, second);
	assert_string_not_equal(first, second);
}

static void load_and_free_memory_make_no_other_machine(void **state)
{
	struct machine machine = {.cpu = "a"}, other = {.cpu = "a"};
	char first[FINGERPRINT_TEXT], second[FINGERPRINT_TEXT];

	(void)state;
	other.load_average[0] = 3;
	other.available_bytes = 5;
	other.clock_ns = 20;
	fingerprint_machine(&machine, first);
	fingerprint_machine(&other, second);
	assert_string_equal(first, second);
}

static void results_are_known_by_what_was_measured(void **state)
{
	struct sample *sample = *state;
	char first[FINGERPRINT_TEXT], second[FINGERPRINT_TEXT], text[FILE_MOST];
	size_t bytes;

	sample_write(sample, RUN_PARTIAL);
	sample_close(sample);
	assert_int_equal(fingerprint_results(sample->folder, first, &sample->problem), 0);
	sample_write_file(sample, "report.md", "x", 1);
	assert_int_equal(fingerprint_results(sample->folder, second, &sample->problem), 0);
	assert_string_equal(first, second);
	bytes = sample_read_file(sample, "rounds.jsonl", text);
	text[bytes / 2] ^= 1;
	sample_write_file(sample, "rounds.jsonl", text, bytes);
	assert_int_equal(fingerprint_results(sample->folder, second, &sample->problem), 0);
	assert_string_not_equal(first, second);
}

static void a_folder_without_results_is_told(void **state)
{
	struct sample *sample = *state;
	char text[FINGERPRINT_TEXT];

	assert_int_equal(fingerprint_results(sample->root, text, &sample->problem),
			 -ENOENT);
	assert_non_null(strstr(sample->problem.text, "run.json"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_property_makes_another_machine),
		cmocka_unit_test(load_and_free_memory_make_no_other_machine),
		SAMPLE_TEST(results_are_known_by_what_was_measured),
		SAMPLE_TEST(a_folder_without_results_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
