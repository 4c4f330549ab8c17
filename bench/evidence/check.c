/* SPDX-License-Identifier: MIT */
/* check.c - judges the claims of a document. See check.h. */
#include "bench/evidence/check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/holm.h"
#include "bench/evidence/resolve.h"
#include "bench/evidence/spoken.h"

/* What is judged by. */
struct court {
	const struct library *library;
	const struct scope_names *names;
	const char *machines[LIBRARY_MACHINES];
	size_t machine_count;
	struct problem *problem;
};

/*
 * Problems of predicates begin with their line and column: put the document's path before.
 */
static int name_document(const struct document *document, struct problem *problem,
			 int error)
{
	struct problem what = *problem;

	if (error != -EINVAL)
		return error;
	problem_set(problem, error, "%.200s:%s", document->path, what.text);
	if (*what.remedy)
		problem_remedy(problem, "%s", what.remedy);
	return error;
}

/* ---- reading ---- */

static int read_claim(struct claim *claim, struct problem *problem)
{
	const struct annotation *annotation = claim->annotation;
	struct place place = {annotation->line, annotation->column};
	int error = predicate_parse(annotation->text, place, &claim->predicate, problem);

	if (error)
		return error;
	if (!predicate_is_claim(claim->predicate)) {
		place_refuse(place, problem,
			     "a claim needs a predicate, and this is a number");
		problem_remedy(problem, "compare it, such as: %.200s > 1",
			       annotation->text);
		return -EINVAL;
	}
	return spoken_check(claim->document, annotation, claim->predicate, problem);
}

/* ---- opinions ---- */

static int ask(const struct court *court, struct claim *claim, const char *machine)
{
	struct opinion *opinion = &claim->opinions[claim->opinion_count];
	int error;

	*opinion = (struct opinion){
		.scope = {.library = court->library,
			  .machine = machine,
			  .names = court->names},
		.verdict = CLAIM_UNMEASURED,
		.predicate = claim->predicate,
	};
	error = evidence_ask(claim->predicate, &opinion->scope, &opinion->result,
			     court->problem);
	claim->opinion_count += !error;
	return error;
}

static bool is_measured(const struct opinion *opinion)
{
	return !opinion->result.need_count;
}

/* Machines that measured nothing of it have no opinion where others have. */
static void drop_unmeasured(struct claim *claim)
{
	size_t kept = 0, measured = 0;

	for (size_t i = 0; i < claim->opinion_count; i++)
		measured += is_measured(&claim->opinions[i]);
	for (size_t i = 0; i < claim->opinion_count; i++)
		if (measured ? is_measured(&claim->opinions[i]) : !kept)
			claim->opinions[kept++] = claim->opinions[i];
		else
			predicate_result_free(&claim->opinions[i].result);
	claim->opinion_count = kept;
}

static int ask_all(const struct court *court, struct claim *claim)
{
	int error = 0;

	claim->opinions = calloc(court->machine_count + 1, sizeof(*claim->opinions));
	if (!claim->opinions)
		return problem_set(court->problem, -ENOMEM, "out of memory");
	for (size_t i = 0; i < court->machine_count && !error; i++)
		error = ask(court, claim, court->machines[i]);
	if (!court->machine_count)
		error = ask(court, claim, NULL);
	if (!error)
		drop_unmeasured(claim);
	return error;
}

/* ---- verdicts ---- */

static enum claim_verdict judge(const struct opinion *opinion)
{
	switch (predicate_judge(&opinion->result, opinion->level)) {
	case PREDICATE_TRUE:
		return CLAIM_SUPPORTED;
	case PREDICATE_FALSE:
		return CLAIM_REFUTED;
	case PREDICATE_UNDECIDED:
		return CLAIM_INCONCLUSIVE;
	default:
		return CLAIM_UNMEASURED;
	}
}

static enum claim_verdict worst(const struct claim *claim)
{
	static const enum claim_verdict order[] = {CLAIM_REFUTED, CLAIM_INCONCLUSIVE,
						   CLAIM_SUPPORTED};

	for (size_t v = 0; v < sizeof(order) / sizeof(order[0]); v++)
		for (size_t i = 0; i < claim->opinion_count; i++)
			if (claim->opinions[i].verdict == order[v])
				return order[v];
	return CLAIM_UNMEASURED;
}

/* Said of rounds that do not depend on each other in one document of twenty. */
static void doubt_rounds(struct opinion *opinion, size_t count)
{
	if (!*opinion->scope.doubt &&
	    predicate_drift(&opinion->result) <= EVIDENCE_LEVEL / (double)count)
		snprintf(opinion->scope.doubt, sizeof(opinion->scope.doubt),
			 "its rounds follow each other");
}

/* ---- other runs ---- */

/* Whether the run by itself has all that the claim is about, and says the opposite. */
static int contradicts(const struct claim *claim, const struct opinion *opinion,
		       const struct volume *volume)
{
	struct opinion other = {
		.scope = {.library = opinion->scope.library,
			  .machine = opinion->scope.machine,
			  .only = volume},
		.level = opinion->level,
	};
	struct problem problem;
	bool opposite = false;
	int error = evidence_ask(claim->predicate, &other.scope, &other.result, &problem);

	if (error) /* it has no such number */
		return error == -ENOMEM ? error : 0;
	other.verdict = judge(&other);
	if (!*other.scope.doubt && other.scope.used_count)
		opposite = (other.verdict == CLAIM_REFUTED &&
			    opinion->verdict == CLAIM_SUPPORTED) ||
			   (other.verdict == CLAIM_SUPPORTED &&
			    opinion->verdict == CLAIM_REFUTED);
	predicate_result_free(&other.result);
	return opposite;
}

