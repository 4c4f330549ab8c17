/* SPDX-License-Identifier: MIT */
/* quantiles.c - quantiles of latencies in tables. See quantiles.h. */
#include "bench/report/quantiles.h"

#include "bench/report/cells.h"

#define LAG_SHARE .25 /* of a latency: more is too much of the client's own */
#define THIN 10	      /* answers a round */

bool quantile_is_lag(const struct contestant_summary *contestant, enum quantile quantile)
{
	const struct latency_summary *all = contestant->latencies;

	return all[LATENCY_LAG].quantiles[quantile].value >
	       LAG_SHARE * all[LATENCY_CORRECTED].quantiles[quantile].value;
}

/* Likewise of the greatest of all. */
static bool greatest_is_lag(const struct contestant_summary *contestant)
{
	const struct latency_summary *all = contestant->latencies;

	return (double)all[LATENCY_LAG].greatest_ns >
	       LAG_SHARE * (double)all[LATENCY_CORRECTED].greatest_ns;
}

bool quantile_is_thin(const struct contestant_summary *contestant, enum quantile quantile)
{
	const struct latency_summary *latency = &contestant->latencies[LATENCY_CORRECTED];
	size_t rounds = latency->quantiles[quantile].rounds;

	return rounds && (double)latency->count * (1 - quantile_shares[quantile]) <
				 THIN * (double)rounds * (1 - 1e-9);
}

static void add(struct table *table, double value, bool bracketed)
{
	table_cell(table, bracketed ? SHADE_FAINT : SHADE_NONE, bracketed ? "(%s)" : "%s",
		   format_number(value).text);
}

void quantile_add(struct table *table, const struct contestant_summary *contestant,
		  enum quantile quantile, struct unit unit)
{
	const struct estimate *it =
		&contestant->latencies[LATENCY_CORRECTED].quantiles[quantile];

	if (it->rounds)
		add(table, it->value / unit.ns,
		    quantile_is_lag(contestant, quantile) ||
			    quantile_is_thin(contestant, quantile));
	else
		cell_absent(table);
}

void quantiles_add(struct table *table, const struct contestant_summary *contestant,
		   struct unit unit)
{
	const struct latency_summary *latency = &contestant->latencies[LATENCY_CORRECTED];

	for (enum quantile q = 0; q < QUANTILES; q++)
		quantile_add(table, contestant, q, unit);
	add(table, (double)latency->greatest_ns / unit.ns, greatest_is_lag(contestant));
	table_cell(table, SHADE_NONE, "%s", format_count(latency->count).text);
}

/* What the brackets stand for, as far as was seen. */
struct reasons {
	bool lag, thin;
};

/* Look at the duet's rows. */
static void look(const struct duet_summary *duet, enum quantile quantile,
		 struct reasons *reasons)
{
	for (size_t i = 0; i < duet->count; i++) {
		const struct contestant_summary *it = &duet->contestants[i];

		if (it == duet->control)
			continue;
		reasons->lag = reasons->lag || quantile_is_lag(it, quantile);
		reasons->thin = reasons->thin || quantile_is_thin(it, quantile);
	}
}

static void write_reasons(FILE *file, struct reasons reasons)
{
	if (!reasons.lag && !reasons.thin)
		return;
	fprintf(file, "In brackets: %s%s%s.",
		reasons.lag
			? "over a quarter of it is how late the load generator itself was"
			: "",
		reasons.lag && reasons.thin ? ", or " : "",
		reasons.thin ? "fewer than 10 answers a round behind it" : "");
}

void quantiles_write_note(FILE *file, const struct duet_summary *duet)
{
	struct reasons reasons = {0};

	for (enum quantile q = 0; q < QUANTILES; q++)
		look(duet, q, &reasons);
	for (size_t i = 0; i < duet->count; i++)
		if (&duet->contestants[i] != duet->control &&
		    greatest_is_lag(&duet->contestants[i]))
			reasons.lag = true;
	write_reasons(file, reasons);
}

void quantiles_write_note_of(FILE *file, const struct duet_summary *const *duets,
			     size_t count, const enum quantile *shown, size_t shown_count)
{
	struct reasons reasons = {0};

	for (size_t i = 0; i < count; i++)
		for (size_t q = 0; q < shown_count; q++)
			look(duets[i], shown[q], &reasons);
	write_reasons(file, reasons);
}
