/* SPDX-License-Identifier: MIT */
/* html.c - the report as a page: what comes into it, and what does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/report/escape.h"
#include "bench/report/html_tree.h"
#include "bench/report/svg.h"

static const char drawing[] = "<?xml version=\"1.0\"?>\n"
			      "<svg width=\"760\" height=\"262\" viewBox=\"0 0 760 262\" "
			      "xmlns=\"http://www.w3.org/2000/svg\" "
			      "xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n"
			      "<title>Gnuplot</title><script>alert(1)</script>\n"
			      "<defs><circle id='gpPt0' r='1'/></defs>\n"
			      "<g id=\"plot\" onclick=\"x()\"><text>1 &lt; 2</text></g><g "
			      "color=\"black\">\n</g>\n"
			      "<use xlink:href='#gpPt0' color='rgb(  0, 114, 178)'/>"
			      "<path stroke='#ffffff' d='M1,1\n\t\tL2,2 '/>\n</svg>\n";

static char *inlined(void)
{
	char *svg = svg_inline(drawing, strlen(drawing), "cost \"a\" & b", 3);

	assert_non_null(svg);
	return svg;
}

static void a_drawing_keeps_its_shape_and_gets_a_name(void **state)
{
	char *svg = inlined();

	(void)state;
	assert_non_null(strstr(svg, "<svg role=\"img\" aria-label=\"cost &quot;a&quot; "
				    "&amp; b\" style=\"max-width:760px\" "
				    "viewBox=\"0 0 760 262\">"));
	assert_non_null(strstr(svg, "<text>1 &lt; 2</text>"));
	assert_non_null(strstr(svg, "d=\"M1,1 L2,2\""));
	assert_null(strstr(svg, "height="));
	free(svg);
}

static void a_drawing_has_identifiers_of_its_own(void **state)
{
	char *svg = inlined();

	(void)state;
	assert_non_null(strstr(svg, "id=\"f3-gpPt0\""));
	assert_non_null(strstr(svg, "<use href=\"#f3-gpPt0\" color=\"#0072b2\">"));
	assert_non_null(strstr(svg, "stroke=\"#ffffff\""));
	assert_null(strstr(svg, "plot"));
	free(svg);
}

static void nothing_that_acts_or_asks_comes_with_a_drawing(void **state)
{
	char *svg = inlined();

	(void)state;
	assert_null(strstr(svg, "script"));
	assert_null(strstr(svg, "alert"));
	assert_null(strstr(svg, "onclick"));
	assert_null(strstr(svg, "http"));
	assert_null(strstr(svg, "Gnuplot"));
	free(svg);
}

static void what_is_no_drawing_is_none(void **state)
{
	(void)state;
	assert_null(svg_inline("", 0, "", 1));
	assert_null(svg_inline("<svg><g></svg>", 14, "", 1));
	assert_null(svg_inline("<html></html>", 13, "", 1));
}

static struct html_page page_of(const char *markdown)
{
	struct html_page page;

	assert_int_equal(html_page_make(markdown, "/nowhere", &page), 0);
	return page;
}

static void headings_have_anchors(void **state)
{
	struct html_page page =
		page_of("# Title\n\n<a id=\"duet-1\"></a>\n\n## a, b=1\n\n"
			"> **Warning:** w\n\n## The machine\n\n## The machine\n");

	(void)state;
	assert_string_equal(page.title, "Title");
	assert_int_equal(page.count, 3);
	assert_string_equal(page.headings[0].id, "duet-1");
	assert_string_equal(page.headings[0].title, "a, b=1");
	assert_true(page.headings[0].warned);
	assert_string_equal(page.headings[1].id, "the-machine");
	assert_false(page.headings[1].warned);
	assert_string_equal(page.headings[2].id, "the-machine-3");
	assert_null(strstr(page.body, "&lt;a id"));
	assert_non_null(strstr(page.body, "<section id=\"duet-1\">"));
	html_page_free(&page);
}

static void signs_of_html_stay_text(void **state)
{
	struct html_page page = page_of("## x\n\n**Failed:** a <b>c</b> "
					"<script>alert(1)</script> [l](javascript:x)\n\n"
					"<script>\nalert(2)\n</script>\n");

	(void)state;
	assert_true(page.headings[0].failed);
	assert_non_null(strstr(page.body, "&lt;b&gt;c&lt;/b&gt;"));
	assert_null(strstr(page.body, "<script"));
	assert_null(strstr(page.body, "javascript:"));
	html_page_free(&page);
}

static void marks_stand_on_what_they_mean(void **state)
{
	struct html_page page = page_of("| a | b |\n| --- | ---: |\n| x | ~ 1.01 |\n"
					"| y | 95 % client-bound |\n| z ~ | 2 |\n");

	(void)state;
	assert_non_null(strstr(page.body, "title=\"no difference found\">~ 1.01</span>"));
	assert_non_null(
		strstr(page.body, "title=\"not to be trusted\">95 % client-bound</span>"));
	assert_non_null(strstr(page.body, "<td>z ~</td>"));
	assert_non_null(strstr(page.body, "<div class=\"scroll\""));
	html_page_free(&page);
}

static void a_picture_that_is_not_ours_is_only_named(void **state)
{
	struct html_page page =
		page_of("![words](http://x/y.svg)\n\n![gone](figures/n.svg)\n"
			"\n![up](figures/../z.svg)\n");

	(void)state;
	assert_null(strstr(page.body, "<img"));
	assert_null(strstr(page.body, "<svg"));
	assert_non_null(strstr(page.body, "not in this page: words"));
	assert_non_null(strstr(page.body, "not in this page: gone"));
	assert_non_null(strstr(page.body, "not in this page: up"));
	html_page_free(&page);
}

static void json_cannot_end_its_element(void **state)
{
	char *text = NULL;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	(void)state;
	assert_non_null(file);
	html_escape_json(file, "{\"a\":\"</script>\"}");
	fclose(file);
	assert_string_equal(text, "{\"a\":\"\\u003c/script>\"}");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_drawing_keeps_its_shape_and_gets_a_name),
		cmocka_unit_test(a_drawing_has_identifiers_of_its_own),
		cmocka_unit_test(nothing_that_acts_or_asks_comes_with_a_drawing),
		cmocka_unit_test(what_is_no_drawing_is_none),
		cmocka_unit_test(headings_have_anchors),
		cmocka_unit_test(signs_of_html_stay_text),
		cmocka_unit_test(marks_stand_on_what_they_mean),
		cmocka_unit_test(a_picture_that_is_not_ours_is_only_named),
		cmocka_unit_test(json_cannot_end_its_element),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
