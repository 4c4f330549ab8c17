/* SPDX-License-Identifier: MIT */
/* offload.h - work that blocks: function of the table. */
#ifndef THREADED_OFFLOAD_H
#define THREADED_OFFLOAD_H

#include "asyncio.h"

int64_t th_to_thread(coroutine *function, void *arg);

#endif
