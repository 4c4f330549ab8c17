/* SPDX-License-Identifier: MIT */
/* nearest.c - Levenshtein's distance between names (Wagner and Fischer, 1974). */
#include "bench/worker/nearest.h"

#include <string.h>

#define LONGEST 64 /* letters; no longer name is near anything */

static int least(int a, int b, int c)
{
	int d = a < b ? a : b;

	return d < c ? d : c;
}

static int distance(const char *a, const char *b)
{
	int row[LONGEST + 1], n = (int)strlen(b), corner, above;

	for (int j = 0; j <= n; j++)
		row[j] = j;
	for (int i = 0; a[i]; i++) {
		corner = row[0];
		row[0] = i + 1;
		for (int j = 0; j < n; j++) {
			above = row[j + 1];
			row[j + 1] = least(above + 1, row[j] + 1, corner + (a[i] != b[j]));
			corner = above;
		}
	}
	return row[n];
}

void nearest_try(struct nearest *nearest, const char *name)
{
	int letters = (int)strlen(name), d;

	if (letters > LONGEST || strlen(nearest->wanted) > LONGEST)
		return;
	d = distance(nearest->wanted, name);
	if (d > (letters / 3 > 2 ? letters / 3 : 2) || d >= letters)
		return;
	if (!nearest->name || d < nearest->distance) {
		nearest->name = name;
		nearest->distance = d;
	}
}
