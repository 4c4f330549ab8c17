/* SPDX-License-Identifier: MIT */
/* rates.c - gates on a made-up machine. */
#include "rates.h"

#include <math.h>
#include <stdlib.h>

#include "bench/stats/sorted.h"

#define LAYOUTS_MOST 48
#define ROUNDS_MOST 4096 /* of a row and a run */

struct row {
	struct noise noise;
	double slower, control;
	double layouts[LAYOUTS_MOST];
	double logs[ROUNDS_MOST], others[ROUNDS_MOST];
	size_t rounds;
	enum rule_step step;
	enum confirm_verdict verdict;
};

/* Nothing here can fail but for memory and our own mistakes; a program of figures uses it too. */
static void must(bool condition)
{
	if (!condition)
		abort();
}

struct gate {
	const struct gates_scene *scene;
	struct row rows[GATES_ROWS];
	size_t played;	 /* rounds of all rows */
	size_t promised; /* ... and those that rows go on to play */
	uint64_t random;
};

struct gates_scene gates_scene(enum noise_kind kind)
{
	return (struct gates_scene){
		.rule = rule_default(0.01, LAYOUTS_MOST),
		.kind = kind,
		.sds = {0.008, 0.015, 0.03},
		.layout_sd = 0.002,
		.rows = GATES_ROWS,
		.first_most = 1365,
		.most = 2100,
	};
}

static void start_row(struct gate *gate, size_t r, bool slow)
{
	const struct gates_scene *scene = gate->scene;
	struct row *row = &gate->rows[r];

	row->noise = (struct noise){
		.kind = scene->kind, .sd = scene->sds[r % 3], .random = &gate->random};
	noise_restart(&row->noise);
	row->slower = slow ? log1p(scene->slower) : 0;
	row->control = slow ? log1p(scene->control) : 0;
	row->rounds = 0;
	row->step = RULE_GO_ON;
	for (size_t l = 0; l < scene->rule.layouts; l++)
		row->layouts[l] = scene->layout_sd * noise_normal(&gate->random);
}

static void play_rounds(struct gate *gate, struct row *row, size_t rounds)
{
	size_t layouts = gate->scene->rule.layouts;

	must(rounds <= ROUNDS_MOST);
	for (; row->rounds < rounds; row->rounds++, gate->played++)
		row->logs[row->rounds] = row->slower + row->layouts[row->rounds % layouts] +
					 noise_next(&row->noise);
}

static bool affords(const struct gate *gate, size_t more)
{
	return gate->played + gate->promised + more <= gate->scene->first_most;
}

static void look_at(struct gate *gate, struct row *row, size_t look)
{
	const struct rule *rule = &gate->scene->rule;
	size_t more = look < rule->looks ? rule->rounds[look] - rule->rounds[look - 1] : 0;
	struct trimmed mean;

	gate->promised -= rule->rounds[look - 1] - row->rounds;
	play_rounds(gate, row, rule->rounds[look - 1]);
	row->step = rule_look(rule, row->logs, row->rounds,
			      look == rule->looks || !affords(gate, more), &mean);
	if (row->step == RULE_GO_ON)
		gate->promised += more;
}

static void play_first(struct gate *gate)
{
	gate->promised = gate->scene->rows * gate->scene->rule.rounds[0];
	for (size_t look = 1; look <= gate->scene->rule.looks; look++)
		for (size_t r = 0; r < gate->scene->rows; r++)
			if (gate->rows[r].step == RULE_GO_ON)
				look_at(gate, &gate->rows[r], look);
}

/* What every row wishes to play in the second run; returns who shares the levels. */
static struct confirm_family plan(struct gate *gate, struct confirm_wish *wishes,
				  size_t *wished)
{
	const struct gates_scene *scene = gate->scene;
	struct confirm_family family = {.rows = scene->rows};

	for (size_t r = 0; r < scene->rows; r++)
		family.confirmed += gate->rows[r].step != RULE_PASSES;
	for (size_t r = 0; r < scene->rows; r++) {
		struct row *row = &gate->rows[r];

		wishes[r] = (struct confirm_wish){row->step, 0, 1};
		if (row->step != RULE_PASSES)
			must(confirm_plan(&scene->rule, family, row->step, row->logs,
					  row->rounds, scene->most - gate->played,
					  &wishes[r].rounds) == 0);
		wished[r] = wishes[r].rounds;
	}
	confirm_share(wishes, scene->rows, (double)(scene->most - gate->played));
	return family;
}

