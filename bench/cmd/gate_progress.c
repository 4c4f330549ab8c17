/* SPDX-License-Identifier: MIT */
/* gate_progress.c - tells how far a gate is. */
#include "bench/cmd/gate_progress.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/report/format.h"
#include "bench/report/plain.h"
#include "bench/run/clock.h"

#define LIVE_EVERY_NS (SECOND_NS / 8)
#define PLAIN_EVERY_NS (10 * SECOND_NS)

static void started(void *context, const struct gate_record *record, size_t rows)
{
	struct gate_display *display = context;

	if (rows == 0) /* the result comes at once */
		return;
	fputs("gate  ", display->live.file);
	plain_write(display->live.file, record->base);
	fputs(" → ", display->live.file);
	plain_write(display->live.file, record->head);
	fprintf(display->live.file, "   %zu row%s, %zu layout%s\n", rows,
		rows == 1 ? "" : "s", record->layouts, record->layouts == 1 ? "" : "s");
	fflush(display->live.file);
	display->live.shown_ns = clock_now_ns();
}

/* "  +0.3 % ±0.5" of head over base, once there is an interval. */
static void append_change(char *text, size_t size, const struct run_progress *run)
{
	struct estimate ratio;

	if (!run->ratios || run->record->contestant_count < 2)
		return;
	ratio = run->ratios[1];
	if (!ratio.rounds || !isfinite(ratio.low))
		return;
	snprintf(text + strlen(text), size - strlen(text), "   %+.1f %% ±%.1f",
		 100 * (ratio.value - 1), 50 * (ratio.high - ratio.low));
}

static void told(void *context, const struct gate_progress *progress)
{
	struct gate_display *display = context;
	const struct duet_record *record = progress->run->record;
	int64_t pause = display->live.terminal ? LIVE_EVERY_NS : PLAIN_EVERY_NS;
	char text[256];

	if (!live_is_due(&display->live, pause))
		return;
	snprintf(text, sizeof(text), "  %s%zu/%zu  %-28.80s %3lld/%zu rounds",
		 progress->stage == GATE_CONFIRMED ? "confirming " : "", progress->row + 1,
		 progress->rows, progress->name, (long long)record->rounds_done,
		 progress->rounds);
	append_change(text, sizeof(text), progress->run);
	snprintf(
		text + strlen(text), sizeof(text) - strlen(text), "   %s",
		format_duration((double)(clock_now_ns() - display->started_ns) / 1e9).text);
	live_show(&display->live, text);
}

static void counting(void *context, size_t row, size_t rows, const char *name)
{
	struct gate_display *display = context;
	int64_t pause = display->live.terminal ? 0 : PLAIN_EVERY_NS;
	char text[256];

	if (!live_is_due(&display->live, pause))
		return;
	snprintf(
		text, sizeof(text), "  counting %zu/%zu  %-28.80s   %s", row + 1, rows,
		name,
		format_duration((double)(clock_now_ns() - display->started_ns) / 1e9).text);
	live_show(&display->live, text);
}

static void worker_said(void *context, const char *label, const char *text, size_t bytes)
{
	struct gate_display *display = context;

	live_worker_said(&display->live, label, text, bytes);
}

void gate_display_start(struct gate_display *display, FILE *file,
			struct gate_events *events)
{
	*display = (struct gate_display){live_start(file), clock_now_ns()};
	*events = (struct gate_events){
		.context = display,
		.started = started,
		.counting = counting,
		.progress = told,
		.worker_said = worker_said,
	};
}
