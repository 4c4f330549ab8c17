/* SPDX-License-Identifier: MIT */
/* advice_words.c - the words for each workload. See advice_words.h. */
#include "bench/report/advice_words.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define USUAL_SIZE 64 /* bytes of a request: not worth a word */

/* Who chooses between threads and a loop mostly serves, computes or waits: these come first. */
static const struct wording wordings[] = {
	{"echo", "connections", "serves requests on %s", "Serving a request on one of %s"},
	{"matmul", "tasks", "computes, split over %s",
	 "Multiplying two matrices, split over %s"},
	{"encode", "tasks", "encodes, split over %s", "Encoding a buffer, split over %s"},
	{"memory", NULL, "keeps many tasks waiting", "A task that waits"},
	{"sleepers", "tasks", "keeps %s waiting for time",
	 "A task that sleeps once, one of %s"},
	{"switch", "tasks", "hands work over between %s", "Handing over between %s"},
	{"spawn", NULL, "creates a task for every small job",
	 "Creating and awaiting a task"},
	{"yield", "tasks", "lets others go first (`sleep(0)`), %s doing so",
	 "A `sleep(0)` of one of %s"},
};

size_t advice_wordings(void)
{
	return COUNT(wordings);
}

const char *advice_workload(size_t i)
{
	return wordings[i].workload;
}

const struct wording *advice_wording_of(const struct duet_summary *duet)
{
	for (size_t i = 0; i < COUNT(wordings); i++)
		if (strcmp(wordings[i].workload, duet->record->workload) == 0)
			return &wordings[i];
	return NULL;
}

bool advice_is_plain(const struct duet_summary *duet)
{
	return duet_parameter(duet, "rate") <= 0 && duet_parameter(duet, "percent") <= 0 &&
	       duet_parameter(duet, "work") <= 0;
}

bool advice_tells(const struct duet_summary *duet)
{
	const struct contestant_summary *rival = duet_rival(duet);

	return duet->rounds && rival && !duet_is_mixed(duet) &&
	       verdict_of(summary_ratio(duet, rival)) != VERDICT_NONE;
}

/* How the clients of a server behave, and what they ask for. */
static void write_clients(FILE *file, const struct duet_summary *duet)
{
	int64_t rate = duet_parameter(duet, "rate"),
		percent = duet_parameter(duet, "percent"),
		work = duet_parameter(duet, "work"), size = duet_parameter(duet, "size");

	if (size > 0 && size != USUAL_SIZE)
		fprintf(file, ", %s a request", format_bytes((double)size).text);
	if (work > 0)
		fprintf(file, ", computing %s thousand steps a request",
			format_count(work).text);
	if (rate > 0)
		fprintf(file, ", %s requests a second", format_count(rate).text);
	else if (percent > 0)
		fprintf(file, ", offered %s %% of what it sustains",
			format_count(percent).text);
	else
		fputs(", all busy", file);
	if ((rate > 0 || percent > 0) && duet_parameter(duet, "poisson") > 0)
		fputs(" at random times", file);
	if (duet_parameter(duet, "patience") > 0)
		fprintf(file, ", refused after %s ms",
			format_count(duet_parameter(duet, "patience")).text);
}

void advice_write_conditions(FILE *file, const struct duet_summary *duet)
{
	if (duet->record->driver)
		write_clients(file, duet);
	if (duet->metric != MEASURE_MEMORY)
		fputs(duet_is_on_one_core(duet) ? ", on one core" : ", on all cores", file);
}

/* Write the text with the amount in the place of its %s. */
static void write_worded(FILE *file, const char *text, const char *amount)
{
	const char *place = strstr(text, "%s");

	if (place)
		fprintf(file, "%.*s%s%s", (int)(place - text), text, amount,
			place + strlen("%s"));
	else
		fputs(text, file);
}

void advice_write_program(FILE *file, const struct duet_summary *duet, const char *amount)
{
	write_worded(file, advice_wording_of(duet)->program, amount);
	advice_write_conditions(file, duet);
}

void advice_write_subject(FILE *file, const struct duet_summary *duet)
{
	const struct wording *wording = advice_wording_of(duet);
	struct text amount = {""};

	if (wording->parameter)
		amount = duet_parameter_words(wording->parameter,
					      duet_parameter(duet, wording->parameter));
	write_worded(file, wording->subject, amount.text);
	advice_write_conditions(file, duet);
	if (strchr(wording->subject, ',') || duet->metric != MEASURE_MEMORY)
		fputc(',', file);
}
