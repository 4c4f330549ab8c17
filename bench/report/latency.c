/* SPDX-License-Identifier: MIT */
/* latency.c - whose clients wait longer. See latency.h. */
#include "bench/report/latency.h"

#include <errno.h>
#include <stdlib.h>

#include "bench/report/duet.h"
#include "bench/report/open_loop.h"
#include "bench/report/quantiles.h"

/* The quantile of a round's corrected latencies; 0: none were recorded. */
static double quantile_of(const struct round_record *round, enum quantile quantile,
			  struct histogram *scratch)
{
	const struct latency_record *latency =
		round ? &round->latencies[LATENCY_CORRECTED] : NULL;

	if (!latency || !latency->count)
		return 0;
	summary_load_latencies(scratch, latency);
	return (double)histogram_quantile(scratch, quantile_shares[quantile]);
}

int latency_compare(const struct summary *summary, const struct duet_summary *duet,
		    size_t a, size_t b, enum quantile quantile, struct estimate *ratio)
{
	size_t rounds = (size_t)duet->record->rounds_done, n = 0,
	       index = (size_t)(duet - summary->duets);
	struct histogram *scratch = calloc(1, sizeof(*scratch));
	double *values = calloc(2 * rounds + 1, sizeof(*values)), *base = values + rounds;
	int result = scratch && values ? 0 : -ENOMEM;

	*ratio = (struct estimate){0};
	for (size_t round = 0; round < rounds && !result; round++) {
		values[n] = quantile_of(results_round(summary->results, index, round, a),
					quantile, scratch);
		base[n] = quantile_of(results_round(summary->results, index, round, b),
				      quantile, scratch);
		n += values[n] > 0 && base[n] > 0;
	}
	if (!result && n)
		result = estimate_ratio(values, base, n, ratio);
	free(scratch);
	free(values);
	return result;
}

static bool is_valid(const struct contestant_summary *it)
{
	return it->latencies[LATENCY_CORRECTED].count && !open_loop_is_invalid(it);
}

bool latency_tells(const struct duet_summary *duet)
{
	const struct contestant_summary *rival = duet_rival(duet);

	return rival && open_loop_is(duet) && is_valid(rival) && is_valid(duet_base(duet));
}

static void write_quantile(FILE *file, const struct summary *summary,
			   const struct duet_summary *duet, enum quantile quantile,
			   const char *emphasis)
{
	const struct contestant_summary *base = duet_base(duet), *rival = duet_rival(duet);
	struct estimate ratio;
	const char *mark;

	latency_compare(summary, duet, (size_t)(rival - duet->contestants), duet->base,
			quantile, &ratio);
	mark = verdict_of(&ratio) == VERDICT_UNCLEAR ? "~ " : "";
	fprintf(file, "at %s %s on %s and %s on %s", quantile_names[quantile],
		format_time(base->latencies[LATENCY_CORRECTED].quantiles[quantile].value)
			.text,
		base->record->label,
		format_time(rival->latencies[LATENCY_CORRECTED].quantiles[quantile].value)
			.text,
		rival->record->label);
	if (verdict_of(&ratio) != VERDICT_NONE)
		fprintf(file, " (%s%s ×%s)", *mark ? mark : emphasis,
			format_interval(ratio.value, ratio.low, ratio.high).text,
			*mark ? "" : emphasis);
}

void latency_write_sentence(FILE *file, const struct summary *summary,
			    const struct duet_summary *duet, const char *emphasis)
{
	if (!latency_tells(duet))
		return;
	fputs(" Clients wait ", file);
	write_quantile(file, summary, duet, QUANTILE_50, emphasis);
	if (quantile_is_lag(duet_base(duet), QUANTILE_99) ||
	    quantile_is_lag(duet_rival(duet), QUANTILE_99)) {
		fputs("; at p99 over a quarter is the load generator's own lag.", file);
		return;
	}
	fputs(", ", file);
	write_quantile(file, summary, duet, QUANTILE_99, emphasis);
	fputs(".", file);
}
