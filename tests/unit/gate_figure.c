/* SPDX-License-Identifier: MIT */
/* gate_figure.c - the figure of a gate: its data, and that it is drawn. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/gates.h"

#include "bench/gate/tell/figure.h"

/* The table, to be freed. */
static char *data_of(const struct gate_record *record, int rows, double *limit)
{
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	assert_non_null(file);
	assert_int_equal(gate_figure_data(file, record, limit), rows);
	assert_int_equal(fclose(file), 0);
	return text;
}

static void a_row_is_a_line_in_per_cent_and_the_worst_comes_first(void **state)
{
	struct gate_row rows[GATE_ROWS];
	struct gate_record record = gate_made_twelve(rows);
	double limit;
	char *text = data_of(&record, GATE_ROWS, &limit);

	(void)state;
	assert_has(text,
		   "\ttext\nswitch/coroutines\t2.4\t2.1\t2.7\t-0.25\t0.35\t1\t1\t5\t+2.4 "
		   "%\nhandoff/threads\t0.6\t-0.4\t1.6\t-0.25\t0.35\t1\t1\t3\t");
	assert_has(text,
		   "sleepers/coroutines\t-2\t-2.3\t-1.7\t-0.25\t0.35\t1\t1\t2\t−2.0 %\n");
	assert_true(limit == 3);
	free(text);
}

static void what_has_no_ratio_is_left_out_and_what_has_no_interval_is_a_point(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_UNMEASURED, NAN, NAN),
				  gate_made_row("b", GATE_FAIL, 2, NAN)};
	struct gate_record record = gate_made(rows, 2);
	double limit;
	char *text;

	(void)state;
	rows[1].control.ratio = (struct estimate){NAN, NAN, NAN, 0};
	text = data_of(&record, 1, &limit);
	assert_has(text, "\ttext\nb\t2\t2\t2\tNaN\tNaN\t1\t1\t5\t+2.00 %\n");
	free(text);
}

static void one_far_row_does_not_press_the_others_together(void **state)
{
	struct gate_row rows[] = {gate_made_row("far", GATE_FAIL, 200, 10),
				  gate_made_row("b", GATE_PASS, 0, 0.3),
				  gate_made_row("c", GATE_PASS, 0, 0.3)};
	struct gate_record record = gate_made(rows, 3);
	double limit;
	char *text = data_of(&record, 3, &limit);

	(void)state;
	assert_true(limit == 4);
	assert_has(text, "far\t4\t4\t4\t-0.25\t0.35\t1\t1\t5\t▶ +200 %\n");
	free(text);
	record = gate_made(rows, 1);
	text = data_of(&record, 1, &limit);
	assert_true(fabs(limit - 210) < 0.001);
	assert_has(text, "far\t200\t190\t210\t");
	free(text);
}

static void labels_break_neither_the_table_nor_gnuplots_quotes(void **state)
{
	struct gate_row rows[] = {
		gate_made_row(ODD_NAME, GATE_PASS, 0, 0.3),
		gate_made_row("µ-0123456789-0123456789-0123456789-0123456789", GATE_PASS, 0,
			      0.3),
	};
	struct gate_record record = gate_made(rows, 2);
	double limit;
	char *text = data_of(&record, 2, &limit);
	size_t tabs = 0, lines = 0;

	(void)state;
	for (const char *c = text; *c; c++) {
		tabs += *c == '\t';
		lines += *c == '\n';
	}
	assert_int_equal(lines, 3);
	assert_int_equal(tabs, 3 * 9);
	assert_null(strchr(text, '"'));
	assert_has(text, "\nµ-0123456789-0123456…23456789-0123456789\t");
	free(text);
}

/* Draw it in a folder of its own; the SVG, to be freed, or NULL where there is none. */
static char *drawn(struct gate_record *record, int result)
{
	char folder[] = "/tmp/gate-figure-XXXXXX", path[96], *svg = NULL;
	struct problem problem = {0};
	size_t bytes = 0;
	FILE *file;

	assert_non_null(mkdtemp(folder));
	record->folder = folder;
	assert_int_equal(gate_figure_draw(record, &problem), result);
	if (result < 0)
		assert_true(*problem.text != '\0');
	snprintf(path, sizeof(path), "%s/figures/gate.svg", folder);
	file = fopen(path, "r");
	if (file) {
		assert_int_not_equal(getdelim(&svg, &bytes, '\0', file), -1);
		fclose(file);
	}
	unlink(path);
	snprintf(path, sizeof(path), "%s/figures/gate.tsv", folder);
	unlink(path);
	snprintf(path, sizeof(path), "%s/figures", folder);
	assert_int_equal(rmdir(path), 0); /* nothing else is there */
	rmdir(folder);
	record->folder = "";
	return svg;
}

/* Where the scripts are, seen from build/MODE/tests/unit. */
static int set_up(void **state)
{
	char program[4096], *built;
	ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 32);

	(void)state;
	program[length < 0 ? 0 : length] = '\0';
	built = strstr(program, "/build/");
	assert_non_null(built);
	strcpy(built, "/scripts/figures");
	return setenv("DUET_FIGURES", program, 1);
}

static bool has_gnuplot(void)
{
	return system("gnuplot --version >/dev/null 2>&1") == 0;
}

static void every_row_that_has_a_ratio_is_drawn(void **state)
{
	struct gate_row rows[40];
	struct gate_record record = gate_made_twelve(rows);
	char *svg;

	(void)state;
	if (!has_gnuplot())
		skip();
	svg = drawn(&record, 1);
	assert_non_null(svg);
	for (size_t i = 0; i < GATE_ROWS; i++)
		assert_has(svg, rows[i].name);
	assert_has(svg, ">A/A control<");
	assert_has(svg, ">inconclusive<");
	assert_lacks(svg, ">waived<");
	free(svg);
	for (size_t i = 0; i < 40; i++)
		rows[i] = gate_made_row(ODD_NAME, GATE_WAIVED, 0.1 * (double)i, 0.4);
	record = gate_made(rows, 40);
	svg = drawn(&record, 1);
	assert_non_null(svg);
	assert_has(svg, ">waived<");
	free(svg);
	rows[0] = gate_made_row("alone", GATE_PASS, 0, 0.3);
	record = gate_made(rows, 1);
	svg = drawn(&record, 1);
	assert_non_null(svg);
	assert_has(svg, "alone");
	free(svg);
}

static void a_gate_without_ratios_has_no_figure(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_UNMEASURED, NAN, NAN)};
	struct gate_record record = gate_made(rows, 1);

	(void)state;
	assert_null(drawn(&record, 0));
}

static void without_scripts_there_is_a_problem_and_no_figure(void **state)
{
	struct gate_row rows[] = {gate_made_row("a", GATE_PASS, 0, 0.3)};
	struct gate_record record = gate_made(rows, 1);

	(void)state;
	setenv("DUET_FIGURES", "/tmp/there-is-no-such-folder", 1);
	assert_null(drawn(&record, -ENOENT));
	set_up(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_a_line_in_per_cent_and_the_worst_comes_first),
		cmocka_unit_test(
			what_has_no_ratio_is_left_out_and_what_has_no_interval_is_a_point),
		cmocka_unit_test(one_far_row_does_not_press_the_others_together),
		cmocka_unit_test(labels_break_neither_the_table_nor_gnuplots_quotes),
		cmocka_unit_test(every_row_that_has_a_ratio_is_drawn),
		cmocka_unit_test(a_gate_without_ratios_has_no_figure),
		cmocka_unit_test(without_scripts_there_is_a_problem_and_no_figure),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