static int ask_others(const struct claim *claim, struct opinion *opinion)
{
	const struct library *library = opinion->scope.library;
	int found = 0;

	if (!is_measured(opinion) || !opinion->scope.used_count)
		return 0;
	for (size_t v = 0; v < library->count && !found; v++) {
		const struct volume *volume = &library->volumes[v];

		if (strcmp(volume->machine, opinion->scope.machine) != 0 ||
		    scope_has_used(&opinion->scope, volume) ||
		    !scope_may_answer(&opinion->scope, volume))
			continue;
		found = contradicts(claim, opinion, volume);
		if (found > 0)
			opinion->otherwise = volume;
	}
	return found < 0 ? found : 0;
}

/* Not shared by the level: nothing is decided by it. */
static int ask_all_others(struct check *check)
{
	int error = 0;

	for (size_t c = 0; c < check->count; c++)
		for (size_t i = 0; i < check->claims[c].opinion_count && !error; i++)
			error = ask_others(&check->claims[c],
					   &check->claims[c].opinions[i]);
	return error;
}

/* ---- of the document ---- */

/* All measured opinions of the document: they share the 5 %. Returns how many. */
static size_t measured(const struct check *check, struct opinion **opinions)
{
	size_t count = 0;

	for (size_t c = 0; c < check->count; c++)
		for (size_t i = 0; i < check->claims[c].opinion_count; i++)
			if (is_measured(&check->claims[c].opinions[i]))
				opinions[count++] = &check->claims[c].opinions[i];
	return count;
}

static int share_levels(struct opinion **opinions, size_t count, double *p, double *levels)
{
	int error;

	for (size_t i = 0; i < count; i++)
		p[i] = predicate_p(&opinions[i]->result);
	error = holm_levels(p, count, EVIDENCE_LOOK_LEVEL, levels);
	for (size_t i = 0; i < count && !error; i++) {
		opinions[i]->level = levels[i];
		opinions[i]->verdict = judge(opinions[i]);
		doubt_rounds(opinions[i], count);
	}
	return error;
}

/* A rounded number that is not so refutes its claim, though the threshold holds. */
static int hold_rounded(struct claim *claim)
{
	int beyond = 0;

	for (size_t i = 0; i < claim->opinion_count && beyond >= 0; i++) {
		struct opinion *opinion = &claim->opinions[i];

		if (opinion->verdict != CLAIM_SUPPORTED)
			continue;
		beyond = spoken_is_beyond(claim->document, claim->annotation,
					  claim->predicate, &opinion->result,
					  opinion->level);
		opinion->beyond = beyond > 0;
		if (opinion->beyond)
			opinion->verdict = CLAIM_REFUTED;
	}
	return beyond < 0 ? beyond : 0;
}

static int judge_all(struct check *check, struct problem *problem)
{
	size_t most = check->count * LIBRARY_MACHINES + 1;
	struct opinion **opinions = calloc(most, sizeof(*opinions));
	double *p = calloc(most, sizeof(*p)), *levels = calloc(most, sizeof(*levels));
	int error = -ENOMEM;

	if (opinions && p && levels)
		error = share_levels(opinions, measured(check, opinions), p, levels);
	for (size_t c = 0; c < check->count && !error; c++)
		error = hold_rounded(&check->claims[c]);
	if (!error)
		error = ask_all_others(check);
	for (size_t c = 0; c < check->count; c++)
		check->claims[c].verdict = worst(&check->claims[c]);
	free(opinions);
	free(p);
	free(levels);
	return error ? problem_set(problem, error, "cannot judge: %s", strerror(-error))
		     : 0;
}

/* ---- the whole ---- */

static int take_claims(const struct court *court, const struct document *document,
		       struct check *check)
{
	int error = 0;

	check->claims = calloc(document->count + 1, sizeof(*check->claims));
	if (!check->claims)
		return problem_set(court->problem, -ENOMEM, "out of memory");
	for (size_t i = 0; i < document->count && !error; i++) {
		struct claim *claim = &check->claims[check->count];

		if (document->annotations[i].kind != ANNOTATION_CLAIM)
			continue;
		check->count++;
		claim->document = document;
		claim->annotation = &document->annotations[i];
		claim->line = claim->annotation->begins;
		error = read_claim(claim, court->problem);
		if (!error)
			error = ask_all(court, claim);
	}
	return name_document(document, court->problem, error);
}

int check_document(const struct document *document, const struct library *library,
		   const struct scope_names *names, struct check *check,
		   struct problem *problem)
{
	struct court court = {.library = library, .names = names, .problem = problem};
	int error;

	*check = (struct check){0};
	*problem = (struct problem){0};
	court.machine_count = library_machines(library, court.machines, LIBRARY_MACHINES);
	error = take_claims(&court, document, check);
	if (!error)
		error = judge_all(check, problem);
	if (error)
		check_free(check);
	return error;
}

void check_free(struct check *check)
{
	for (size_t c = 0; c < check->count; c++) {
		struct claim *claim = &check->claims[c];

		for (size_t i = 0; i < claim->opinion_count; i++)
			predicate_result_free(&claim->opinions[i].result);
		free(claim->opinions);
		predicate_free(claim->predicate);
	}
	free(check->claims);
	*check = (struct check){0};
}

size_t check_count(const struct check *check, enum claim_verdict verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < check->count; i++)
		count += check->claims[i].verdict == verdict;
	return count;
}

size_t check_count_doubtful(const struct check *check, enum claim_verdict verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < check->count; i++)
		count += check->claims[i].verdict == verdict &&
			 claim_is_doubtful(&check->claims[i]);
	return count;
}
