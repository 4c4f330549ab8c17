/* SPDX-License-Identifier: MIT */
/*
 * switch_x86_64.S - the two forms of the stack switch that switch.h declares.
 *
 * Unwind information stays right across the swap because the frames of both sides are alike:
 * each push and pop says what it did, and the stack pointer may change in between. The entries
 * declare their caller undefined, so a backtrace ends there.
 *
 * Control-flow enforcement: there is an endbr64 wherever an indirect branch from C may land,
 * but the object is not marked compatible with shadow stacks (a switch that does not swap the
 * shadow stack is not), nor with branch tracking (the jmp lands behind a call).
 */
#ifndef FUNCTION_ALIGNMENT /* the build may ask for more */
#define FUNCTION_ALIGNMENT 64
#endif

	.text

	.macro save register
	push	%\register
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset \register, 0
	.endm

	.macro restore register
	pop	%\register
	.cfi_adjust_cfa_offset -8
	.cfi_restore \register
	.endm

	.macro function name
	.globl	\name
	.hidden	\name
	.type	\name, @function
	.balign	FUNCTION_ALIGNMENT
\name:
	.cfi_startproc
	endbr64
	.endm

	.macro end name
	.cfi_endproc
	.size	\name, . - \name
	.endm

	.macro save_all
	save	rbp
	save	rbx
	save	r12
	save	r13
	save	r14
	save	r15
	.endm

	.macro restore_all_and_leave
	restore	r15
	restore	r14
	restore	r13
	restore	r12
	restore	rbx
	restore	rbp
	pop	%rcx
	.cfi_adjust_cfa_offset -8
	.cfi_register rip, rcx
	jmp	*%rcx
	.endm

	/* rdi: where to save, rsi: the context to load, rdx: the value to return there */
	function switch_stack
	save_all
	mov	%rsp, (%rdi)
	mov	%rsi, %rsp
	mov	%rdx, %rax
.Lload:
	restore_all_and_leave
	end	switch_stack

	function switch_stack_fp
	save_all
	sub	$8, %rsp
	.cfi_adjust_cfa_offset 8
	stmxcsr	(%rsp)
	fnstcw	4(%rsp)
	mov	%rsp, (%rdi)
	mov	%rsi, %rsp
	mov	%rdx, %rax
.Lload_fp:
	ldmxcsr	(%rsp)
	fldcw	4(%rsp)
	add	$8, %rsp
	.cfi_adjust_cfa_offset -8
	restore_all_and_leave
	end	switch_stack_fp

	/* rbx(r12) returns in rax and rdx where to go on; nothing of this stack is kept */
	.macro entry name, load
	function \name
	.cfi_undefined rip
	mov	%r12, %rdi
	call	*%rbx
	mov	%rax, %rsp
	mov	%rdx, %rax
	jmp	\load
	end	\name
	.endm

	entry	switch_entry, .Lload
	entry	switch_entry_fp, .Lload_fp

	.section .note.GNU-stack, "", @progbits
