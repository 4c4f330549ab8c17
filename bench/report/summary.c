/* SPDX-License-Identifier: MIT */
/* summary.c - what a run's rounds come to. See summary.h; its written form is summary_json.c. */
#include "bench/report/summary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *const quantile_names[QUANTILES] = {"p50", "p90", "p99", "p99.9"};

const double quantile_shares[QUANTILES] = {.5, .9, .99, .999};

/* What is needed while one duet is summed up. */
struct work {
	const struct results *results;
	size_t duet;
	double *values, *base;		  /* room for every round of the duet */
	double *quantiles[QUANTILES + 1]; /* likewise; the last: maxima */
	struct histogram *histogram;
};

/* An estimate that cannot be made (no rounds, ratios of zeros) stays "not measured". */
static int accept(int result)
{
	return result == -EDOM || result == -EINVAL ? 0 : result;
}

/*
 * Of costs: the interval is made of logarithms, as those of the ratios are, so that it stays above
 * 0 and a ratio of two values is close to the ratio that is printed. Counts, which may be 0, as
 * they are.
 */
static int estimate_value(struct work *work, size_t n, struct estimate *estimate)
{
	int result;

	for (size_t i = 0; i < n; i++)
		work->base[i] = 1;
	result = estimate_ratio(work->values, work->base, n, estimate);
	if (result == -EDOM)
		result = estimate_mean(work->values, n, estimate);
	return accept(result);
}

static int sum_up_values(struct work *work, size_t index, struct contestant_summary *into)
{
	int result = 0;

	for (enum measure m = 0; m < MEASURES && result == 0; m++) {
		size_t n =
			results_series(work->results, work->duet, index, m, work->values);

		if (n)
			result = estimate_value(work, n, &into->values[m]);
	}
	return result;
}

static int sum_up_ratio(struct work *work, size_t index, size_t to, enum measure m,
			struct estimate *ratio)
{
	size_t n = results_series(work->results, work->duet, index, m, work->values);

	*ratio = (struct estimate){0};
	if (!n || results_series(work->results, work->duet, to, m, work->base) != n)
		return 0;
	return accept(estimate_ratio(work->values, work->base, n, ratio));
}

/* What is compared: whatever a duet may be judged by. */
static int sum_up_ratios(struct work *work, size_t index, size_t to,
			 struct contestant_summary *into)
{
	static const enum measure metrics[] = {MEASURE_WALL, MEASURE_CPU, MEASURE_MEMORY};
	int result = 0;

	for (size_t m = 0; m < sizeof(metrics) / sizeof(*metrics) && result == 0; m++)
		result = sum_up_ratio(work, index, to, metrics[m],
				      &into->ratios[metrics[m]]);
	return result;
}

void summary_load_latencies(struct histogram *into, const struct latency_record *latency)
{
	histogram_reset(into);
	for (size_t i = 0; i < latency->count; i++)
		histogram_record_bucket(into, latency->buckets[i].index,
					latency->buckets[i].count);
	into->max = latency->max_ns;
}

static int sum_up_latencies(struct work *work, size_t index, size_t rounds,
			    enum latency_kind kind, struct latency_summary *into)
{
	size_t n = 0;
	int result = 0;

	for (size_t round = 0; round < rounds; round++) {
		const struct round_record *record =
			results_round(work->results, work->duet, round, index);
		const struct latency_record *latency =
			record ? &record->latencies[kind] : NULL;

		if (!latency || !latency->count)
			continue;
		summary_load_latencies(work->histogram, latency);
		into->count += (int64_t)work->histogram->count;
		if (latency->max_ns > into->greatest_ns)
			into->greatest_ns = latency->max_ns;
		for (size_t q = 0; q < QUANTILES; q++)
			work->quantiles[q][n] = (double)histogram_quantile(
				work->histogram, quantile_shares[q]);
		work->quantiles[QUANTILES][n++] = (double)latency->max_ns;
	}
	for (size_t q = 0; q <= QUANTILES && n && result == 0; q++) {
		memcpy(work->values, work->quantiles[q], n * sizeof(double));
		result = estimate_value(work, n,
					q < QUANTILES ? &into->quantiles[q] : &into->max);
	}
	return result;
}

/* One number of operations over the rounds, all of which have it: they are planned alike. */
static int sum_up_level(struct work *work, size_t index, size_t rounds, size_t number,
			struct level_summary *level)
{
	size_t n = 0;
	int result;

