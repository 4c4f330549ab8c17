/* SPDX-License-Identifier: MIT */
/* polling.h - a toy runtime in which whoever waits asks again. */
#ifndef POLLING_POLLING_H
#define POLLING_POLLING_H

#include "asyncio.h"

extern const struct asyncio asyncio_polling;

#endif
