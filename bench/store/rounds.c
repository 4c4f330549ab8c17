/* SPDX-License-Identifier: MIT */
/* rounds.c - reads rounds.jsonl: lines in order, perhaps cut short. */
#include "bench/store/rounds.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Which record must come next. Duets may have no rounds at all, rounds no gap. */
struct place {
	size_t duet, round, contestant;
};

static struct round_record *next_record(struct decoder *decoder, struct results *results)
{
	size_t count = results->round_count;
	struct round_record *grown;

	if ((count & (count - 1)) == 0) { /* a power of two, or 0: full */
		grown = realloc(results->rounds, (count ? 2 * count : 1) * sizeof(*grown));
		if (!grown) {
			decoder->error =
				problem_set(decoder->problem, -ENOMEM,
					    "no memory for reading %s", decoder->folder);
			return NULL;
		}
		results->rounds = grown;
	}
	return &results->rounds[count];
}

/* Check that the record is the one expected, or begins a later duet; step on. */
static void check_place(struct decoder *decoder, const struct results *results,
			const struct round_record *record, struct place *place)
{
	const struct run_record *run = &results->run;

	if (record->duet >= run->duet_count ||
	    record->contestant >= run->duets[record->duet].contestant_count) {
		decode_fail(decoder, "run.json knows no contestant %zu of duet %zu",
			    record->contestant, record->duet);
		return;
	}
	if (record->duet > place->duet && place->contestant == 0)
		*place = (struct place){.duet = record->duet};
	if (record->duet != place->duet || record->round != place->round ||
	    record->contestant != place->contestant) {
		decode_fail(
			decoder,
			"contestant %zu of duet %zu, round %zu, where contestant %zu of "
			"duet %zu, round %zu belongs",
			record->contestant, record->duet, record->round, place->contestant,
			place->duet, place->round);
		return;
	}
	if (++place->contestant == run->duets[place->duet].contestant_count)
		*place = (struct place){.duet = place->duet, .round = place->round + 1};
}

static void read_line(struct decoder *decoder, struct results *results, const char *text,
		      size_t bytes, struct place *place)
{
	struct round_record *record = next_record(decoder, results);
	json_error_t where;
	json_t *json;

	if (!record)
		return;
	json = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &where);
	if (!json_is_object(json)) {
		decode_fail(decoder, "%s", json ? "no JSON object" : where.text);
		json_decref(json);
		return;
	}
	decode_round(decoder, json, record);
	results->round_count++; /* its arrays are now freed with the results */
	if (!decoder->error)
		check_place(decoder, results, record, place);
	json_decref(json);
}

/* Leave out the records of a round that is not complete. */
static void cut_round(struct results *results, const struct place *place)
{
	for (size_t i = 0; i < place->contestant; i++)
		free_round_record(&results->rounds[--results->round_count]);
	results->torn = true;
}

/* Read all whole lines; what follows the last line's end was cut. */
static void read_lines(struct decoder *decoder, struct results *results, FILE *file)
{
	struct place place = {0};
	char *line = NULL;
	size_t size = 0;
	ssize_t length;

	while (!decoder->error && (length = getline(&line, &size, file)) > 0) {
		decoder->line++;
		if (line[length - 1] != '\n')
			results->torn = true;
		else
			read_line(decoder, results, line, (size_t)length, &place);
	}
	free(line);
	if (decoder->error)
		return;
	if (ferror(file))
		decode_fail(decoder, "%s", strerror(errno));
	if (place.contestant > 0)
		cut_round(results, &place);
	if (results->torn && results->run.state == RUN_COMPLETE)
		decode_fail(decoder, "cut short, although the run is complete");
}

/* What run.json says is old when the run was cut off; when it is complete, both must agree. */
static void count_rounds(struct decoder *decoder, struct results *results)
{
	struct run_record *run = &results->run;
	size_t next = 0;

	decoder->line = 0;
	for (size_t d = 0; d < run->duet_count; d++) {
		struct duet_record *duet = &run->duets[d];
		size_t first = next;
		int64_t done;

		while (next < results->round_count && results->rounds[next].duet == d)
			next++;
		done = (int64_t)((next - first) / duet->contestant_count);
		if (run->state == RUN_COMPLETE && done != duet->rounds_done)
			decode_fail(decoder,
				    "%" PRId64 " rounds of duet %zu, where run.json counts "
				    "%" PRId64,
				    done, d, duet->rounds_done);
		duet->rounds_done = done;
	}
}

int rounds_read(struct decoder *decoder, struct results *results)
{
	char *path;
	FILE *file;

	decoder->file = "rounds.jsonl";
	if (asprintf(&path, "%s/rounds.jsonl", decoder->folder) < 0)
		return -ENOMEM;
	file = fopen(path, "re");
	free(path);
	if (!file) {
		decoder->error = -errno;
		return problem_set(decoder->problem, decoder->error,
				   "cannot read %s/rounds.jsonl: %s", decoder->folder,
				   strerror(-decoder->error));
	}
	read_lines(decoder, results, file);
	fclose(file);
	if (!decoder->error)
		count_rounds(decoder, results);
	return decoder->error;
}
