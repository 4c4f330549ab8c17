/* SPDX-License-Identifier: MIT */
/*
 * stack.c - the size of stacks. There is no arena and no pool here: glibc maps a stack with a
 * guard page below it, and keeps up to 40 MiB of stacks of ended threads for the next ones.
 *
 * The size includes the thread's descriptor and its thread-local variables, about 3 KiB; in the
 * twin it includes the guard page. So 64 KiB leave a task about 60 KiB on either.
 */
#include <unistd.h>

#include "threaded/stack.h"

int th_stack_attributes(pthread_attr_t *attributes, size_t *size)
{
	size_t page = sysconf(_SC_PAGESIZE), least = sysconf(_SC_THREAD_STACK_MIN);
	int error;

	if (*size < least)
		*size = least;
	*size = (*size + page - 1) & ~(page - 1);
	error = pthread_attr_init(attributes);
	if (error)
		return -error;
	error = pthread_attr_setstacksize(attributes, *size);
	if (error)
		pthread_attr_destroy(attributes);
	return -error;
}
