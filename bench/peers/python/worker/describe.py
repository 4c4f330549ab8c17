# SPDX-License-Identifier: MIT
"""describe.py - what this worker can play, as `--describe` tells it (docs/protocol.md)."""
import platform

import workloads
from worker.runtimes import RUNTIMES
from worker.session import PROTOCOL, VERSION


def describe_runtime(runtime):
    told = {
        "name": runtime.name,
        "summary": runtime.summary,
        "workloads": list(workloads.NAMES),
        "only": {},
        "traces": runtime.traces,
    }
    missing = runtime.missing()
    if missing:
        told["missing"], told["remedy"] = missing
    return told


def describe():
    return {
        "worker": "duet-python",
        "protocol": PROTOCOL,
        "version": VERSION,
        "compiler": platform.python_compiler(),
        "flags": "",
        "runtimes": [describe_runtime(runtime) for runtime in RUNTIMES],
        "workloads": [workloads.find(name).TABLE for name in workloads.NAMES],
    }
