/* SPDX-License-Identifier: MIT */
/* junit.c - claims as test cases. See junit.h. */
#include "bench/evidence/tell/junit.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/evidence/tell/words.h"
#include "bench/report/draft.h"
#include "bench/report/xml.h"

#define NAME_CHARACTERS 100 /* of a sentence */

/*
 * The element that says what came of a claim; NULL: it passes. What is supported and not to
 * be trusted does not, since readers of test cases see no more than that of those.
 */
static const char *outcome(const struct claim *claim)
{
	static const char *const elements[CLAIM_VERDICTS] = {
		[CLAIM_REFUTED] = "failure",
		[CLAIM_INCONCLUSIVE] = "skipped",
		[CLAIM_UNMEASURED] = "error",
	};

	if (claim->verdict == CLAIM_SUPPORTED && claim_is_doubtful(claim))
		return "skipped";
	return elements[claim->verdict];
}

/* What every machine says, separated by bars. */
static int draft_opinions(const struct claim *claim, size_t claims, struct draft *draft)
{
	int error = draft_start(draft);

	if (error)
		return error;
	for (size_t i = 0; i < claim->opinion_count; i++) {
		const struct opinion *opinion = &claim->opinions[i];

		if (claim->opinion_count > 1)
			fprintf(draft->file, "%smachine %s, %s: ", i ? " | " : "",
				opinion->scope.machine,
				claim_verdict_names[opinion->verdict]);
		words_write_opinion(draft->file, opinion, claims);
	}
	return draft_end(draft);
}

/* "supported, not to be trusted" */
static void write_type(FILE *file, const struct claim *claim)
{
	fprintf(file, " type=\"%s%s\"", claim_verdict_names[claim->verdict],
		claim_is_doubtful(claim) ? ", " WORDS_DOUBTFUL : "");
}

static void write_case(FILE *file, const struct claim *claim, const char *sentence,
		       const char *opinions)
{
	const char *element = outcome(claim);

	fputs("\t\t<testcase", file);
	xml_write_attribute(file, "classname", claim->document->path);
	fprintf(file, " name=\"L%zu ", claim->line);
	xml_write(file, sentence);
	fputs("\">\n\t\t\t", file);
	if (element) {
		fprintf(file, "<%s", element);
		write_type(file, claim);
		xml_write_attribute(file, "message", opinions);
		fputs("/>", file);
	} else {
		fputs("<system-out>", file);
		xml_write(file, opinions);
		fputs("</system-out>", file);
	}
	fputs("\n\t\t</testcase>\n", file);
}

static int write_claim(FILE *file, const struct claim *claim, size_t claims)
{
	char *sentence = claim_sentence(claim, NAME_CHARACTERS);
	struct draft opinions = {0};
	int error = sentence ? draft_opinions(claim, claims, &opinions) : -ENOMEM;

	if (!error)
		write_case(file, claim, sentence, opinions.text);
	free(opinions.text);
	free(sentence);
	return error;
}

static void write_counts(FILE *file, const struct judged *judged, size_t count)
{
	size_t tests = 0, failures = 0, errors = 0;

	for (size_t i = 0; i < count; i++) {
		tests += judged[i].check.count;
		failures += check_count(&judged[i].check, CLAIM_REFUTED);
		errors += check_count(&judged[i].check, CLAIM_UNMEASURED);
	}
	fprintf(file, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", tests, failures,
		errors);
}

static int write_suite(FILE *file, const struct judged *judged)
{
	int error = 0;

	fputs("\t<testsuite", file);
	xml_write_attribute(file, "name", judged->document.path);
	write_counts(file, judged, 1);
	fprintf(file, " skipped=\"%zu\">\n",
		check_count(&judged->check, CLAIM_INCONCLUSIVE) +
			check_count_doubtful(&judged->check, CLAIM_SUPPORTED));
	for (size_t i = 0; i < judged->check.count && !error; i++)
		error = write_claim(file, &judged->check.claims[i], judged->check.count);
	fputs("\t</testsuite>\n", file);
	return error;
}

int evidence_junit_write(FILE *file, const struct judged *judged, size_t count)
{
	int error = 0;

	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"duet "
	      "evidence\"",
	      file);
	write_counts(file, judged, count);
	fputs(">\n", file);
	for (size_t i = 0; i < count && !error; i++)
		error = write_suite(file, &judged[i]);
	fputs("</testsuites>\n", file);
	return error;
}
