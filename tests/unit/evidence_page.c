/* SPDX-License-Identifier: MIT */
/* evidence_page.c - a document as a page: its claims are marked where they stand, nothing else changes. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "support/judged.h"

#include "bench/evidence/tell/html.h"
#include "bench/evidence/tell/json.h"
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

static void what_the_line_says_the_badge_does_not_say_again(void **state)
{
	struct shelf *shelf = *state;
	char *html;

	shelf_add(shelf, "one", 10, 2000);
	html = page(shelf, "- As written, supported: <!-- claim: " IT " > 100 -->\n  it is "
			   "so<!-- /claim -->.\n- Supported by <!-- claim: " IT
			   " > 150 -->it<!-- /claim -->.\n");
	assert_contains(html, " title=\"supported\" aria-label=\"supported\">✓</a>.");
	assert_contains(html, "href=\"#verdict-2\">✓&nbsp;supported</a>.");
	free(html);
}

static size_t count(const char *text, const char *words)
{
	size_t count = 0;

	while ((text = strstr(text, words))) {
		count++;
		text += strlen(words);
	}
	return count;
}

static void what_the_page_tells_itself_the_document_need_not(void **state)
{
	struct shelf *shelf = *state;
	char *html;

	shelf_add(shelf, "one", 10, 2000);
	html = page(shelf, "<!-- counts -->\n7 claims.\n<!-- /counts -->\n\n## All "
			   "verdicts\n\nHere:\n\n<!-- verdicts -->\n| a |\n| --- |\n| told "
			   "|\n<!-- /verdicts -->\n\n## End\n\n<!-- claim: " IT
			   " > 100 -->\nIt is so.\n<!-- /claim -->\n");
	assert_null(strstr(html, "7 claims"));
	assert_null(strstr(html, "told"));
	assert_int_equal(count(html, "1 claim: 1 supported"), 1);
	assert_int_equal(count(html, "id=\"verdicts\""), 1);
	assert_int_equal(count(html, "<article id=\"verdict-1\">"), 1);
	assert_true(strstr(html, "<article") < strstr(html, "<section id=\"end\">"));
	assert_contains(html, "✓&nbsp;supported</span> <a href=\"#claim-1\">It is so.</a>");
	free(html);
}

static void a_block_that_does_not_end_or_has_claims_stays(void **state)
{
	struct shelf *shelf = *state;
	char *html;

	shelf_add(shelf, "one", 10, 2000);
	html = page(shelf, "<!-- verdicts -->\nA.\n\n<!-- claim: " IT
			   " > 100 -->\nIt is so.\n<!-- /claim -->\n\n<!-- /verdicts "
			   "-->\n\n<!-- counts -->\nB.\n");
	assert_contains(html, "<p>A.</p>");
	assert_contains(html, "It is so.</mark>");
	assert_contains(html, "<p>B.</p>");
	assert_contains(html, "<h2>Verdicts</h2>");
	free(html);
}

static void a_cell_of_a_table_has_its_heading(void **state)
{
	struct shelf *shelf = *state;
	char *html = page(shelf, "| who | ns | |\n| --- | --- | --- |\n| a | *1* | |\n");

	assert_contains(html, "<td>a</td>");
	assert_contains(html,
			"<td><em><span class=\"column\">ns</span></em><em>1</em></td>");
	assert_contains(html, "<td></td>");
	free(html);
}

static void html_of_the_document_is_shown_as_text(void **state)
{
	struct shelf *shelf = *state;
	char *html = page(shelf, "<details>\n<b>x</b>\n\nA.\n\n- <img src=\"y.png\">\n\n"
				 "B <i>c</i>.\n");

	assert_contains(html, "not on this page: <code>&lt;details&gt;\n&lt;b&gt;x");
	assert_contains(html, "&lt;img src=&quot;y.png&quot;&gt;");
	assert_contains(html, "<p>A.</p>");
	assert_contains(html, "B &lt;i&gt;c&lt;/i&gt;.");
	assert_null(strstr(html, "omitted"));
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

/* ---- doubt ---- */

/* From round to round threads cost a hundredth more. */
static void have_doubt(struct shelf *shelf)
{
	for (size_t i = 1; i < ROUNDS * PLAYERS; i += PLAYERS)
		shelf->made[0]->rounds[i].values[MEASURE_WALL] =
			2000 * (1 + 0.01 * (double)(i / PLAYERS));
}

