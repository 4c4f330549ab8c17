/* SPDX-License-Identifier: MIT */
/* harness.c - the harness's own share in words. See harness.h. */
#include "bench/report/harness.h"

#include <math.h>
#include <stddef.h>

#define ENOUGH_NS 10000000 /* of less, a reading of a clock would be much */

static double share(int64_t used_ns, int64_t measured_ns)
{
	return measured_ns > 0 ? (double)used_ns / (double)measured_ns : -1;
}

double harness_share(const struct duet_record *duet)
{
	return share(duet->harness_ns, duet->measured_ns);
}

double harness_share_of_run(const struct run_record *run)
{
	int64_t used_ns = 0, measured_ns = 0;

	for (size_t i = 0; i < run->duet_count; i++) {
		used_ns += run->duets[i].harness_ns;
		measured_ns += run->duets[i].measured_ns;
	}
	return share(used_ns, measured_ns);
}

/* The duet with the highest share among those whose slices lasted long enough; NULL: none. */
static const struct duet_record *find_worst(const struct run_record *run)
{
	const struct duet_record *worst = NULL;

	for (size_t i = 0; i < run->duet_count; i++) {
		const struct duet_record *duet = &run->duets[i];

		if (duet->measured_ns >= ENOUGH_NS &&
		    (!worst || harness_share(duet) > harness_share(worst)))
			worst = duet;
	}
	return worst;
}

/* In per cent, up to the next hundredth: it is said of the most. */
static void write_share(FILE *file, double share)
{
	double hundredths = ceil(share * 10000 - 1e-6); /* not up by an error of rounding */

	fprintf(file, "%.2f %%", fmax(hundredths, 1) / 100);
}

/* Where the conductor was: the same core, another one, or wherever the kernel put it. */
static const char *where(const struct run_record *run)
{
	size_t apart = 0, together = 0, measured = 0;

	for (size_t i = 0; i < run->duet_count; i++) {
		const struct duet_record *duet = &run->duets[i];

		if (duet->measured_ns <= 0)
			continue;
		measured++;
		if (duet->contestant_core < 0)
			continue;
		apart += duet->driver_core != duet->contestant_core;
		together += duet->driver_core == duet->contestant_core;
	}
	if (together)
		return ", on the contestants' own core";
	if (apart == measured)
		return ", on another core than the contestants";
	return apart ? ", on another core than the contestants where these are pinned to "
		       "one"
		     : "";
}

void harness_write(FILE *file, const struct run_record *run)
{
	const struct duet_record *worst = find_worst(run);
	double overall = harness_share_of_run(run);

	if (overall < 0)
		return;
	fputs("While slices were measured the harness used at most ", file);
	write_share(file, overall);
	fprintf(file, " of a processor%s", where(run));
	if (worst && run->duet_count > 1 && harness_share(worst) >= 0.0001) {
		fputs("; most in the duet of ", file);
		fprintf(file, "`%s`, ", worst->workload);
		write_share(file, harness_share(worst));
	}
	fputs(".\n\n", file);
}
