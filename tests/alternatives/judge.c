/* SPDX-License-Identifier: MIT */
/*
 * judge welch|ranks|paired BASE HEAD: whether two files of costs, one a line, differ: the change of
 * head over base in per cent, and P, two-sided.
 * judge share HITS TRIALS: what share that is, in per cent, with its 95 % interval by Clopper and
 * Pearson. For scripts/gate-alternatives.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/stats/proportion.h"
#include "tests/alternatives/two_samples.h"

static int refuse(const char *what, const char *why)
{
	fprintf(stderr, "judge: %s: %s\n", what, why);
	return 2;
}

static int add(struct sample *sample, double value)
{
	double *grown;

	if (sample->count & (sample->count - 1)) { /* grows at powers of two */
		sample->values[sample->count++] = value;
		return 0;
	}
	grown = realloc(sample->values,
			(sample->count ? 2 * sample->count : 1) * sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	sample->values = grown;
	sample->values[sample->count++] = value;
	return 0;
}

static int read_sample(const char *path, struct sample *sample)
{
	FILE *file = fopen(path, "re");
	int error = 0, read = 1;
	double value;

	if (!file)
		return refuse(path, strerror(errno));
	while (!error && (read = fscanf(file, "%lf", &value)) == 1)
		error = value > 0 && isfinite(value) ? add(sample, value) : -EINVAL;
	fclose(file);
	if (error || read == 0)
		return refuse(path, "not all of it are numbers above 0");
	return 0;
}

static int compare(const char *test, struct sample *base, struct sample *head)
{
	struct difference difference = {0};
	int error;

	if (!strcmp(test, "welch"))
		error = welch(base, head, &difference);
	else if (!strcmp(test, "ranks"))
		error = mann_whitney(base, head, &difference);
	else if (!strcmp(test, "paired"))
		error = paired(base, head, &difference);
	else
		return refuse(test, "no such test; welch, ranks or paired");
	if (error)
		return refuse(test, "too few values, or not as many of each");
	printf("%.4f %.6g\n", 100 * difference.change, difference.p);
	return 0;
}

static int compare_files(char **words)
{
	struct sample base = {0}, head = {0};
	int code = read_sample(words[1], &base);

	if (!code)
		code = read_sample(words[2], &head);
	if (!code)
		code = compare(words[0], &base, &head);
	free(base.values);
	free(head.values);
	return code;
}

static int tell_share(const char *hits, const char *trials)
{
	struct proportion share;

	if (proportion_estimate(strtoul(hits, NULL, 10), strtoul(trials, NULL, 10), 0.95,
				&share))
		return refuse(trials, "there must be trials, and no more hits than these");
	printf("%.1f %.1f %.1f\n", 100 * share.value, 100 * share.low, 100 * share.high);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return refuse("usage",
			      "welch|ranks|paired BASE HEAD, or share HITS TRIALS");
	if (!strcmp(argv[1], "share"))
		return tell_share(argv[2], argv[3]);
	return compare_files(argv + 1);
}
