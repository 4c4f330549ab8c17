/* SPDX-License-Identifier: MIT */
/*
 * evidence [DOCUMENTS]: how often a document has any false verdict, and how many of the claims get a
 * verdict that are 20 % off their threshold, as a table in Markdown: documents of 1, 10 and 50 claims with
 * known truth (tests/unit/support/documents.h), on rounds of five kinds of noise, as many as
 * EVIDENCE_ROUNDS; after one look, and after more at what was inconclusive. tests/unit/documents.c holds the predicates to a few of these. Build it with
 * make build/release/tests/simulate/evidence.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/evidence/holm.h"
#include "bench/evidence/rounds.h"
#include "bench/stats/proportion.h"
#include "tests/unit/support/documents.h"

/* More of them than the level is shared by. */
#define LOOKS_TOO_MANY 10

static const char *const kinds[NOISE_KINDS] = {"normal", "bursty", "stolen", "heavy",
					       "drift"};

static void print_share(size_t hits, size_t trials)
{
	struct proportion share = {0};

	if (trials == 0) {
		printf(" - |");
		return;
	}
	proportion_estimate(hits, trials, 0.95, &share);
	printf(" %.2f [%.2f, %.2f] |", 100 * share.value, 100 * share.low,
	       100 * share.high);
}

/* Documents of which so many claims are just at their threshold. */
static struct documents_tally play(struct documents_scene scene, size_t near, bool together,
				   size_t documents)
{
	scene.near = near;
	scene.together = together;
	return documents_play(&scene, documents, 1);
}

/* The same, all of them at their threshold, when what is inconclusive is measured again. */
static size_t wrong_after(struct documents_scene scene, size_t looks, size_t documents)
{
	scene.looks = looks;
	return play(scene, scene.claims, false, documents).wrong;
}

static void print_row(const struct documents_scene *scene, size_t documents)
{
	size_t claims = scene->claims, half = claims / 2;
	struct documents_tally all = play(*scene, claims, false, documents);
	struct documents_tally some = play(*scene, half, false, documents);
	struct documents_tally shared = play(*scene, half, true, documents);
	struct documents_tally none = play(*scene, 0, false, documents);

	printf("| %s | %zu |", kinds[scene->kind], claims);
	print_share(all.wrong, documents);
	print_share(some.wrong, half ? documents : 0);
	print_share(shared.wrong, half ? documents : 0);
	print_share(wrong_after(*scene, EVIDENCE_LOOKS, documents), documents);
	print_share(wrong_after(*scene, LOOKS_TOO_MANY, documents), documents);
	print_share(all.doubted, documents);
	print_share(none.decided, none.far);
	print_share(some.decided, half ? some.far : 0);
	printf("\n");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	static const size_t claims[] = {1, 10, 50};
	size_t documents = argc > 1 ? strtoul(argv[1], NULL, 10) : 2000;

	if (documents == 0)
		return fprintf(stderr, "Usage: evidence [DOCUMENTS]\n"), 2;
	printf("| noise | claims | any false verdict, %% of documents: all claims at their "
	       "threshold | half of them | half, sharing a contestant | all, after %d "
	       "looks | "
	       "all, after %d looks | with a claim whose rounds are said to follow each "
	       "other, %% of documents | decided of those 20 %% off, %%: all are | half of "
	       "them "
	       "are |\n"
	       "| --- | ---: | --- | --- | --- | --- | --- | --- | --- | --- |\n",
	       EVIDENCE_LOOKS, LOOKS_TOO_MANY);
	for (enum noise_kind kind = 0; kind < NOISE_KINDS; kind++)
		for (size_t c = 0; c < 3; c++)
			print_row(&(struct documents_scene){.claims = claims[c],
							    .rounds = EVIDENCE_ROUNDS,
							    .kind = kind,
							    .sd = 0.12,
							    .off = 0.2},
				  documents);
	return 0;
}
