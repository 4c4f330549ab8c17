/* SPDX-License-Identifier: MIT */
/* evidence_document.c - annotations are found where they are, with their lines, and nowhere else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/evidence/document.h"

static struct document read_it(const char *text)
{
	struct document document;
	struct problem problem = {0};

	if (document_parse("a.md", text, &document, &problem))
		fail_msg("%s (%s)", problem.text, problem.remedy);
	return document;
}

/* It is refused in these words, with a remedy that has those. */
static void assert_refused(const char *text, const char *words, const char *remedy)
{
	struct document document;
	struct problem problem = {0};

	assert_int_equal(document_parse("a.md", text, &document, &problem), -EINVAL);
	assert_string_equal(problem.text, words);
	assert_non_null(strstr(problem.remedy, remedy));
	assert_null(document.text);
}

static void assert_encloses(const struct document *document, size_t i, const char *words)
{
	const struct annotation *annotation = &document->annotations[i];

	assert_int_equal(annotation->end - annotation->start, strlen(words));
	assert_memory_equal(document->text + annotation->start, words, strlen(words));
}

static void a_claim_has_its_predicate_its_sentence_and_their_lines(void **state)
{
	struct document document = read_it("# A\n\n<!-- claim:\n  a > 1 -->\nIt is so.\n"
					   "<!-- /claim -->\n");

	(void)state;
	assert_int_equal(document.count, 1);
	assert_int_equal(document.annotations[0].kind, ANNOTATION_CLAIM);
	assert_string_equal(document.annotations[0].text, "a > 1");
	assert_int_equal(document.annotations[0].line, 4);
	assert_int_equal(document.annotations[0].column, 3);
	assert_int_equal(document.annotations[0].begins, 5);
	assert_encloses(&document, 0, "\nIt is so.\n");
	document_free(&document);
}

static void columns_count_characters(void **state)
{
	struct document document =
		read_it("µ é <!-- value: ns(a, b) -->2<!-- /value --> ns\n");

	(void)state;
	assert_int_equal(document.annotations[0].line, 1);
	assert_int_equal(document.annotations[0].column, 17);
	assert_encloses(&document, 0, "2");
	document_free(&document);
}

static void a_claim_may_hold_values(void **state)
{
	struct document document =
		read_it("It <!-- claim: a > 1 -->takes <!-- value: a -->2<!-- /value "
			"-->\nns<!-- /claim -->.\n");

	(void)state;
	assert_int_equal(document.count, 2);
	assert_int_equal(document.annotations[0].within, NO_ANNOTATION);
	assert_int_equal(document.annotations[1].kind, ANNOTATION_VALUE);
	assert_int_equal(document.annotations[1].within, 0);
	document_free(&document);
}

static void code_has_no_annotations(void **state)
{
	static const char *const texts[] = {
		"```\n<!-- claim: a > 1 -->\n```\n",
		"~~~~ md\n<!-- claim: a > 1 -->\n~~~\n<!-- claim: b -->\n~~~~\n",
		"> ```\n> <!-- claim: a > 1 -->\n> ```\n",
		"Write `<!-- claim: a > 1 -->` there.\n",
		"Write ``a ` <!-- claim: a\n> 1 -->`` there.\n",
		"Write \\<!-- claim: a > 1 --> there.\n",
		"Write:\n\n    <!-- claim: a > 1 -->\n    ```\n\n\t<!-- value: a -->\n",
		"    <!-- claim: a > 1 -->\n",
		"- A\n\nWrite:\n\n    <!-- claim: a > 1 -->\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct document document = read_it(texts[i]);

		assert_int_equal(document.count, 0);
		document_free(&document);
	}
}

