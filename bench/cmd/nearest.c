/* SPDX-License-Identifier: MIT */
/* nearest.c - what somebody may have meant. See nearest.h. */
#include "bench/cmd/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define LETTERS_MAX 40 /* of a name that is compared; longer ones match nothing */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Typing slips from a to b; table[i][j] is the number between their first i and j letters. */
static size_t slips(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t table[LETTERS_MAX + 1][LETTERS_MAX + 1];

	for (size_t i = 0; i <= a_length; i++)
		table[i][0] = i;
	for (size_t j = 0; j <= b_length; j++)
		table[0][j] = j;
	for (size_t i = 1; i <= a_length; i++)
		for (size_t j = 1; j <= b_length; j++) {
			size_t changed = table[i - 1][j - 1] + !same(a[i - 1], b[j - 1]);

			table[i][j] =
				least(changed, 1 + least(table[i - 1][j], table[i][j - 1]));
			if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) &&
			    same(a[i - 2], b[j - 1]))
				table[i][j] = least(table[i][j], table[i - 2][j - 2] + 1);
		}
	return table[a_length][b_length];
}

const char *nearest(const char *meant, const char *const *names, size_t count)
{
	const char *best = NULL;
	size_t length = strlen(meant), fewest = LETTERS_MAX;

	if (length > LETTERS_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t other = strlen(names[i]), number;

		if (other > LETTERS_MAX)
			continue;
		number = slips(meant, length, names[i], other);
		/* half of the letters, rounded up: "ech" and "rwa" are understood, "x" is not */
		if (number < fewest && 2 * number <= (other > length ? other : length)) {
			fewest = number;
			best = names[i];
		}
	}
	return best;
}
