/* SPDX-License-Identifier: MIT */
/* gate_markdown.c - what a gate says in a comment on GitHub. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "support/gates.h"

#include "bench/gate/tell/markdown.h"

/* As HTML, by the parser that GitHub uses; to be freed. */
static char *rendered(const char *markdown)
{
	cmark_parser *parser;
	cmark_node *document;
	char *html;

	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, markdown, strlen(markdown));
	document = cmark_parser_finish(parser);
	html = cmark_render_html(document, CMARK_OPT_UNSAFE,
				 cmark_parser_get_syntax_extensions(parser));
	cmark_node_free(document);
	cmark_parser_free(parser);
	return html;
}

static size_t count_of(const char *text, const char *words)
{
	size_t count = 0;

	for (; (text = strstr(text, words)); text += strlen(words))
		count++;
	return count;
}

static void the_verdict_is_the_heading_and_the_command_the_end(void **state)
{
	struct gate_row rows[GATE_ROWS];
	struct gate_record record = gate_made_twelve(rows);
	char *text = gate_written(gate_markdown_write, &record);

	(void)state;
	assert_ptr_equal(strstr(text, "### FAIL: switch/coroutines is 2.4 % slower"), text);
	assert_has(text,
		   "`main (3f2c1a9)` → `working tree` · 12 rows · elapsed time, lower "
		   "is better · 24 layouts · 31 s\n");
	assert_has(text,
		   "| row | change | 96 % interval | base | head | verdict |\n"
		   "| --- | ---: | --- | ---: | ---: | --- |\n"
		   "| `switch/coroutines` | +2.4 % | [+2.1, +2.7] | 10.4 ns | 10.6 ns | "
		   "slower, confirmed |\n");
	assert_has(text, "<details><summary>7 more as fast; every row with its A/A "
			 "control</summary>\n\n|");
	assert_has(text, "```\nscripts/gate main\nduet report "
			 "results/gate-2026-11-28/confirm\n```\n");
	free(text);
}

static void github_makes_two_tables_of_it(void **state)
{
	struct gate_row rows[GATE_ROWS];
	struct gate_record record = gate_made_twelve(rows);
	char *text = gate_written(gate_markdown_write, &record), *html = rendered(text);

	(void)state;
	assert_int_equal(count_of(html, "<table>"), 2);
	assert_int_equal(count_of(html, "<tr>"), 2 + 5 + GATE_ROWS);
	assert_int_equal(count_of(html, "<details>"), 1);
	free(html);
	free(text);
}

static void odd_names_stay_names(void **state)
{
	static const char odd[] = "a|b<img>&\"'`*x``*_y_[z](w)@all\n\\";
	static const struct warning_record warning = {odd, odd};
	struct gate_row rows[] = {gate_made_row(odd, GATE_FAIL, 2, 0.3),
				  gate_made_row("", GATE_WAIVED, NAN, NAN)};
	struct gate_record record = gate_made(rows, 2);
	char *text, *html;

	(void)state;
	rows[0].reason = rows[0].waiver = record.base = record.head = record.command = odd;
	record.warnings = &warning;
	record.warning_count = 1;
	text = gate_written(gate_markdown_write, &record);
	html = rendered(text);
	assert_int_equal(count_of(html, "<table>"), 2);
	assert_int_equal(count_of(html, "<tr>"), 6);
	assert_int_equal(count_of(html, "<td>"),
			 2 * 3 + 2 * 4); /* aligned ones are others */
	assert_lacks(html, "<img");
	assert_lacks(html, "<em>");
	assert_lacks(html, "<a href");
	assert_has(html,
		   "<h3>FAIL: a|b&lt;img&gt;&amp;&quot;'`*x``*_y_[z](w)@all \\ is 2.0 % "
		   "slower; 1 waived</h3>");
	assert_has(html, "<code>a|b&lt;img&gt;&amp;&quot;'`*x``*_y_[z](w)@all \\</code>");
	free(html);
	free(text);
}

static void a_command_with_a_fence_stays_in_its_block(void **state)
{
	struct gate_record record = gate_made(NULL, 0);
	char *text, *html;

	(void)state;
	record.command = "scripts/gate '\n```\n'";
	text = gate_written(gate_markdown_write, &record);
	html = rendered(text);
	assert_has(html, "<pre><code>scripts/gate ' ``` '\n");
	free(html);
	free(text);
}

static void a_gate_without_rows_has_no_table(void **state)
{
	struct gate_record record = gate_made(NULL, 0);
	char *text;

	(void)state;
	record.reason = "the base does not build";
	text = gate_written(gate_markdown_write, &record);
	assert_has(text, "### COULD NOT MEASURE: the base does not build\n");
	assert_lacks(text, "| --- |");
	assert_lacks(text, "<details>");
	assert_has(text, "```\nscripts/gate main\n```\n");
	free(text);
}

static void forty_failures_are_all_shown_and_fit_a_comment(void **state)
{
	struct gate_row rows[40];
	struct gate_record record;
	char *text, *html;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		rows[i] =
			gate_made_row("a-long-name-of-a-workload/coroutines,connections=8",
				      GATE_FAIL, 2, 0.3);
	record = gate_made(rows, 40);
	text = gate_written(gate_markdown_write, &record);
	html = rendered(text);
	assert_int_equal(count_of(html, "<tr>"), 2 * 41);
	assert_in_range(strlen(text), 1, 65535);
	free(html);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_verdict_is_the_heading_and_the_command_the_end),
		cmocka_unit_test(github_makes_two_tables_of_it),
		cmocka_unit_test(odd_names_stay_names),
		cmocka_unit_test(a_command_with_a_fence_stays_in_its_block),
		cmocka_unit_test(a_gate_without_rows_has_no_table),
		cmocka_unit_test(forty_failures_are_all_shown_and_fit_a_comment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
