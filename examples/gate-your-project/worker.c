/* SPDX-License-Identifier: MIT */
/*
 * worker.c - plays slices of csv_split for `duet gate`: a loop around the code in question, its
 * clocks, and the lines of the worker protocol (docs/protocol.md), without any library.
 *
 * usage: worker --describe | worker csv
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "csv.h"

#define FIELDS_MOST 64
#define FIELDS_DEFAULT 8 /* as the description says */
#define LINES 8
#define LINE_BYTES (FIELDS_MOST * 16)
#define VERIFY 1000 /* operations that show whether both builds do the same work */

/* ---- the work: an operation splits one of the lines ---- */

struct work {
	char lines[LINES][LINE_BYTES];
	size_t bytes[LINES]; /* of each, with its end */
};

/* Returns its bytes. */
static size_t write_line(char *line, int64_t number, int64_t fields)
{
	char *end = line;

	for (int64_t i = 0; i < fields; i++)
		end += sprintf(end, i % 4 == 3 ? "%s\"a \"\"%d\"\"\"" : "%sname%d",
			       i ? "," : "", (int)((number + i) % 100));
	return (size_t)(end - line) + 1;
}

static void work_prepare(struct work *work, int64_t fields)
{
	for (int64_t i = 0; i < LINES; i++)
		work->bytes[i] = write_line(work->lines[i], i, fields);
}

/* Returns a sum that depends on every field of every line, and on nothing else. */
static uint64_t work_play(const struct work *work, int64_t operations)
{
	struct csv_field fields[FIELDS_MOST];
	char line[LINE_BYTES];
	uint64_t sum = 0;

	for (int64_t i = 0; i < operations; i++) {
		int n;

		memcpy(line, work->lines[i % LINES], work->bytes[i % LINES]);
		n = csv_split(line, fields, FIELDS_MOST);
		for (int f = 0; f < n; f++)
			sum = sum * 31 + fields[f].length + (unsigned char)*fields[f].text;
	}
	return sum;
}

/* ---- the protocol ---- */

/* FINGERPRINT, of this file: builds whose worker differs do other work, and are not compared. */
static const char description[] =
	"{\"worker\": \"csv\", \"protocol\": 1, \"version\": \"1\", \"runtimes\": [{"
	"\"name\": \"csv\", \"summary\": \"csv.c\", \"workloads\": [\"split\"]}], "
	"\"workloads\": [{\"name\": \"split\", \"fingerprint\": \"" FINGERPRINT "\", "
	"\"question\": \"what does splitting a line cost?\", \"operation\": \"a line\", "
	"\"caution\": \"\", \"metric\": \"wall\", \"cores\": \"one\", \"driver\": null, "
	"\"verify_operations\": 1000, \"slice_ns\": 200000, \"parameters\": [{"
	"\"name\": \"fields\", \"unit\": \"fields\", \"default\": 8, \"min\": 1, "
	"\"max\": 64, \"help\": \"of a line\"}]}]}";

static int64_t now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

/* The number that a command has under a name: no command nests names that are looked for. */
static int64_t number(const char *command, const char *name, int64_t otherwise)
{
	const char *found = strstr(command, name);

	return found ? strtoll(found + strlen(name), NULL, 10) : otherwise;
}

static void play(const struct work *work, int64_t operations)
{
	struct rusage before, after;
	int64_t cpu, wall;
	uint64_t sum;

	getrusage(RUSAGE_SELF, &before);
	cpu = now(CLOCK_PROCESS_CPUTIME_ID);
	wall = now(CLOCK_MONOTONIC);
	sum = work_play(work, operations);
	wall = now(CLOCK_MONOTONIC) - wall;
	cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	getrusage(RUSAGE_SELF, &after);
	printf("{\"did\": \"play\", \"operations\": %" PRId64 ", \"wall_ns\": %" PRId64
	       ", \"cpu_ns\": %" PRId64 ", \"voluntary\": %ld, \"involuntary\": %ld, "
	       "\"minor_faults\": %ld, \"major_faults\": %ld, \"checksum\": \"%016" PRIx64
	       "\"}\n",
	       operations, wall, cpu, after.ru_nvcsw - before.ru_nvcsw,
	       after.ru_nivcsw - before.ru_nivcsw, after.ru_minflt - before.ru_minflt,
	       after.ru_majflt - before.ru_majflt, sum);
}

static void prepare(struct work *work, int64_t fields)
{
	if (fields < 1 || fields > FIELDS_MOST) {
		printf("{\"error\": \"a line has 1 to %d fields\"}\n", FIELDS_MOST);
		return;
	}
	work_prepare(work, fields);
	printf("{\"did\": \"prepare\", \"parameters\": {\"fields\": %" PRId64 "}}\n",
	       fields);
}

static void answer(const char *command, struct work *work)
{
	if (strstr(command, "\"do\": \"limits\""))
		printf("{\"did\": \"limits\", \"fits\": true}\n");
	else if (strstr(command, "\"do\": \"prepare\""))
		prepare(work, number(command, "\"fields\": ", FIELDS_DEFAULT));
	else if (strstr(command, "\"do\": \"verify\""))
		printf("{\"did\": \"verify\", \"operations\": %d, \"checksum\": "
		       "\"%016" PRIx64 "\"}\n",
		       VERIFY, work_play(work, VERIFY));
	else if (strstr(command, "\"do\": \"play\""))
		play(work, number(command, "\"operations\": ", 1));
	else if (strstr(command, "\"do\": \"finish\""))
		printf("{\"did\": \"finish\"}\n");
	else
		printf("{\"error\": \"no such command\"}\n");
}

int main(int argc, char **argv)
{
	struct work work;
	char command[4096];

	if (argc > 1 && !strcmp(argv[1], "--describe"))
		return puts(description) < 0;
	setvbuf(stdout, NULL, _IOLBF, 0);
	work_prepare(&work, FIELDS_DEFAULT);
	printf("{\"worker\": \"csv\", \"protocol\": 1, \"runtime\": \"csv\", \"pid\": %d, "
	       "\"version\": \"1\"}\n",
	       (int)getpid());
	while (fgets(command, sizeof(command), stdin))
		answer(command, &work);
	return 0;
}