#define TWO                                                                                \
	"<!-- claim: " IT " > 100 -->\nIt is so.\n<!-- /claim -->\n\n<!-- claim: " IT      \
	" > 300 -->\nMore so.\n<!-- /claim -->\n"

static void the_page_marks_what_is_not_to_be_trusted(void **state)
{
	struct shelf *shelf = *state;
	char *html;

	shelf_add(shelf, "one", 10, 2000);
	have_doubt(shelf);
	html = page(shelf, TWO);
	assert_contains(html, "✓&nbsp;supported <span class=\"doubted\">⚠&nbsp;not to be "
			      "trusted</span></a>");
	assert_contains(html, "✕&nbsp;refuted</span> <span class=\"verdict doubted\">"
			      "⚠&nbsp;not to be trusted</span> <a href=\"#claim-2\">");
	assert_contains(html, "2 claims: 1 supported, 1 of them not to be trusted; 1 "
			      "refuted, 1 of them not to be trusted</strong>");
	free(html);
	html = page(shelf, "It is supported, not to be trusted: <!-- claim: " IT
			   " > 100 -->so<!-- /claim -->.\n");
	assert_contains(html, "aria-label=\"supported, not to be trusted\">✓ <span "
			      "class=\"doubted\">⚠</span></a>");
	free(html);
}

static void test_cases_that_are_not_to_be_trusted_do_not_pass(void **state)
{
	struct shelf *shelf = *state;
	struct judged judged;
	size_t bytes;
	char *xml;
	FILE *file = open_memstream(&xml, &bytes);

	shelf_add(shelf, "one", 10, 2000);
	have_doubt(shelf);
	assert_int_equal(shelf_check(shelf, TWO), 0);
	judged = (struct judged){shelf->document, shelf->check};
	assert_int_equal(evidence_junit_write(file, &judged, 1), 0);
	fclose(file);
	assert_contains(xml, "failures=\"1\" errors=\"0\" skipped=\"1\"");
	assert_contains(xml, "<skipped type=\"supported, not to be trusted\" message=\"");
	assert_contains(xml, "<failure type=\"refuted, not to be trusted\" message=\"");
	free(xml);
}

static void json_counts_what_is_not_to_be_trusted(void **state)
{
	struct shelf *shelf = *state;
	json_t *json;
	const char *words;
	int doubtful, first, second;

	shelf_add(shelf, "one", 10, 2000);
	have_doubt(shelf);
	assert_int_equal(shelf_check(shelf, TWO), 0);
	json = evidence_to_json(&shelf->document, &shelf->check);
	assert_int_equal(json_unpack(json, "{s:{s:i}, s:[{s:b, s:[{s:s}]}, {s:b}]}",
				     "counts", "doubtful", &doubtful, "claims", "doubtful",
				     &first, "opinions", "words", &words, "doubtful",
				     &second),
			 0);
	assert_int_equal(doubtful, 2);
	assert_true(first && second);
	assert_contains(words, ", claimed > 100; not to be trusted: ");
	json_decref(json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHELF_TEST(a_claim_is_marked_with_its_verdict_in_words),
		SHELF_TEST(emphasis_beside_a_mark_stays),
		SHELF_TEST(a_claim_of_several_blocks_has_its_verdict_behind_it),
		SHELF_TEST(what_the_line_says_the_badge_does_not_say_again),
		SHELF_TEST(what_the_page_tells_itself_the_document_need_not),
		SHELF_TEST(a_block_that_does_not_end_or_has_claims_stays),
		SHELF_TEST(a_cell_of_a_table_has_its_heading),
		SHELF_TEST(html_of_the_document_is_shown_as_text),
		SHELF_TEST(comments_are_gone_and_code_stays),
		cmocka_unit_test(marks_of_no_claim_are_text),
		SHELF_TEST(the_terminal_has_a_line_for_each_claim_and_the_runs),
		SHELF_TEST(a_terminal_obeys_nothing_of_a_document),
		SHELF_TEST(junit_is_well_formed_whatever_the_sentence),
		SHELF_TEST(the_page_marks_what_is_not_to_be_trusted),
		SHELF_TEST(test_cases_that_are_not_to_be_trusted_do_not_pass),
		SHELF_TEST(json_counts_what_is_not_to_be_trusted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
