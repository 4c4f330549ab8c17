/* SPDX-License-Identifier: MIT */
/*
 * cancel_x86_64.S - a system call that a cancellation can stop, before it starts or while it
 * blocks, and never after it has had an effect.
 *
 *	long th_cancel_point(_Atomic int *requested, long number, long a, long b, long c,
 *			     long d, long e, long f);
 *
 * Between the look at *requested and the syscall instruction a request could come and be
 * missed. The signal handler (cancel.c) therefore asks whether the interrupted instruction lies
 * in the window between two labels, and if so continues at th_cancel_abort. The kernel restarts
 * an interrupted call (SA_RESTART) at the syscall instruction, so a blocked call lies in the
 * window again; a call that has had its effect has left it. The method is musl's
 * (src/thread/x86_64/syscall_cp.s describes it for pthread_cancel); this code is not.
 *
 * After a restart r11 and rcx are lost: the handler must find the request by other means.
 * Stops at nothing else: -EINTR after a signal that interrupts is the caller's to repeat.
 */
#if defined(__CET__)
#include <cet.h>
#else
#define _CET_ENDBR
#endif
#ifndef FUNCTION_ALIGNMENT /* the build may ask for more */
#define FUNCTION_ALIGNMENT 16
#endif

	.text
	.globl	th_cancel_point, th_cancel_window_begin, th_cancel_window_end, th_cancel_abort
	.hidden	th_cancel_point, th_cancel_window_begin, th_cancel_window_end, th_cancel_abort
	.type	th_cancel_point, @function
	.balign	FUNCTION_ALIGNMENT
th_cancel_point:
	.cfi_startproc
	_CET_ENDBR
	movq	%rdi, %r11		/* requested */
	movq	%rsi, %rax		/* number */
	movq	%rdx, %rdi
	movq	%rcx, %rsi
	movq	%r8, %rdx
	movq	%r9, %r10
	movq	8(%rsp), %r8
	movq	16(%rsp), %r9
th_cancel_window_begin:
	cmpl	$0, (%r11)
	jne	th_cancel_abort
#ifdef THREADED_TEST_WINDOW
	/* Tests widen the window by this many turns, or they would prove nothing. */
	movl	$THREADED_TEST_WINDOW, %ecx
1:	decl	%ecx
	jnz	1b
#endif
	syscall
th_cancel_window_end:
	ret
th_cancel_abort:
	movq	$-125, %rax		/* -ECANCELED */
	ret
	.cfi_endproc
	.size	th_cancel_point, . - th_cancel_point

	.section .note.GNU-stack, "", @progbits
