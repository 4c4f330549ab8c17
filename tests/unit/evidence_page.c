/* SPDX-License-Identifier: MIT */
/* evidence_page.c - a document as a page: its claims are marked where they stand, nothing else changes. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "support/judged.h"

#include "bench/evidence/tell/html.h"
#include "bench/evidence/tell/junit.h"
#include "bench/evidence/tell/marked.h"
#include "bench/evidence/tell/terminal.h"

#define IT "ns(switch, threads) / ns(switch, coroutines)"

/* The page of a document, to be freed. */
static char *page(struct shelf *shelf, const char *text)
{
	char *html;
	size_t bytes;
	FILE *file = open_memstream(&html, &bytes);

	if (shelf_check(shelf, text))
		fail_msg("%s (%s)", shelf->problem.text, shelf->problem.remedy);
	assert_int_equal(evidence_html_write(file, &shelf->document, &shelf->check), 0);
	fclose(file);
	return html;
}

static void assert_contains(const char *text, const char *words)
{
	if (!strstr(text, words))
		fail_msg("no \"%s\" in:\n%s", words, text);
}

static void a_claim_is_marked_with_its_verdict_in_words(void **state)
{
	struct shelf *shelf = *state;
	char *html;

	shelf_add(shelf, "one", 10, 2000);
	html = page(shelf,
		    "# A\n\nIt <!-- claim: " IT " > 100 -->*is*\nso<!-- /claim -->.\n");
	assert_contains(
		html,
		"<p>It <mark class=\"supported\" id=\"claim-1\"><em>is</em>\nso</mark> "
		"<a class=\"verdict supported\" href=\"#verdict-1\">✓&nbsp;supported"
		"</a>.</p>");
	assert_contains(html, "<title>A</title>");
	assert_contains(html, "1 claim: 1 supported");
	assert_contains(html, "<article id=\"verdict-1\">");
	assert_contains(html,
			"ns(switch, threads) / ns(switch, coroutines) &gt; 100</code>");
	assert_contains(html,
			"duet run switch --contestants=threads,coroutines</code></pre>");
	assert_contains(html, "run run1, machine one, 2026-11-28");
	free(html);
}

static void emphasis_beside_a_mark_stays(void **state)
{
	struct shelf *shelf = *state;
	char *html;

	shelf_add(shelf, "one", 10, 2000);
	html = page(shelf,
		    "<!-- claim: " IT " > 300 -->\n**It is so.**\n<!-- /claim -->\n\nAnd "
		    "<!-- claim: " IT " > 100 -->_so_<!-- /claim -->.\n");
	assert_contains(html, "id=\"claim-1\"><strong>It is so.</strong></mark>");
	assert_contains(html, "id=\"claim-2\"><em>so</em></mark>");
	assert_contains(html, "✕&nbsp;refuted");
	free(html);
}

static void a_claim_of_several_blocks_has_its_verdict_behind_it(void **state)
{
	struct shelf *shelf = *state;
	char *html;

	shelf_add(shelf, "one", 10, 2000);
	html = page(shelf,
		    "<!-- claim: " IT " > 100 -->\nOne.\n\n- Two.\n<!-- /claim -->\n\nA\n");
	assert_null(strstr(html, "<mark class"));
	assert_contains(html, "<p><a class=\"verdict supported\" href=\"#verdict-1\" "
			      "id=\"claim-1\">✓&nbsp;supported</a></p>");
	free(html);
}

static void comments_are_gone_and_code_stays(void **state)
{
	struct shelf *shelf = *state;
	char *html =
		page(shelf, "A <!-- note -->b, `<!-- c -->`.\n\n```\n<!-- d -->\n```\n");

	assert_contains(html, "<p>A b, <code>&lt;!-- c --&gt;</code>.</p>");
	assert_contains(html, "&lt;!-- d --&gt;");
	assert_null(strstr(html, "note"));
	free(html);
}

static void write_nothing(FILE *file, enum mark_kind kind, size_t claim, void *context)
{
	(void)kind;
	(void)context;
	fprintf(file, "[%zu]", claim);
}

