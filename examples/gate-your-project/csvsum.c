/* SPDX-License-Identifier: MIT */
/* csvsum.c - csvsum FILE: the sum of the last field of every line. A program without a worker. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"

#define FIELDS_MOST 64

/* Returns 0, or -1: a line cannot be split. */
static int add_up(FILE *file, double *sum)
{
	struct csv_field fields[FIELDS_MOST];
	char line[4096];

	while (fgets(line, sizeof(line), file)) {
		int n;

		line[strcspn(line, "\n")] = 0;
		n = csv_split(line, fields, FIELDS_MOST);
		if (n < 0)
			return -1;
		*sum += strtod(fields[n - 1].text, NULL);
	}
	return 0;
}

int main(int argc, char **argv)
{
	FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
	double sum = 0;

	if (!file || add_up(file, &sum)) {
		fprintf(stderr, "csvsum: give one file, of comma-separated values\n");
		return 1;
	}
	fclose(file);
	printf("%.10g\n", sum);
	return 0;
}
