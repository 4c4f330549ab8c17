/* SPDX-License-Identifier: MIT */
/* progress.c - how far a run is. See progress.h. */
#include "bench/cmd/progress.h"

#include <math.h>
#include <string.h>

#include "bench/cmd/header.h"
#include "bench/report/format.h"
#include "bench/run/clock.h"

#define BAR_CELLS 20
#define LIVE_EVERY_NS ((int64_t)150 * 1000000)
#define SILENT_NS (2 * SECOND_NS)
#define PLAIN_EVERY_NS (10 * SECOND_NS)

void progress_start(struct progress *progress, FILE *file, const struct options *options)
{
	*progress = (struct progress){.live = live_start(file),
				      .options = options,
				      .started_ns = clock_now_ns(),
				      .announced_ns = options->plan->run.budget_ns};
}

static void show(struct progress *progress)
{
	live_show(&progress->live, progress->text);
}

/* The name of a duet for its line: the workload, and the first of its parameters. */
static void write_name(char *text, size_t size, const struct duet_record *record)
{
	const struct contestant_record *first = record->contestants;
	char parameter[64] = "";

	if (record->contestant_count && first->parameter_count)
		snprintf(parameter, sizeof(parameter), "%.30s=%.26s",
			 first->parameters[0].name,
			 format_count(first->parameters[0].value).text);
	snprintf(text, size, "  %-8s %-17s", record->workload, parameter);
}

/* "threads ÷ coroutines 1.46 ±0.05", once there is an interval. */
static void append_ratio(const struct progress *progress, char *text, size_t size,
			 const struct run_progress *now)
{
	const struct duet_record *record = now->record;
	size_t of = progress->options->turned ? 0 : 1;
	struct estimate ratio;
	int decimals;

	if (!now->ratios || record->contestant_count < 2 || record->contestants[1].control)
		return;
	ratio = now->ratios[1];
	if (!ratio.rounds || !isfinite(ratio.low))
		return;
	if (of == 0)
		ratio = estimate_inverse(&ratio);
	decimals = format_interval_decimals(ratio.value, ratio.low, ratio.high);
	snprintf(text + strlen(text), size - strlen(text), "   %.40s ÷ %.40s %s ±%s",
		 record->contestants[of].label, record->contestants[1 - of].label,
		 format_fixed(ratio.value, decimals).text,
		 format_fixed((ratio.high - ratio.low) / 2, decimals).text);
}

static void append_bar(char *text, size_t size, int64_t done, int64_t planned)
{
	int64_t full = planned > 0 ? BAR_CELLS * done / planned : 0;

	strncat(text, "  ", size - strlen(text) - 1);
	for (int64_t i = 0; i < BAR_CELLS; i++)
		strncat(text,
			i < full    ? "━"
			: i == full ? "╺"
				    : " ",
			size - strlen(text) - 1);
}

static void compose(struct progress *progress, const struct run_progress *now)
{
	char *text = progress->text;
	size_t size = sizeof(progress->text);

	write_name(text, size, now->record);
	if (progress->live.terminal)
		append_bar(text, size, now->record->rounds_done,
			   now->record->rounds_planned);
	snprintf(text + strlen(text), size - strlen(text), "  %lld/%lld rounds",
		 (long long)now->record->rounds_done,
		 (long long)now->record->rounds_planned);
	append_ratio(progress, text, size, now);
	if (now->record->rounds_done < now->record->rounds_planned)
		snprintf(text + strlen(text), size - strlen(text), "   %s left",
			 format_duration((double)now->duet_left_ns / 1e9).text);
}

static void started(void *context, const char *folder, const struct machine *machine,
		    const struct run_record *run)
{
	struct progress *progress = context;

	(void)folder, (void)machine, (void)run;
	header_write(progress->live.file, progress->options);
}

/* Say so when the run takes longer than was announced. */
static void correct_total(struct progress *progress, const struct run_progress *now)
{
	int64_t total_ns = clock_now_ns() - progress->started_ns + now->run_left_ns;

	if (progress->options->rounds || now->record->rounds_done ||
	    total_ns < progress->announced_ns + progress->announced_ns / 10)
		return;
	progress->announced_ns = total_ns;
	live_clear(&progress->live);
	fprintf(progress->live.file, "  it takes longer: about %s more\n",
		format_duration((double)now->run_left_ns / 1e9).text);
	fflush(progress->live.file);
}

/* Live at once; elsewhere when nothing was said for a while. */
static void setting_up(void *context, size_t duet, const struct duet_record *record,
		       const char *what)
{
	struct progress *progress = context;
	size_t used;

	(void)duet;
	if (!progress->live.terminal && !live_is_due(&progress->live, SILENT_NS))
		return;
	write_name(progress->text, sizeof(progress->text), record);
	used = strlen(progress->text);
	snprintf(progress->text + used, sizeof(progress->text) - used,
		 "  setting up %s ...", what);
	show(progress);
}

static void duet_started(void *context, size_t duet, const struct duet_record *record)
{
	struct progress *progress = context;

	(void)duet;
	write_name(progress->text, sizeof(progress->text), record);
	strncat(progress->text, "  setting up",
		sizeof(progress->text) - strlen(progress->text) - 1);
	show(progress);
}

static void round_done(void *context, const struct run_progress *now)
{
	struct progress *progress = context;
	int64_t pause = progress->live.terminal ? LIVE_EVERY_NS : PLAIN_EVERY_NS;
	bool last = now->record->rounds_done == now->record->rounds_planned;

	correct_total(progress, now);
	if (!last && !live_is_due(&progress->live, pause))
		return;
	compose(progress, now);
	if (progress->live.terminal || !last) /* the end of a duet says the last one */
		show(progress);
}

static void duet_ended(void *context, size_t duet, const struct duet_record *record)
{
	struct progress *progress = context;

	(void)duet;
	if (record->state == DUET_FAILED) {
		write_name(progress->text, sizeof(progress->text), record);
		snprintf(progress->text + strlen(progress->text),
			 sizeof(progress->text) - strlen(progress->text), "  failed: %s",
			 record->error);
		show(progress);
	} else if (!progress->live.terminal) {
		show(progress);
	}
	live_close(&progress->live);
}

static void worker_said(void *context, const char *label, const char *text, size_t bytes)
{
	struct progress *progress = context;

	live_worker_said(&progress->live, label, text, bytes);
}

void progress_listen(struct progress *progress, struct run_events *events)
{
	*events = (struct run_events){
		.context = progress,
		.started = started,
		.duet_started = duet_started,
		.setting_up = setting_up,
		.round_done = round_done,
		.duet_ended = duet_ended,
		.worker_said = worker_said,
	};
}
