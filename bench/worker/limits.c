/* SPDX-License-Identifier: MIT */
/* limits.c - needs against room, and the largest value of a parameter that fits. */
#include "bench/worker/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* One thing that is needed, and the room for it. */
struct item {
	const char *what;
	int64_t needed;
	const struct room_of *room;
};

enum { ITEMS = 4 };

static void add_up(const int64_t *parameters, const struct workload *workload,
		   const struct runtime *runtime, const struct room *room,
		   struct item items[ITEMS])
{
	struct needs needs = {0};
	int64_t tasks;

	if (workload->needs)
		workload->needs(parameters, &needs);
	tasks = needs.tasks;
	items[0] =
		(struct item){"threads", tasks * runtime->threads_a_task, &room->threads};
	items[1] = (struct item){"mappings", tasks * runtime->maps_a_task, &room->maps};
	items[2] = (struct item){"descriptors", needs.descriptors, &room->descriptors};
	items[3] = (struct item){"bytes of memory",
				 needs.bytes + tasks * runtime->bytes_a_task, &room->bytes};
}

/* The first item that does not fit, or NULL. */
static const struct item *too_much(const struct item items[ITEMS])
{
	for (int i = 0; i < ITEMS; i++)
		if (items[i].needed > items[i].room->left)
			return &items[i];
	return NULL;
}

static bool fits(const struct request *request, const struct runtime *runtime,
		 const struct room *room, int index, int64_t value)
{
	int64_t parameters[PARAMETERS_MAX];
	struct item items[ITEMS];

	memcpy(parameters, request->parameters, sizeof(parameters));
	parameters[index] = value;
	add_up(parameters, request->workload, runtime, room, items);
	return !too_much(items);
}

/* The largest value from the least to the asked one that fits, or 0. Needs grow with it. */
static int64_t most(const struct request *request, const struct runtime *runtime,
		    const struct room *room, int index)
{
	int64_t low = request->workload->parameters[index].min;
	int64_t high = request->parameters[index]; /* does not fit */

	if (!fits(request, runtime, room, index, low))
		return 0;
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (fits(request, runtime, room, index, middle))
			low = middle;
		else
			high = middle;
	}
	return low;
}

void limits_check(const struct request *request, const struct runtime *runtime,
		  const struct room *room, struct verdict *verdict)
{
	const char *name = request->workload->scaled_parameter;
	struct item items[ITEMS];
	const struct item *item;

	*verdict = (struct verdict){.fits = true};
	add_up(request->parameters, request->workload, runtime, room, items);
	item = too_much(items);
	if (!item)
		return;
	verdict->fits = false;
	snprintf(verdict->why, sizeof(verdict->why),
		 "%" PRId64 " %s are needed, %s leaves %" PRId64, item->needed, item->what,
		 item->room->limit, item->room->left);
	if (!name)
		return;
	verdict->parameter = name;
	verdict->most = most(request, runtime, room,
			     request_find_parameter(request->workload, name));
}
