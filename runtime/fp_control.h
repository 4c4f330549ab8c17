/* SPDX-License-Identifier: MIT */
/*
 * fp_control.h - the floating-point control words, MXCSR and that of the x87.
 *
 * The switch does not keep them, for speed: all tasks share them, so a task that changes them
 * (fesetround, fesetenv) has to restore them before it waits. Debug builds hold it to that.
 * Built with -DASYNCIO_SAVE_FP_CONTROL, each task has its own, inherited from its creator.
 */
#ifndef RUNTIME_FP_CONTROL_H
#define RUNTIME_FP_CONTROL_H

#include <stdint.h>

/* MXCSR without its status flags, and the x87 control word. */
uint32_t co_fp_control(void);

/* Debug builds abort when the running task, about to wait, has changed them from expected. */
void co_fp_control_check(uint32_t expected);

#endif
