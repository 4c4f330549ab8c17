/* SPDX-License-Identifier: MIT */
/* format.c - how numbers and tables read: bench/report/format.h and table.h. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/report/format.h"
#include "bench/report/table.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void a_number_has_three_significant_digits(void **state)
{
	static const struct {
		double value;
		const char *text;
	} rows[] = {{2.3149, "2.31"},
		    {10.44, "10.4"},
		    {203, "203"},
		    {2111, "2,110"},
		    {1234567, "1,230,000"},
		    {0.00012345, "0.000123"},
		    {9.996, "10.0"},
		    {999.6, "1,000"},
		    {0.9996, "1.00"},
		    {-1234.5, "-1,230"},
		    {0, "0"},
		    {99.95, "100"}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(format_number(rows[i].value).text, rows[i].text);
}

static void a_count_loses_no_digit(void **state)
{
	(void)state;
	assert_string_equal(format_count(0).text, "0");
	assert_string_equal(format_count(999).text, "999");
	assert_string_equal(format_count(1000).text, "1,000");
	assert_string_equal(format_count(-1234567).text, "-1,234,567");
	assert_string_equal(format_count(INT64_MAX).text, "9,223,372,036,854,775,807");
}

static void what_is_no_number_is_a_dash(void **state)
{
	(void)state;
	assert_string_equal(format_number(NAN).text, "-");
	assert_string_equal(format_number(INFINITY).text, "-");
	assert_string_equal(format_duration(NAN).text, "-");
}

static void what_has_too_many_zeros_is_a_power_of_ten(void **state)
{
	(void)state;
	assert_string_equal(format_fixed(1e300, 2).text, "1e+300");
	assert_string_equal(format_number(-1.5e18).text, "-1.5e+18");
	assert_string_equal(format_number(1.5e-20).text, "1.5e-20");
	assert_string_equal(format_number(1.5e-11).text, "0.000000000015");
	assert_string_equal(format_interval(1e308, 9.95e307, 1.01e308).text,
			    "1e+308 [9.95e+307, 1.01e+308]");
	assert_string_equal(format_interval(1e-20, 0, 2e-20).text, "1e-20 [0, 2e-20]");
	/* what is 0 beside something that is not keeps its decimals */
	assert_string_equal(format_interval(0, 0, 0.5).text, "0.0 [0.0, 0.5]");
}

static void zero_has_no_sign(void **state)
{
	(void)state;
	assert_string_equal(format_fixed(-0.001, 2).text, "0.00");
}

static void a_narrow_interval_has_the_decimals_that_tell_its_ends_apart(void **state)
{
	(void)state;
	assert_string_equal(format_interval(1, 0.998, 1.002).text, "1.000 [0.998, 1.002]");
	assert_string_equal(format_interval(203.2, 199.4, 207.1).text, "203 [199, 207]");
	assert_string_equal(format_interval(1.461, 1.41, 1.51).text, "1.46 [1.41, 1.51]");
	assert_string_equal(format_bounds(203.2, 203.1, 203.3).text, "[203.1, 203.3]");
}

static void a_share_is_in_per_cent(void **state)
{
	(void)state;
	assert_string_equal(format_percent(0.123).text, "12 %");
	assert_string_equal(format_percent(0.0042).text, "0.4 %");
	assert_string_equal(format_percent(1).text, "100 %");
}

static void a_duration_is_in_the_words_of_people(void **state)
{
	(void)state;
	assert_string_equal(format_duration(8.4).text, "8 s");
	assert_string_equal(format_duration(135).text, "2 min 15 s");
	assert_string_equal(format_duration(120).text, "2 min");
	assert_string_equal(format_duration(3900).text, "1 h 5 min");
}

static void a_unit_is_the_largest_of_which_there_is_one(void **state)
{
	(void)state;
	assert_string_equal(format_time(999.4).text, "999 ns");
	assert_string_equal(format_time(5310).text, "5.31 µs");
	assert_string_equal(format_time(12.3e6).text, "12.3 ms");
	assert_string_equal(format_bytes(65536).text, "64.0 KiB");
	assert_string_equal(format_unit(2500).name, "µs");
	assert_string_equal(format_unit(0.5).name, "ns");
}

static struct table *sample(void)
{
	static const struct column columns[] = {
		{"who", ALIGN_LEFT}, {"ns", ALIGN_POINT}, {"interval", ALIGN_RANGE}};
	struct table *table = table_new(columns, COUNT(columns));

	assert_non_null(table);
	table_cell(table, SHADE_NONE, "raw");
	table_cell(table, SHADE_NONE, "2.31");
	table_cell(table, SHADE_NONE, "2.25 … 2.4");
	table_cell(table, SHADE_NONE, "thré|ds");
	table_cell(table, SHADE_WORSE, "2,110");
	table_cell(table, SHADE_NONE, "2,080 … 2,150");
	return table;
}

static char *written(const struct table *table, bool markdown, bool colour)
{
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);
	int result;

	assert_non_null(file);
	result = markdown ? table_write_markdown(table, file)
			  : table_write_text(table, file, "", colour);
	fclose(file);
	assert_int_equal(result, 0);
	return text;
}

static void points_stand_under_each_other(void **state)
{
	struct table *table = sample();
	char *text = written(table, false, false);

	(void)state;
	assert_string_equal(text, "who            ns            interval\n"
				  "raw          2.31      2.25 …     2.4\n"
				  "thré|ds  2,110     2,080    … 2,150\n");
	free(text);
	table_free(table);
}

static void colour_comes_only_when_asked_for(void **state)
{
	struct table *table = sample();
	char *plain = written(table, false, false), *coloured = written(table, false, true);

	(void)state;
	assert_null(strchr(plain, '\033'));
	assert_non_null(strstr(coloured, "\033[31m"));
	free(plain);
	free(coloured);
	table_free(table);
}

static void a_bar_in_a_cell_does_not_end_it_in_markdown(void **state)
{
	struct table *table = sample();
	char *text = written(table, true, false);

	(void)state;
	assert_non_null(strstr(text, "| thré\\|ds | 2,110 |"));
	assert_non_null(strstr(text, "| --- | ---: | ---: |\n"));
	free(text);
	table_free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_has_three_significant_digits),
		cmocka_unit_test(a_count_loses_no_digit),
		cmocka_unit_test(what_is_no_number_is_a_dash),
		cmocka_unit_test(what_has_too_many_zeros_is_a_power_of_ten),
		cmocka_unit_test(zero_has_no_sign),
		cmocka_unit_test(
			a_narrow_interval_has_the_decimals_that_tell_its_ends_apart),
		cmocka_unit_test(a_share_is_in_per_cent),
		cmocka_unit_test(a_duration_is_in_the_words_of_people),
		cmocka_unit_test(a_unit_is_the_largest_of_which_there_is_one),
		cmocka_unit_test(points_stand_under_each_other),
		cmocka_unit_test(colour_comes_only_when_asked_for),
		cmocka_unit_test(a_bar_in_a_cell_does_not_end_it_in_markdown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