	for (size_t round = 0; round < rounds; round++) {
		const struct round_record *record =
			results_round(work->results, work->duet, round, index);
		const struct level_record *it;

		if (!record || record->level_count <= number)
			continue;
		it = &record->levels[number];
		level->operations = it->operations;
		work->values[n] =
			(double)(it->resident + it->page_tables) / (double)it->operations;
		work->quantiles[0][n++] = (double)it->kernel / (double)it->operations;
	}
	if (!n)
		return 0;
	result = estimate_value(work, n, &level->memory);
	if (result == 0)
		result = accept(estimate_mean(work->quantiles[0], n, &level->kernel));
	return result;
}

static int sum_up_levels(struct work *work, size_t index, size_t rounds,
			 struct contestant_summary *into)
{
	const struct round_record *first =
		results_round(work->results, work->duet, 0, index);
	int result = 0;

	if (!first || !first->level_count)
		return 0;
	into->levels = calloc(first->level_count, sizeof(*into->levels));
	if (!into->levels)
		return -ENOMEM;
	into->level_count = first->level_count;
	for (size_t i = 0; i < into->level_count && result == 0; i++)
		result = sum_up_level(work, index, rounds, i, &into->levels[i]);
	return result;
}

static int64_t total_of(const struct round_record *record, const char *name)
{
	for (size_t i = 0; i < record->count_count; i++)
		if (strcmp(record->counts[i].name, name) == 0)
			return record->counts[i].value;
	return 0;
}

static void add_totals(const struct work *work, size_t index, size_t rounds,
		       struct contestant_summary *into)
{
	for (size_t round = 0; round < rounds; round++) {
		const struct round_record *record =
			results_round(work->results, work->duet, round, index);

		if (!record)
			continue;
		for (size_t c = 0; c < into->count_count; c++)
			into->counts[c].total += total_of(record, into->counts[c].name);
		into->operations += record->operations;
	}
}

/* Whatever the first round counted; what another round lacks has a total and no rate. */
static int sum_up_counts(struct work *work, size_t index, size_t rounds,
			 struct contestant_summary *into)
{
	const struct round_record *first =
		results_round(work->results, work->duet, 0, index);
	int result = 0;

	into->count_count = first ? first->count_count : 0;
	for (size_t c = 0; c < into->count_count && result == 0; c++) {
		struct count_summary *count = &into->counts[c];
		size_t n;

		count->name = first->counts[c].name;
		n = results_count_series(work->results, work->duet, index, count->name,
					 work->values);
		if (n)
			result = estimate_value(work, n, &count->rate);
		if (count->rate.low < 0) /* nothing happens less often than never */
			count->rate.low = 0;
	}
	add_totals(work, index, rounds, into);
	return result;
}

static int sum_up_contestant(struct work *work, struct duet_summary *duet, size_t index)
{
	struct contestant_summary *into = &duet->contestants[index];
	size_t rounds = (size_t)duet->record->rounds_done;
	int result;

	into->record = &duet->record->contestants[index];
	if (into->record->control)
		duet->control = into;
	result = sum_up_values(work, index, into);
	for (enum latency_kind kind = 0; kind < LATENCIES && result == 0; kind++)
		result =
			sum_up_latencies(work, index, rounds, kind, &into->latencies[kind]);
	if (result == 0)
		result = sum_up_counts(work, index, rounds, into);
	if (result == 0)
		result = sum_up_levels(work, index, rounds, into);
	return result ? result : sum_up_ratios(work, index, 0, into);
}

static void work_free(struct work *work)
{
	free(work->values);
	free(work->base);
	for (size_t q = 0; q <= QUANTILES; q++)
		free(work->quantiles[q]);
	free(work->histogram);
}

static int work_start(struct work *work, const struct results *results, size_t duet)
{
	size_t room = (size_t)results->run.duets[duet].rounds_done + 1;
	bool made;

	*work = (struct work){.results = results, .duet = duet};
	work->values = calloc(room, sizeof(double));
	work->base = calloc(room, sizeof(double));
	work->histogram = calloc(1, sizeof(*work->histogram));
	made = work->values && work->base && work->histogram;
	for (size_t q = 0; q <= QUANTILES; q++) {
		work->quantiles[q] = calloc(room, sizeof(double));
		made = made && work->quantiles[q];
	}
	return made ? 0 : -ENOMEM;
}

static int sum_up_duet(const struct results *results, size_t index,
		       struct duet_summary *duet)
{
	struct work work;
	int result = work_start(&work, results, index);

	duet->record = &results->run.duets[index];
	duet->metric = measure_of_metric(duet->record->metric);
	duet->count = duet->record->contestant_count;
	duet->contestants = calloc(duet->count + 1, sizeof(*duet->contestants));
	if (!duet->contestants)
		result = -ENOMEM;
	for (size_t i = 0; i < duet->count && result == 0; i++)
		result = sum_up_contestant(&work, duet, i);
	if (result == 0 && duet->count)
		duet->rounds = results_series(results, index, 0, duet->metric, work.values);
	work_free(&work);
	return result;
}

