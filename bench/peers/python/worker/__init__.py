# SPDX-License-Identifier: MIT
"""The worker: commands and answers, clocks, limits. Knows no workload; runtimes.py names the runtimes."""
