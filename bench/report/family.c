/* SPDX-License-Identifier: MIT */
/* family.c - finds the duets of a run that differ in one parameter alone. See family.h. */
#include "bench/report/family.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether all parameters but this one have the same values in both. */
static bool differ_in(const struct duet_summary *a, const struct duet_summary *b,
		      const char *parameter)
{
	const struct contestant_record *one = a->record->contestants;

	if (one->parameter_count != b->record->contestants->parameter_count)
		return false;
	for (size_t i = 0; i < one->parameter_count; i++) {
		const struct named_value *own = &one->parameters[i];

		if (strcmp(own->name, parameter) != 0 &&
		    duet_parameter(b, own->name) != own->value)
			return false;
	}
	return true;
}

/* A value of 0 turns something off, which is another question than how much of it. */
static bool can_belong(const struct duet_summary *duet, const char *parameter)
{
	return duet->count && duet->rounds && duet_rival(duet) && !duet_is_mixed(duet) &&
	       duet_parameter(duet, parameter) >= 1;
}

static bool are_kin(const struct duet_summary *a, const struct duet_summary *b,
		    const char *parameter)
{
	return can_belong(a, parameter) && can_belong(b, parameter) &&
	       strcmp(a->record->workload, b->record->workload) == 0 &&
	       strcmp(a->record->cores, b->record->cores) == 0 && a->metric == b->metric &&
	       strcmp(duet_base(a)->record->label, duet_base(b)->record->label) == 0 &&
	       strcmp(duet_rival(a)->record->label, duet_rival(b)->record->label) == 0 &&
	       differ_in(a, b, parameter);
}

static bool has_value(const struct family *family, int64_t value)
{
	for (size_t i = 0; i < family->count; i++)
		if (family_value(family, i) == value)
			return true;
	return false;
}

static int by_value(const void *left, const void *right, void *parameter)
{
	int64_t a = duet_parameter(*(const struct duet_summary *const *)left, parameter);
	int64_t b = duet_parameter(*(const struct duet_summary *const *)right, parameter);

	return (a > b) - (a < b);
}

/* Gather the family that this duet is the first of. Returns whether there is one. */
static bool gather(const struct summary *summary, size_t first, const char *parameter,
		   struct family *family)
{
	const struct duet_summary *duets = summary->duets;

	*family =
		(struct family){.summary = summary, .parameter = parameter, .first = first};
	for (size_t i = 0; i < summary->count && family->count < FAMILY_DUETS; i++) {
		if (!are_kin(&duets[first], &duets[i], parameter))
			continue;
		if (i < first)
			return false;
		if (!has_value(family, duet_parameter(&duets[i], parameter)))
			family->duets[family->count++] = &duets[i];
	}
	qsort_r(family->duets, family->count, sizeof(void *), by_value, (void *)parameter);
	return family->count > 1;
}

static int add(struct families *families, const struct family *family)
{
	struct family *grown =
		realloc(families->all, (families->count + 1) * sizeof(*families->all));

	if (!grown)
		return -ENOMEM;
	families->all = grown;
	grown[families->count++] = *family;
	return 0;
}

int families_find(const struct summary *summary, struct families *families)
{
	struct family family;
	int result = 0;

	*families = (struct families){0};
	for (size_t i = 0; i < summary->count; i++) {
		const struct duet_summary *duet = &summary->duets[i];
		size_t parameters =
			duet->count ? duet->record->contestants->parameter_count : 0;

		for (size_t j = 0; j < parameters && result == 0; j++)
			if (gather(summary, i,
				   duet->record->contestants->parameters[j].name, &family))
				result = add(families, &family);
	}
	return result;
}

void families_free(struct families *families)
{
	free(families->all);
	*families = (struct families){0};
}

const struct family *families_of(const struct families *families,
				 const struct duet_summary *duet, const char *parameter)
{
	for (size_t i = 0; i < families->count; i++) {
		const struct family *family = &families->all[i];

		for (size_t j = 0; j < family->count; j++)
			if (family->duets[j] == duet &&
			    strcmp(family->parameter, parameter) == 0)
				return family;
	}
	return NULL;
}

int64_t family_value(const struct family *family, size_t i)
{
	return duet_parameter(family->duets[i], family->parameter);
}

static bool has_label(const char *const *labels, size_t count, const char *label)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(labels[i], label) == 0)
			return true;
	return false;
}

size_t family_labels(const struct family *family, const char **labels)
{
	size_t count = 0;

	labels[count++] = duet_base(family->duets[0])->record->label;
	for (size_t i = 0; i < family->count; i++)
		for (size_t j = 0; j < family->duets[i]->count; j++) {
			const struct contestant_record *it =
				family->duets[i]->contestants[j].record;

			if (!it->control && count < FAMILY_LABELS &&
			    !has_label(labels, count, it->label))
				labels[count++] = it->label;
		}
	return count;
}

const struct contestant_summary *family_contestant(const struct duet_summary *duet,
						   const char *label)
{
	for (size_t i = 0; i < duet->count; i++)
		if (!duet->contestants[i].record->control &&
		    strcmp(duet->contestants[i].record->label, label) == 0)
			return &duet->contestants[i];
	return NULL;
}

size_t family_doubtful(const struct family *family)
{
	size_t count = 0;

	for (size_t i = 0; i < family->count; i++)
		count += duet_is_doubtful(family->duets[i], NULL, 0);
	return count;
}

struct crossover family_crossover(const struct family *family)
{
	struct crossover_point points[FAMILY_DUETS];
	size_t count = 0;

	for (size_t i = 0; i < family->count; i++) {
		const struct duet_summary *duet = family->duets[i];

		if (duet_is_doubtful(duet, NULL, 0))
			continue;
		points[count++] =
			(struct crossover_point){(double)family_value(family, i),
						 *summary_ratio(duet, duet_rival(duet))};
	}
	return crossover_find(points, count);
}
