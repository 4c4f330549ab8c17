/* SPDX-License-Identifier: MIT */
/* fingerprint.c - fingerprints of machines, results and bytes. See fingerprint.h. */
#include "bench/store/fingerprint.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void finish(struct sha256_ctx *sum, char *text)
{
	uint8_t digest[(FINGERPRINT_TEXT - 1) / 2];

	sha256_digest(sum, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(text + 2 * i, 3, "%02x", digest[i]);
}

/* With its end, so that "ab", "c" is not "a", "bc". */
static void add_text(struct sha256_ctx *sum, const char *text)
{
	sha256_update(sum, strlen(text) + 1, (const uint8_t *)text);
}

void fingerprint_machine(const struct machine *machine, char *text)
{
	const char *const texts[] = {
		machine->cpu,	machine->kernel,	 machine->governor,
		machine->boost, machine->virtualisation, machine->compiler,
		machine->flags};
	char cores[64];
	struct sha256_ctx sum;

	sha256_init(&sum);
	for (size_t i = 0; i < COUNT(texts); i++)
		add_text(&sum, texts[i]);
	snprintf(cores, sizeof(cores), "%lld %lld", (long long)machine->cores_online,
		 (long long)machine->cores_allowed);
	add_text(&sum, cores);
	finish(&sum, text);
}

static int add_file(struct sha256_ctx *sum, const char *path)
{
	FILE *file = fopen(path, "re");
	uint8_t bytes[4096];
	size_t count;
	int error;

	if (!file)
		return -errno;
	while ((count = fread(bytes, 1, sizeof(bytes), file)) > 0)
		sha256_update(sum, count, bytes);
	error = ferror(file) ? -EIO : 0;
	fclose(file);
	return error;
}

static int fingerprint_files(const char *folder, const char *const *files, size_t count,
			     char *text, struct problem *problem)
{
	struct sha256_ctx sum;

	sha256_init(&sum);
	for (size_t i = 0; i < count; i++) {
		char *path = NULL;
		int error = -ENOMEM;

		if (asprintf(&path, "%s/%s", folder, files[i]) >= 0) {
			error = add_file(&sum, path);
			free(path);
		}
		if (error)
			return problem_set(problem, error, "cannot read %s/%s: %s", folder,
					   files[i], strerror(-error));
	}
	finish(&sum, text);
	return 0;
}

int fingerprint_results(const char *folder, char *text, struct problem *problem)
{
	static const char *const files[] = {"run.json", "rounds.jsonl"};

	return fingerprint_files(folder, files, COUNT(files), text, problem);
}

int fingerprint_trace(const char *path, char *text, struct problem *problem)
{
	struct sha256_ctx sum;
	int error;

	sha256_init(&sum);
	error = add_file(&sum, path);
	if (error)
		return problem_set(problem, error, "cannot read %s: %s", path,
				   strerror(-error));
	finish(&sum, text);
	return 0;
}

int fingerprint_gate(const char *folder, char *text, struct problem *problem)
{
	static const char *const files[] = {"gate.json"};

	return fingerprint_files(folder, files, COUNT(files), text, problem);
}

void fingerprint_add(char *text, const void *bytes, size_t size)
{
	struct sha256_ctx sum;

	sha256_init(&sum);
	add_text(&sum, text);
	sha256_update(&sum, size, bytes);
	finish(&sum, text);
}
