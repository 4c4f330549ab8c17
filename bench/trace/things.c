/* SPDX-License-Identifier: MIT */
/* things.c - addresses to numbers. See things.h. */
#include "bench/trace/things.h"

#include <errno.h>
#include <stdlib.h>

#define LEAST_ROOM 64

/* The slot of the key, or the free one where it belongs. The table has room. */
static struct thing *slot_of(const struct things *things, uintptr_t key)
{
	uint64_t hash = (uint64_t)key * 0x9e3779b97f4a7c15; /* Fibonacci hashing */
	size_t i = (size_t)(hash >> 32) & (things->room - 1);

	while (things->slots[i].key && things->slots[i].key != key)
		i = (i + 1) & (things->room - 1);
	return &things->slots[i];
}

/* At most half of the slots are used. */
static int grow(struct things *things)
{
	struct things larger = *things;

	if (things->room && things->used < things->room / 2)
		return 0;
	larger.room = things->room ? things->room * 2 : LEAST_ROOM;
	larger.slots = calloc(larger.room, sizeof(*larger.slots));
	if (!larger.slots)
		return -ENOMEM;
	for (size_t i = 0; i < things->room; i++)
		if (things->slots[i].key)
			*slot_of(&larger, things->slots[i].key) = things->slots[i];
	free(things->slots);
	*things = larger;
	return 0;
}

uint32_t things_find(const struct things *things, enum trace_thing kind, uintptr_t key)
{
	const struct thing *thing = things->room && key ? slot_of(things, key) : NULL;

	return thing && thing->key && thing->kind == kind ? thing->number : 0;
}

int things_set(struct things *things, enum trace_thing kind, uintptr_t key, uint32_t number)
{
	struct thing *thing;

	if (!key || grow(things))
		return -ENOMEM;
	thing = slot_of(things, key);
	things->used += !thing->key;
	*thing = (struct thing){.key = key, .kind = kind, .number = number};
	return 0;
}

uint32_t things_identify(struct things *things, enum trace_thing kind, uintptr_t key)
{
	uint32_t number = things_find(things, kind, key);

	if (number || things_set(things, kind, key, things->counts[kind] + 1))
		return number;
	return ++things->counts[kind];
}

void things_forget(struct things *things, uintptr_t key)
{
	if (things->room && key)
		slot_of(things, key)->number = 0;
}

void things_free(struct things *things)
{
	free(things->slots);
	*things = (struct things){0};
}
