/* SPDX-License-Identifier: MIT */
/* surroundings.c - looks at the cores that are allowed, and at whether they can be chosen. */
#include "bench/gate/surroundings.h"

#include <sched.h>
#include <stddef.h>

#include "bench/run/cores.h"
#include "bench/run/throttle.h"

const char *surroundings_refuse(int core)
{
	cpu_set_t allowed, one;
	struct cores cores;

	if (sched_getaffinity(0, sizeof(allowed), &allowed))
		return "the cores that are allowed cannot be read: ask the container's "
		       "runtime for sched_getaffinity";
	if (cores_choose(&allowed, core, true, &cores))
		return "the core of --core is not allowed here: choose another, or leave "
		       "it out";
	if (cores.shared)
		return "there is one core alone, for both sides and for who measures them: "
		       "allow a second one";
	one = cores_set(&allowed, cores.others);
	if (sched_setaffinity(0, sizeof(one), &one) ||
	    sched_setaffinity(0, sizeof(allowed), &allowed))
		return "processes may not be bound to cores here: allow sched_setaffinity "
		       "(seccomp)";
	return NULL;
}

int64_t surroundings_throttled(void)
{
	return throttle_count("");
}