/* Whether two duets play the same with the same parameters, but not on the same cores. */
static bool are_twins(const struct duet_record *a, const struct duet_record *b)
{
	return a->contestant_count && b->contestant_count &&
	       strcmp(a->workload, b->workload) == 0 && strcmp(a->cores, b->cores) != 0 &&
	       records_share_parameters(&a->contestants[0], &b->contestants[0]);
}

static void find_twins(const struct run_record *run, struct summary *summary)
{
	for (size_t i = 0; i < run->duet_count; i++)
		for (size_t j = 0; j < run->duet_count; j++)
			if (are_twins(&run->duets[i], &run->duets[j]))
				summary->duets[i].elsewhere = true;
}

int summary_make(const struct results *results, struct summary *summary,
		 struct problem *problem)
{
	int result = 0;

	*summary = (struct summary){.results = results};
	summary->duets = calloc(results->run.duet_count + 1, sizeof(*summary->duets));
	if (!summary->duets)
		return problem_set(problem, -ENOMEM, "out of memory");
	for (; summary->count < results->run.duet_count && result == 0; summary->count++)
		result = sum_up_duet(results, summary->count,
				     &summary->duets[summary->count]);
	if (result == 0)
		find_twins(&results->run, summary);
	if (result < 0) {
		summary_free(summary);
		problem_set(problem, result, "cannot sum up %s: %s", results->path,
			    strerror(-result));
	}
	return result;
}

static void free_duet(struct duet_summary *duet)
{
	for (size_t i = 0; duet->contestants && i < duet->count; i++)
		free(duet->contestants[i].levels);
	free(duet->contestants);
}

void summary_free(struct summary *summary)
{
	for (size_t i = 0; i < summary->count; i++)
		free_duet(&summary->duets[i]);
	free(summary->duets);
	*summary = (struct summary){0};
}

const struct estimate *summary_value(const struct duet_summary *duet,
				     const struct contestant_summary *contestant)
{
	return &contestant->values[duet->metric];
}

const struct estimate *summary_ratio(const struct duet_summary *duet,
				     const struct contestant_summary *contestant)
{
	return &contestant->ratios[duet->metric];
}

static int by_value(const void *left, const void *right, void *context)
{
	const struct duet_summary *duet = context;
	const struct estimate *a =
		summary_value(duet, *(const struct contestant_summary *const *)left);
	const struct estimate *b =
		summary_value(duet, *(const struct contestant_summary *const *)right);

	if (!a->rounds || !b->rounds)
		return !a->rounds - !b->rounds;
	return (a->value > b->value) - (a->value < b->value);
}

const struct contestant_summary **summary_ranked(const struct duet_summary *duet,
						 size_t *count)
{
	const struct contestant_summary **ranked = calloc(duet->count + 1, sizeof(void *));

	*count = 0;
	if (!ranked)
		return NULL;
	for (size_t i = 0; i < duet->count; i++)
		if (&duet->contestants[i] != duet->control)
			ranked[(*count)++] = &duet->contestants[i];
	qsort_r(ranked, *count, sizeof(void *), by_value, (void *)duet);
	return ranked;
}

struct estimate summary_per_second(const struct estimate *ns)
{
	if (!ns->rounds || ns->value <= 0)
		return (struct estimate){0};
	return (struct estimate){.value = 1e9 / ns->value,
				 .low = 1e9 / ns->high,
				 .high = 1e9 / ns->low,
				 .rounds = ns->rounds};
}

struct estimate summary_requests(const struct contestant_summary *contestant)
{
	return summary_per_second(&contestant->values[MEASURE_DRIVER_WALL]);
}

bool summary_is_client_bound(const struct contestant_summary *contestant)
{
	const struct estimate *busy = &contestant->values[MEASURE_DRIVER_UTILISATION];

	return busy->rounds && busy->value > CLIENT_BOUND;
}

int summary_compare(const struct summary *summary, const struct duet_summary *duet,
		    size_t a, size_t b, enum measure measure, struct estimate *ratio)
{
	struct work work;
	int result = work_start(&work, summary->results, (size_t)(duet - summary->duets));

	if (result == 0)
		result = sum_up_ratio(&work, a, b, measure, ratio);
	work_free(&work);
	return result;
}

int summary_rebase(const struct summary *summary, struct duet_summary *duet, size_t base)
{
	struct work work;
	int result = work_start(&work, summary->results, (size_t)(duet - summary->duets));

	for (size_t i = 0; i < duet->count && result == 0; i++)
		if (&duet->contestants[i] != duet->control)
			result = sum_up_ratios(&work, i, base, &duet->contestants[i]);
	work_free(&work);
	duet->base = base;
	return result;
}
