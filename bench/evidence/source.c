/* SPDX-License-Identifier: MIT */
/* source.c - what a run, or a trace, is cited by. See source.h. */
#include "bench/evidence/source.h"

const char *source_day(const struct volume *volume, char *day)
{
	snprintf(day, SOURCE_DAY, "%.10s", volume->results.run.started);
	return day;
}

void source_write(FILE *file, const struct volume *volume)
{
	char day[SOURCE_DAY];

	fprintf(file, "run %s, machine %s, %s, duet %s", volume->hash, volume->machine,
		source_day(volume, day), volume->results.run.version);
}

void source_write_trace(FILE *file, const struct trace_kept *kept)
{
	fprintf(file, "trace %s, machine %s, %.10s, duet %s", kept->hash, kept->log.machine,
		kept->log.started, kept->log.version);
}
