/* SPDX-License-Identifier: MIT */
/*
 * gate [GATES [mixed]]: how often the gate's rule fails, finds and stays open, as a table in
 * Markdown: made-up machines of five kinds of noise, twelve rows, 2,100 rounds at most
 * (tests/unit/support/rates.h); mixed: those alone whose rows differ in noise.
 * tests/unit/gate_rates.c holds the rule to a few of these. Build it with
 * make build/release/tests/simulate/gate.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/stats/proportion.h"
#include "tests/unit/support/rates.h"

static const char *const kinds[NOISE_KINDS] = {"normal", "bursty", "stolen", "heavy",
					       "drift"};

static void print_share(size_t hits, size_t gates)
{
	struct proportion share = {0};

	proportion_estimate(hits, gates, 0.95, &share);
	printf(" %.2f [%.2f, %.2f] |", 100 * share.value, 100 * share.low,
	       100 * share.high);
}

static void print_row(const char *what, const struct gates_scene *scene, size_t gates)
{
	struct gates_tally tally = gates_play(scene, gates, 1);

	printf("| %s | %s | %.1f |", what, kinds[scene->kind], 100 * scene->slower);
	print_share(tally.failed, gates);
	print_share(tally.inconclusive, gates);
	print_share(tally.found, gates);
	print_share(tally.missed, gates);
	printf(" %.0f | %.0f | %.1f |\n", 100 * (double)tally.few / (double)gates,
	       tally.rounds, tally.median_rounds);
	fflush(stdout);
}

static void print_machines(struct gates_scene scene, const char *what, size_t gates)
{
	static const double slower[] = {0, 0.005, 0.01, 0.02, 0.03};

	for (enum noise_kind kind = 0; kind < NOISE_KINDS; kind++)
		for (size_t i = 0; i < sizeof(slower) / sizeof(slower[0]); i++) {
			scene.kind = kind;
			scene.slower = slower[i];
			print_row(what, &scene, gates);
		}
}

static void print_alike(double sd, const char *what, size_t gates)
{
	struct gates_scene scene = gates_scene(NOISE_NORMAL);

	for (size_t r = 0; r < 3; r++)
		scene.sds[r] = sd;
	print_machines(scene, what, gates);
}

/* Nothing tolerated: all rows in full time, and one row of 0.8 % in a hurry. */
static void print_strict(size_t gates)
{
	struct gates_scene scene = gates_scene(NOISE_NORMAL);

	scene.rule = rule_default(0, scene.rule.layouts);
	print_machines(scene, "0 % tolerated", gates);
	scene.rule = rule_hurried(0, scene.rule.layouts);
	scene.rows = 1;
	scene.first_most = scene.rule.rounds[0];
	scene.most = scene.first_most + 40;
	print_machines(scene, "0 % tolerated, 1 row, 12 + 40 rounds", gates);
}

int main(int argc, char **argv)
{
	size_t gates = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;

	if (gates == 0)
		return fprintf(stderr, "Usage: gate [GATES [mixed]]\n"), 2;
	printf("| machine: rounds scatter by | noise | one row slower, %% | failed, %% | "
	       "inconclusive, %% | the row failed, %% | the row passed, %% | in a third of "
	       "the "
	       "rounds, %% | rounds, mean | rounds of the median row |\n"
	       "| --- | --- | ---: | --- | --- | --- | --- | ---: | ---: | ---: |\n");
	print_machines(gates_scene(NOISE_NORMAL), "0.8, 1.5, 3 %", gates);
	if (argc > 2) /* the first of the machines alone */
		return 0;
	print_alike(0.008, "0.8 %", gates);
	print_alike(0.015, "1.5 %", gates);
	print_alike(0.03, "3 %", gates);
	print_strict(gates);
	return 0;
}