static void marks_of_no_claim_are_text(void **state)
{
	char *text;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	(void)state;
	marked_write(file, "a \u2e28c0\u2e29 \u2e28c7\u2e29 \u2e28x0\u2e29 \u2e28", 1,
		     write_nothing, NULL);
	fclose(file);
	assert_string_equal(text, "a [0] \u2e28c7\u2e29 \u2e28x0\u2e29 \u2e28");
	free(text);
}

/* ---- other outputs ---- */

static char *terminal(struct shelf *shelf)
{
	char *text;
	size_t bytes;
	FILE *file = open_memstream(&text, &bytes);

	assert_int_equal(
		evidence_terminal_write(file, &shelf->document, &shelf->check, false), 0);
	fclose(file);
	return text;
}

static void the_terminal_has_a_line_for_each_claim_and_the_runs(void **state)
{
	struct shelf *shelf = *state;
	char *text;

	shelf_add(shelf, "one", 10, 2000);
	assert_int_equal(shelf_check(shelf,
				     "<!-- claim: " IT " > 100 -->\nIt is so.\n"
				     "<!-- /claim -->\n\n<!-- claim: ns(echo, threads) > "
				     "1 s -->\nIt is slow.\n<!-- /claim -->\n"),
			 0);
	text = terminal(shelf);
	assert_contains(text, "a.md\n  supported     L2    \"It is so.\"  ");
	assert_contains(text, " > 100\n");
	assert_contains(text, "  unmeasured    L6    \"It is slow.\"  ");
	assert_contains(text, "needs: duet run echo --contestants=threads\n");
	assert_contains(text, "\n2 claims: 1 supported, 1 unmeasured\n  made: run run1, ");
	free(text);
}

static void a_terminal_obeys_nothing_of_a_document(void **state)
{
	struct shelf *shelf = *state;
	char *text;

	shelf_add(shelf, "one", 10, 2000);
	assert_int_equal(
		shelf_check(shelf, "<!-- claim: " IT " > 300 -->\na\x1b[mb\xc2\x9b"
				   "c\xff\xe2\x80\xaez \xf0\x9f\x98\x80µ\x7f\n<!-- /claim "
				   "-->\n"),
		0);
	text = terminal(shelf);
	assert_contains(text, "\"a�[mb�c��z \xf0\x9f\x98\x80µ�\"  ");
	free(text);
}

static void count_cases(void *context, const char *element, const char **attributes)
{
	(void)attributes;
	*(size_t *)context += strcmp(element, "testcase") == 0;
}

static void junit_is_well_formed_whatever_the_sentence(void **state)
{
	struct shelf *shelf = *state;
	struct judged judged;
	XML_Parser parser = XML_ParserCreate(NULL);
	size_t bytes, cases = 0;
	char *xml;
	FILE *file = open_memstream(&xml, &bytes);

	shelf_add(shelf, "one", 10, 2000);
	assert_int_equal(shelf_check(shelf,
				     "<!-- claim: " IT " > 300 -->\n\"A\" < b & \x01\xff "
				     "]]>.\n<!-- /claim -->\n"),
			 0);
	judged = (struct judged){shelf->document, shelf->check};
	assert_int_equal(evidence_junit_write(file, &judged, 1), 0);
	fclose(file);
	XML_SetUserData(parser, &cases);
	XML_SetElementHandler(parser, count_cases, NULL);
	assert_int_equal(XML_Parse(parser, xml, (int)bytes, 1), XML_STATUS_OK);
	assert_int_equal(cases, 1);
	assert_contains(xml, "failures=\"1\" errors=\"0\" skipped=\"0\"");
	assert_contains(xml, "<failure type=\"refuted\" message=\"");
	XML_ParserFree(parser);
	free(xml);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHELF_TEST(a_claim_is_marked_with_its_verdict_in_words),
		SHELF_TEST(emphasis_beside_a_mark_stays),
		SHELF_TEST(a_claim_of_several_blocks_has_its_verdict_behind_it),
		SHELF_TEST(comments_are_gone_and_code_stays),
		cmocka_unit_test(marks_of_no_claim_are_text),
		SHELF_TEST(the_terminal_has_a_line_for_each_claim_and_the_runs),
		SHELF_TEST(a_terminal_obeys_nothing_of_a_document),
		SHELF_TEST(junit_is_well_formed_whatever_the_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
