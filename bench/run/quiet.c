/* SPDX-License-Identifier: MIT */
/*
 * quiet.c - warns of neighbours, of a frequency that changes, of a limited share of time.
 */
#include "bench/run/quiet.h"

#include <inttypes.h>
#include <string.h>
#include <sys/resource.h>

#include "bench/run/clock.h"
#include "bench/run/throttle.h"

#define NEIGHBOURS_SHARE 0.05
#define UNTRUSTED_SHARE 0.2 /* beyond it a verdict is not claimed (docs/results.md) */
#define SPREAD_SHARE 0.1    /* of the highest frequency */

static int64_t usage_ns(int who)
{
	struct rusage usage;

	getrusage(who, &usage);
	return clock_timeval_ns(&usage.ru_utime) + clock_timeval_ns(&usage.ru_stime);
}

/* Our own processor time so far: on the contestants' core, or, not pinned, anywhere. */
static int64_t ours_ns(const struct duet *duet)
{
	int64_t sum_ns = 0;

	if (duet->cores.contestants < 0 || duet->cores.shared)
		return usage_ns(RUSAGE_CHILDREN) + usage_ns(RUSAGE_SELF);
	for (size_t i = 0; i < duet->seat_count; i++)
		sum_ns += duet->seats[i].spent_ns;
	return sum_ns;
}

/* Who had the contestants' cores, in the words of a warning. */
static void warn_of(struct conductor *conductor, struct duet *duet, const char *who,
		    double share, const char *remedy)
{
	const char *cores = duet->cores.contestants < 0 ? "cores" : "core";

	if (share > UNTRUSTED_SHARE)
		conductor_warn(conductor, duet, remedy,
			       WARNING_UNTRUSTED
			       "%s had the contestants' %s %.0f %% of "
			       "the time; ratios may be shifted, most of all where threads "
			       "use several cores",
			       who, cores, share * 100);
	else if (share > NEIGHBOURS_SHARE)
		conductor_warn(conductor, duet, remedy,
			       "%s had the contestants' %s %.0f %% of the time; ratios may "
			       "be shifted, most of all where threads use several cores",
			       who, cores, share * 100);
}

/* Tell of those who took more than a little of the contestants' processors. */
static void warn_of_neighbours(struct conductor *conductor, struct duet *duet,
			       struct neighbour_shares shares)
{
	warn_of(conductor, duet, "others", shares.others,
		duet->cores.contestants < 0
			? "end them, or repeat it when they have ended"
			: "end them, keep them off with taskset, or choose another core "
			  "with --core");
	warn_of(conductor, duet, "the hypervisor", shares.stolen,
		"repeat it at a quieter time");
}

/* Tell of a governor that may change the frequency as it sees fit. */
static void warn_of_governor(struct conductor *conductor, struct duet *duet)
{
	char governor[FREQUENCY_GOVERNOR];

	frequency_governor(conductor->plan->sys, &conductor->allowed,
			   duet->cores.contestants, governor, sizeof(governor));
	if (!governor[0] || !strcmp(governor, "performance"))
		return;
	conductor_warn(
		conductor, duet, "cpupower frequency-set -g performance",
		"the frequency governor is %s: the processor's pace may change while "
		"it is measured",
		governor);
}

/* Tell of a frequency that has changed, and of a processor that was too hot. */
static void warn_of_frequency(struct conductor *conductor, struct duet *duet,
			      const struct frequency *frequency)
{
	int64_t throttles = frequency_throttles(frequency);

	if (frequency_spread(frequency) > SPREAD_SHARE)
		conductor_warn(conductor, duet,
			       "cpupower frequency-set -g performance, turn boost off, and "
			       "repeat it",
			       "the contestants' core ran at %.2f to %.2f GHz, as seen "
			       "between the rounds: values may be shifted",
			       (double)frequency->least_khz / 1e6,
			       (double)frequency->most_khz / 1e6);
	if (throttles)
		conductor_warn(conductor, duet,
			       "cool the processor, or lower its frequency, and repeat it",
			       "the contestants' %s throttled %" PRId64
			       " time%s, being too hot: values may be shifted",
			       duet->cores.contestants < 0 ? "cores were" : "core was",
			       throttles, throttles == 1 ? "" : "s");
}

/* Tell of a control group that had used up its share of time, and had to wait. */
static void warn_of_limits(struct conductor *conductor, struct duet *duet, int64_t periods)
{
	if (periods > 0)
		conductor_warn(
			conductor, duet,
			"allow the control group more processor time (cpu.max, docker "
			"--cpus), or none but this",
			"the control group was held back in %" PRId64
			" period%s, having used its processor time: values may be "
			"shifted",
			periods, periods == 1 ? "" : "s");
}

void quiet_watch(struct quiet *quiet, struct conductor *conductor, struct duet *duet)
{
	if (!duet->seats[0].holds)
		warn_of_governor(conductor, duet);
	quiet->ours_ns = ours_ns(duet);
	quiet->throttled = throttle_count("");
	neighbours_watch(&quiet->neighbours, &conductor->allowed, duet->cores.contestants);
	frequency_watch(&quiet->frequency, conductor->plan->sys, &conductor->allowed,
			duet->cores.contestants);
}

void quiet_warn(const struct quiet *quiet, struct conductor *conductor, struct duet *duet)
{
	if (duet->seats[0].holds)
		return;
	warn_of_neighbours(
		conductor, duet,
		neighbours_since(&quiet->neighbours, ours_ns(duet) - quiet->ours_ns));
	warn_of_frequency(conductor, duet, &quiet->frequency);
	warn_of_limits(conductor, duet, throttle_count("") - quiet->throttled);
}
