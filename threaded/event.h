/* SPDX-License-Identifier: MIT */
/* event.h - events: functions of the table. */
#ifndef THREADED_EVENT_H
#define THREADED_EVENT_H

#include <stdint.h>

struct event;

struct event *event_create(void);
void event_destroy(struct event *event);
int64_t event_wait(struct event *event);
void event_set(struct event *event);
void event_clear(struct event *event);

#endif