/* What a row may play, with what those before it have left over. */
static struct confirm_grant grant_of(const struct gate *gate,
				     const struct confirm_wish *wishes, size_t r,
				     size_t wished)
{
	size_t most = gate->scene->most - gate->played;

	for (size_t i = r + 1; i < gate->scene->rows; i++)
		most -= wishes[i].rounds;
	if (wishes[r].rounds == 0)
		most = 0;
	return (struct confirm_grant){wished < most ? wished : most, most};
}

static void confirm_row(struct gate *gate, struct row *row, struct confirm_family family,
			struct confirm_grant grant)
{
	const struct rule *rule = &gate->scene->rule;
	struct confirm_rounds fresh = {row->logs, row->others, 0, grant, false};
	struct confirm_finding finding;

	row->rounds = 0;
	noise_restart(&row->noise);
	while (fresh.n < grant.all) {
		fresh.n = confirm_next_look(rule, grant, fresh.n);
		play_rounds(gate, row, fresh.n);
		if (confirm_settles(rule, family, row->step, &fresh))
			break;
	}
	noise_restart(&row->noise);
	for (size_t i = 0; i < fresh.n; i++)
		row->others[i] = row->control + noise_next(&row->noise);
	must(confirm_judge(rule, family, row->step, &fresh, &finding) == 0);
	row->verdict = finding.verdict;
}

static void play_second(struct gate *gate)
{
	struct confirm_wish wishes[GATES_ROWS];
	size_t wished[GATES_ROWS];
	struct confirm_family family = plan(gate, wishes, wished);

	for (size_t r = 0; r < gate->scene->rows; r++) {
		struct row *row = &gate->rows[r];

		row->verdict = CONFIRM_PASS;
		if (row->step != RULE_PASSES)
			confirm_row(gate, row, family,
				    grant_of(gate, wishes, r, wished[r]));
	}
}

static double median_rounds(const struct gate *gate)
{
	double rounds[GATES_ROWS];

	for (size_t r = 0; r < gate->scene->rows; r++)
		rounds[r] = (double)gate->rows[r].rounds;
	sort_ascending(rounds, gate->scene->rows);
	return rounds[gate->scene->rows / 2];
}

static void count(const struct gate *gate, const struct row *slow,
		  struct gates_tally *tally)
{
	bool failed = false, inconclusive = false;

	for (size_t r = 0; r < gate->scene->rows; r++) {
		failed |= gate->rows[r].verdict == CONFIRM_FAIL;
		inconclusive |= gate->rows[r].verdict == CONFIRM_INCONCLUSIVE;
	}
	tally->failed += failed;
	tally->inconclusive += inconclusive && !failed;
	tally->found += slow->verdict == CONFIRM_FAIL;
	tally->missed += slow->verdict == CONFIRM_PASS;
	tally->few += gate->played <= gate->scene->most / 3;
	tally->rounds += (double)gate->played;
}

struct gates_tally gates_play(const struct gates_scene *scene, size_t gates, uint64_t seed)
{
	struct gate *gate = calloc(1, sizeof(*gate));
	struct gates_tally tally = {.gates = gates};

	must(gate != NULL);
	gate->scene = scene;
	gate->random = seed;
	for (size_t g = 0; g < gates; g++) {
		gate->played = 0;
		for (size_t r = 0; r < scene->rows; r++)
			start_row(gate, r, r == g % scene->rows);
		play_first(gate);
		tally.median_rounds += median_rounds(gate) / (double)gates;
		play_second(gate);
		count(gate, &gate->rows[g % scene->rows], &tally);
	}
	tally.rounds /= (double)gates;
	free(gate);
	return tally;
}
