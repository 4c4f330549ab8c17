/* SPDX-License-Identifier: MIT */
/* descriptors.c - counting descriptors, and running out of them by the process's own limit. */
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "contract.h"

#define MOST_DESCRIPTORS 1024 /* that open_descriptors looks at */

int open_descriptors(void)
{
	int n = 0;

	for (int fd = 0; fd < MOST_DESCRIPTORS; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

long use_up_descriptors(void)
{
	struct rlimit limit;
	long before;
	int lowest = dup(STDERR_FILENO);

	check(lowest >= 0);
	close(lowest);
	check_int(getrlimit(RLIMIT_NOFILE, &limit), 0);
	before = (long)limit.rlim_cur;
	limit.rlim_cur = (rlim_t)lowest;
	check_int(setrlimit(RLIMIT_NOFILE, &limit), 0);
	return before;
}

void allow_descriptors(long n)
{
	struct rlimit limit;

	check_int(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = (rlim_t)n;
	check_int(setrlimit(RLIMIT_NOFILE, &limit), 0);
}
