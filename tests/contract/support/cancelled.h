/* SPDX-License-Identifier: MIT */
/*
 * cancelled.h - makes one waiting call in a task that is cancelled, and checks that the request
 * arrived there, once. What the call must have left undone is for the test to check.
 */
#ifndef CANCELLED_H
#define CANCELLED_H

#include "contract.h"

/* Cancel a task while it waits in function(arg). Waits. */
void cancel_while_waiting(coroutine *function, void *arg);

/* Make the call function(arg), which need not wait, in a task with a request that has not been delivered. */
void cancel_at_entry(coroutine *function, void *arg);

#endif