static void what_only_looks_like_code_has(void **state)
{
	static const char *const texts[] = {
		"A ` alone <!-- value: a -->1<!-- /value -->.\n",
		"A ` alone\n\nand <!-- value: a -->1<!-- /value --> another `.\n",
		"``` not ` a fence\nA <!-- value: a -->1<!-- /value -->.\n",
		"```\ncode\n```\nA <!-- value: a -->1<!-- /value -->.\n",
		"A\n    b <!-- value: a -->1<!-- /value --> b.\n",
		"- A\n\n      b <!-- value: a -->1<!-- /value -->\n",
		"1. A\n\n    B\n\n    b <!-- value: a -->1<!-- /value -->\n",
		"!!! note\n\n    A <!-- value: a -->1<!-- /value -->\n",
		"    code\n\nA <!-- value: a -->1<!-- /value -->\n",
		"A <!-- it's `this --> <!-- value: a -->1<!-- /value -->` one.\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct document document = read_it(texts[i]);

		assert_int_equal(document.count, 1);
		assert_encloses(&document, 0, "1");
		document_free(&document);
	}
}

/* Behind a word, and the piece again and again up to so many bytes: to be freed. */
static char *repeat(const char *piece, size_t bytes)
{
	size_t length = strlen(piece), at = 2;
	char *text = calloc(bytes + length + at, 1);

	assert_non_null(text);
	for (memcpy(text, "A ", at); at < bytes; at += length)
		memcpy(text + at, piece, length);
	return text;
}

/*
 * So much of it that who goes back for each piece, or looks ahead, takes longer than
 * tests/run lets a test have. The sanitizers' strstr does, so that they get less.
 */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LONG_LINE (64L * 1024)
#else
#define LONG_LINE (4L * 1024 * 1024)
#endif

static void a_long_line_is_read_once(void **state)
{
	static const char *const pieces[] = {
		"<!-- x --> ",
		"<!-- value: a -->1<!-- /value --> ",
		"\\`` ",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		char *text = repeat(pieces[i], LONG_LINE);
		struct document document = read_it(text);

		assert_int_equal(document.count > 0, strstr(pieces[i], "value") != NULL);
		document_free(&document);
		free(text);
	}
}

static void comments_of_others_are_left_alone(void **state)
{
	struct document document = read_it(
		"<!-- gate -->\n<!-- /gate -->\n<!-- note: this -->\n<!-- title: that -->\n"
		"<!-- file: a.c -->\n<!-- figures -->\n<!-- /figures -->\n<!-- claims are "
		"made here -->\n<!-- -->\n<!-- run -->\n"
		"<!-- a value is: 3 --> here\n");

	(void)state;
	assert_int_equal(document.count, 0);
	document_free(&document);
}

static void attributes_say_how_a_number_was_rounded_and_what_is_besides(void **state)
{
	struct document document = read_it(
		"<!-- claim, rounded down, besides 3.11, besides 8: a > 1 -->\nSo.\n"
		"<!-- /claim -->\n\n<!-- claim , rounded  up : a > 1 -->\nSo.\n<!-- /claim "
		"-->\n");

	(void)state;
	assert_int_equal(document.annotations[0].rounding, ROUNDED_DOWN);
	assert_int_equal(document.annotations[0].besides_count, 2);
	assert_true(document.annotations[0].besides[0] == 3.11);
	assert_int_equal(document.annotations[1].rounding, ROUNDED_UP);
	assert_string_equal(document.annotations[1].text, "a > 1");
	document_free(&document);
}

static void what_is_not_closed_is_refused(void **state)
{
	(void)state;
	assert_refused("A\n\n<!-- claim: a > 1 -->\nSo.\n",
		       "a.md:3: a claim without its end", "<!-- /claim -->");
	assert_refused("A\n<!-- claim: a > 1\nSo.\n",
		       "a.md:2: a comment without its end, -->", "");
	assert_refused("A\n<!-- /claim -->\n",
		       "a.md:2: the end of a claim that does not begin", "");
}

static void a_claim_without_a_sentence_is_refused(void **state)
{
	struct document document;

	(void)state;
	assert_refused("A\n\n<!-- claim: a > 1 -->\n \n<!-- x -->\n<!-- /claim -->\n",
		       "a.md:6: a claim without a sentence", "<!-- /claim -->");
	document = read_it("A <!-- claim: a > 1 --><!-- value: a --><!-- /value -->"
			   "<!-- /claim -->\n"); /* which update writes */
	document_free(&document);
}

