/* SPDX-License-Identifier: MIT */
/*
 * main.c - what a worker with delays does before it is a worker: it reads the value. At its end it
 * tells the passes on standard error, if DUET_DELAY_PASSES is set.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/delay/delay.h"

#define VALUE_SIZE 64 /* as in put */

/* Volatile: it is changed in the linked program. */
static const volatile char value_of_the_program[VALUE_SIZE]
	__attribute__((section(".delay"), used)) = "";

static void read_program(char text[VALUE_SIZE])
{
	for (size_t i = 0; i < VALUE_SIZE; i++)
		text[i] = value_of_the_program[i];
	text[VALUE_SIZE - 1] = 0;
}

static bool set(void)
{
	const char *value = getenv("DUET_DELAY");
	char text[VALUE_SIZE];

	if (!value) {
		read_program(text);
		value = text;
	}
	if (delay_set(value))
		return true;
	fprintf(stderr,
		"duet-worker: the delay '%s' is not PATH:STEPS[/EVERY], such as "
		"switch:3/64; tests/delay/delay.h says more\n",
		value);
	return false;
}

static void tell_passes(void)
{
	for (int i = 0; i < DELAY_PATHS; i++)
		fprintf(stderr, "%s: %llu passes, %llu delayed\n", delay_names[i],
			(unsigned long long)delays[i].passes,
			(unsigned long long)delays[i].delayed);
}

int __real_main(int argc, char **argv);
int __wrap_main(int argc, char **argv);
int __wrap_main(int argc, char **argv)
{
	int status;

	if (!set())
		return 2;
	status = __real_main(argc, argv);
	if (getenv("DUET_DELAY_PASSES"))
		tell_passes();
	return status;
}
