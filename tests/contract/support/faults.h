/* SPDX-License-Identifier: MIT */
/*
 * faults.h - makes the n-th allocation or system call of the runtimes fail. A program that uses it
 * is linked with --wrap for each function of faults.c. Calls that a library makes are not counted.
 */
#ifndef FAULTS_H
#define FAULTS_H

#include "contract.h"

/* Let the n-th call from now on fail, n >= 1. */
void faults_arm(int64_t n);

/* Let every call from now on fail. */
void faults_arm_all(void);

/* Let none fail any more. Returns the name of the last function that failed, or NULL. */
const char *faults_disarm(void);

#endif