static void what_is_nested_is_refused(void **state)
{
	(void)state;
	assert_refused("<!-- claim: a > 1 -->\nA\n<!-- claim: b > 1 -->\nB\n",
		       "a.md:3: a claim within the claim of line 2", "<!-- /claim -->");
	assert_refused("<!-- table: a -->\nA\n<!-- /claim -->\n",
		       "a.md:3: the end of a claim where the table of line 2 is open", "");
	assert_refused("A <!-- value: a -->1 <!-- value: b -->\n",
		       "a.md:1: a value within the value of line 1", "<!-- /value -->");
}

static void words_that_are_nearly_ours_are_refused(void **state)
{
	(void)state;
	assert_refused("A <!-- clam: a > 1 -->\n", "a.md:1: unknown annotation \"clam\"",
		       "\"claim\"");
	assert_refused("A <!-- vlaue: a -->\n", "a.md:1: unknown annotation \"vlaue\"",
		       "\"value\"");
	assert_refused("A <!-- claim, rounded donw: a > 1 -->\n",
		       "a.md:1: unknown attribute \"rounded donw\" of a claim",
		       "\"rounded down\"");
	assert_refused("A <!-- claim, besides many: a > 1 -->\n",
		       "a.md:1: besides \"many\", which is no number", "");
	assert_refused("A <!-- value, rounded up: a -->\n",
		       "a.md:1: a value has no attributes", "");
	assert_refused("A <!-- claim: -->\n", "a.md:1: a claim that says nothing",
		       "<!-- claim: PREDICATE -->");
}

static void a_line_that_markdown_would_not_render_is_refused(void **state)
{
	static const char words[] =
		"a.md:1: Markdown takes a line for HTML that begins with a comment";

	(void)state;
	assert_refused("<!-- claim: a > 1 -->**So**<!-- /claim -->\n", words, "of its own");
	assert_refused("- <!-- value: a -->1<!-- /value --> it is\n", words,
		       "a word before");
	assert_refused("2. <!-- value: a -->1<!-- /value --> it is\n", words,
		       "a word before");
}

static void a_file_is_read_or_its_name_is_told(void **state)
{
	struct document document;
	struct problem problem = {0};

	(void)state;
	assert_int_equal(document_read("no/such.md", &document, &problem), -ENOENT);
	assert_non_null(strstr(problem.text, "no/such.md"));
	assert_int_equal(document_read("README.md", &document, &problem), 0);
	assert_string_equal(document.path, "README.md");
	document_free(&document);
}

static void what_is_no_regular_file_is_refused_without_waiting(void **state)
{
	char folder[] = "/tmp/evidence.XXXXXX", fifo[64];
	const char *const paths[] = {"/dev/zero", folder, fifo};
	struct document document;
	struct problem problem = {0};

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(fifo, sizeof(fifo), "%s/fifo", folder);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		assert_int_equal(document_read(paths[i], &document, &problem), -ENXIO);
		assert_non_null(strstr(problem.text, "it is no regular file"));
	}
	unlink(fifo);
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_claim_has_its_predicate_its_sentence_and_their_lines),
		cmocka_unit_test(columns_count_characters),
		cmocka_unit_test(a_claim_may_hold_values),
		cmocka_unit_test(code_has_no_annotations),
		cmocka_unit_test(what_only_looks_like_code_has),
		cmocka_unit_test(a_long_line_is_read_once),
		cmocka_unit_test(comments_of_others_are_left_alone),
		cmocka_unit_test(
			attributes_say_how_a_number_was_rounded_and_what_is_besides),
		cmocka_unit_test(what_is_not_closed_is_refused),
		cmocka_unit_test(a_claim_without_a_sentence_is_refused),
		cmocka_unit_test(what_is_nested_is_refused),
		cmocka_unit_test(words_that_are_nearly_ours_are_refused),
		cmocka_unit_test(a_line_that_markdown_would_not_render_is_refused),
		cmocka_unit_test(a_file_is_read_or_its_name_is_told),
		cmocka_unit_test(what_is_no_regular_file_is_refused_without_waiting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
