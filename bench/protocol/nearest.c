/* SPDX-License-Identifier: MIT */
/* nearest.c - what somebody may have meant. See nearest.h. */
#include "bench/protocol/nearest.h"

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
	/* At most 40 slips, so bytes do: this runs on tasks' stacks. */
	unsigned char table[LETTERS_MAX + 1][LETTERS_MAX + 1];

	for (size_t i = 0; i <= a_length; i++)
		table[i][0] = (unsigned char)i;
	for (size_t j = 0; j <= b_length; j++)
		table[0][j] = (unsigned char)j;
	for (size_t i = 1; i <= a_length; i++)
		for (size_t j = 1; j <= b_length; j++) {
			size_t number = least(table[i - 1][j], table[i][j - 1]) + 1U;

			number = least(number, (size_t)table[i - 1][j - 1] +
						       !same(a[i - 1], b[j - 1]));
			if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) &&
			    same(a[i - 2], b[j - 1]))
				number = least(number, table[i - 2][j - 2] + 1U);
			table[i][j] = (unsigned char)number;
		}
	return table[a_length][b_length];
}

void nearest_try(struct nearest *nearest, const char *name)
{
	size_t length = strlen(name), meant = strlen(nearest->wanted), number;

	if (length > LETTERS_MAX || meant > LETTERS_MAX)
		return;
	number = slips(nearest->wanted, meant, name, length);
	if (2 * number > (length > meant ? length : meant))
		return;
	if (!nearest->name || number < nearest->slips) {
		nearest->name = name;
		nearest->slips = number;
	}
}
