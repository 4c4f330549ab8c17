/* SPDX-License-Identifier: MIT */
/* stylesheet.S - puts report.css into the program. */
	.section .rodata
	.globl	report_stylesheet
	.type	report_stylesheet, @object
report_stylesheet:
	.incbin "bench/report/report.css"
	.byte	0
	.size	report_stylesheet, . - report_stylesheet
	.section .note.GNU-stack, "", @progbits
