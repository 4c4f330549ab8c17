/* SPDX-License-Identifier: MIT */
/* descriptors.c - the limit of open files. */
#include "bench/run/descriptors.h"

#include <errno.h>
#include <sys/resource.h>

#define OURS 32	     /* results, terminal, what was inherited, and the pipes of a start */
#define A_PROCESS 4  /* its three pipes and its pidfd */
#define MULTIPLE 64u /* a limit that people like to write */

void descriptors_raise(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

void descriptors_advise(struct problem *problem, int error, size_t processes)
{
	size_t needed = OURS + A_PROCESS * processes;

	if (error == -EMFILE)
		problem_remedy(problem, "raise the limit of open files: ulimit -n %zu",
			       (needed + MULTIPLE - 1) / MULTIPLE * MULTIPLE);
}
