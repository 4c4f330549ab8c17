/* SPDX-License-Identifier: MIT */
/* documents.c - claims on a made-up machine. */
#include "documents.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/evidence/holm.h"
#include "bench/evidence/predicate/predicate.h"

#define CLAIM "ns(w, a) / ns(w, b) > 10"
#define COST 100.0 /* ns, of b */

/* What a claim's contestants cost, by round. */
struct rounds {
	double a[DOCUMENTS_ROUNDS], b[DOCUMENTS_ROUNDS];
	size_t count;
};

struct player {
	const struct documents_scene *scene;
	const struct predicate *predicate;
	struct noise noise;
	struct rounds rounds;
	struct predicate_result results[DOCUMENTS_CLAIMS];
	double p[DOCUMENTS_CLAIMS], levels[DOCUMENTS_CLAIMS];
};

/* Nothing here can fail but for memory and our own mistakes; a program of figures uses it too. */
static void must(bool condition)
{
	if (!condition)
		abort();
}

static int resolve(void *context, const struct predicate_query *query,
		   struct predicate_answer *answer, struct problem *problem)
{
	const struct rounds *rounds = context;
	bool is_a = strcmp(query->contestant.text, "a") == 0;
	size_t bytes = rounds->count * sizeof(double);

	(void)problem;
	answer->duet = rounds;
	answer->rounds = rounds->count;
	answer->values = malloc(bytes);
	must(answer->values != NULL);
	memcpy(answer->values, is_a ? rounds->a : rounds->b, bytes);
	return 0;
}

/* The logarithm of what a claim's true ratio is off by. */
static double truth(const struct documents_scene *scene, size_t claim)
{
	if (claim < scene->near)
		return 0;
	return claim % 2 ? log1p(scene->off) : -log1p(scene->off);
}

static void play_costs(struct player *player, double *costs, double cost)
{
	noise_restart(&player->noise);
	for (size_t r = 0; r < player->scene->rounds; r++)
		costs[r] = cost * exp(noise_next(&player->noise));
}

static void play_claim(struct player *player, size_t claim)
{
	struct problem problem;

	play_costs(player, player->rounds.a, 10 * COST * exp(truth(player->scene, claim)));
	if (claim == 0 || !player->scene->together)
		play_costs(player, player->rounds.b, COST);
	must(predicate_evaluate(player->predicate, resolve, &player->rounds,
				&player->results[claim], &problem) == 0);
	player->p[claim] = predicate_p(&player->results[claim]);
}

static void judge_claims(struct player *player, struct documents_tally *tally)
{
	const struct documents_scene *scene = player->scene;
	bool wrong = false, doubted = false;

	for (size_t c = 0; c < scene->claims; c++) {
		enum predicate_truth verdict =
			predicate_judge(&player->results[c], player->levels[c]);
		bool is_true = truth(scene, c) > 0;

		wrong |= verdict == (is_true ? PREDICATE_FALSE : PREDICATE_TRUE);
		doubted |= predicate_drift(&player->results[c]) <=
			   EVIDENCE_LEVEL / (double)scene->claims;
		tally->far += c >= scene->near;
		tally->decided += c >= scene->near &&
				  verdict == (is_true ? PREDICATE_TRUE : PREDICATE_FALSE);
		predicate_result_free(&player->results[c]);
	}
	tally->wrong += wrong;
	tally->doubted += doubted;
}

static void share_levels(struct player *player)
{
	must(holm_levels(player->p, player->scene->claims, EVIDENCE_LOOK_LEVEL,
			 player->levels) == 0);
}

/* As --measure does: fresh rounds take the place of those that left a claim open. */
static void look_again(struct player *player)
{
	for (size_t c = 0; c < player->scene->claims; c++) {
		if (predicate_judge(&player->results[c], player->levels[c]) !=
		    PREDICATE_UNDECIDED)
			continue;
		predicate_result_free(&player->results[c]);
		play_claim(player, c);
	}
	share_levels(player);
}

static void play_document(struct player *player, struct documents_tally *tally)
{
	size_t claims = player->scene->claims;

	for (size_t c = 0; c < claims; c++)
		play_claim(player, c);
	share_levels(player);
	for (size_t look = 1; look < player->scene->looks; look++)
		look_again(player);
	judge_claims(player, tally);
}

struct documents_tally documents_play(const struct documents_scene *scene, size_t documents,
				      uint64_t seed)
{
	struct player *player = calloc(1, sizeof(*player));
	struct documents_tally tally = {.documents = documents};
	struct predicate *predicate;
	struct problem problem;

	must(player != NULL && scene->rounds <= DOCUMENTS_ROUNDS &&
	     scene->claims <= DOCUMENTS_CLAIMS);
	must(predicate_parse(CLAIM, (struct place){1, 1}, &predicate, &problem) == 0);
	player->scene = scene;
	player->predicate = predicate;
	player->noise = (struct noise){
		.kind = scene->kind, .sd = scene->sd / sqrt(2), .random = &seed};
	player->rounds.count = scene->rounds;
	for (size_t d = 0; d < documents; d++)
		play_document(player, &tally);
	predicate_free(predicate);
	free(player);
	return tally;
}
