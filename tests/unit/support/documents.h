/* SPDX-License-Identifier: MIT */
/*
 * documents.h - many documents with claims of known truth, judged on made-up rounds by the predicates'
 * own code and Holm's levels: how often any verdict is wrong, and how many claims get one.
 *
 * Claim i is "ns(w, a) / ns(w, b) > 10". The first of them, by `near`, have a true ratio of just 10: they
 * are false, and nothing is harder to tell. Of the others the ratio is off by so much, up and down in
 * turn.
 */
#ifndef TESTS_UNIT_DOCUMENTS_H
#define TESTS_UNIT_DOCUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "noise.h"

#define DOCUMENTS_CLAIMS 50
#define DOCUMENTS_ROUNDS 64

struct documents_scene {
	size_t claims;	      /* 1 .. DOCUMENTS_CLAIMS */
	size_t near;	      /* of them, whose ratio is just the threshold */
	size_t rounds;	      /* 5 .. DOCUMENTS_ROUNDS */
	enum noise_kind kind; /* of both contestants */
	double sd;	      /* of a round's log ratio */
	double off;	      /* relative: 0.2 */
	bool together;	      /* all claims have the same b, so that they err together */
	size_t looks; /* what has no verdict is played anew, so often in all; 0 is as 1 */
};

struct documents_tally {
	size_t documents;
	size_t wrong;	/* documents with any false verdict */
	size_t doubted; /* documents with any claim whose rounds seem to follow each other */
	size_t far, decided; /* claims that are off, and those with the right verdict */
};

/* Play so many documents; the same seed plays the same ones. */
struct documents_tally documents_play(const struct documents_scene *scene, size_t documents,
				      uint64_t seed);

#endif
