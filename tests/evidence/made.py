#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""made.py FOLDER CPU STARTED DUET...: a run's folder whose numbers are known.

DUET: "switch tasks=2 coroutines:10 threads:2000": a workload, its parameters, and what each contestant
costs, in ns, give or take a per cent from round to round. CPU: what the machine is called.
"""
import json
import os
import sys

ROUNDS = 20
MACHINE = {
    "format": 1, "cores_list": "0-1", "kernel": "Linux 6.18.0 x86_64", "governor": "none", "boost": "",
    "virtualisation": "none", "clocksource": "tsc", "transparent_huge_pages": "madvise",
    "tcp_congestion_control": "bbr", "compiler": "gcc 12.2.0", "flags": "-O2", "cores_online": 2, "cores_allowed": 2,
    "timer_slack_ns": 50000, "memory_bytes": 25276063744, "available_bytes": 24853786624, "clock_ns": 28.0,
    "cpu_clock_ns": 657.0, "load_average": [0.1, 0.1, 0.1], "vulnerabilities": {},
    "limits": {"descriptors": 20000, "descriptors_hard": 20000, "processes": 96364, "threads_max": 192729,
               "pid_max": 32768, "max_map_count": 65530},
}


def contestant(name, workload, parameters):
    return {"label": name, "worker": "duet-worker", "workers": 1, "runtime": name, "workload": workload,
            "parameters": parameters, "operations": 1000, "checksum": "0000000000000001", "control": False}


def duet(spec):
    """The duet's record, and the contestants' costs."""
    workload, *words = spec.split()
    parameters = {name: int(value) for name, value in (word.split("=") for word in words if "=" in word)}
    costs = {name: float(value) for name, value in (word.split(":") for word in words if ":" in word)}
    record = {
        "workload": workload, "question": "What does it cost?", "operation": "an operation", "caution": "Anything else.",
        "metric": "wall", "cores": "one", "workload_cores": "one", "driver": None, "contestant_core": 1, "driver_core": 0,
        "state": "complete", "error": "", "rounds_planned": ROUNDS, "rounds_done": ROUNDS, "slice_ns": 1000000,
        "slices_kept": 20, "measured_ns": 1920327980, "harness_ns": 197651,
        "contestants": [contestant(name, workload, parameters) for name in costs], "warnings": [],
    }
    return record, list(costs.values())


def rounds(index, costs):
    for number in range(ROUNDS):
        for who, cost in enumerate(costs):
            value = cost * (1 + 0.005 * ((7 * (number * len(costs) + who)) % 5 - 2))
            yield {"duet": index, "round": number, "contestant": who, "slices": 20, "operations": 20000,
                   "wall_ns": value, "cpu_ns": value, "voluntary": 0.0, "involuntary": 0.0, "minor_faults": 0.0,
                   "major_faults": 0.0}


def main():
    folder, cpu, started, *specs = sys.argv[1:]
    duets = [duet(spec) for spec in specs]
    run = {"format": 1, "state": "complete", "command": "duet run", "profile": "default", "seed": "1", "version": "0.1.0",
           "worker_version": "0.1.0", "started": started, "elapsed_ns": 3132892688,
           "duets": [record for record, _ in duets]}
    os.makedirs(folder)
    for name, document in (("run.json", run), ("machine.json", dict(MACHINE, cpu=cpu))):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            json.dump(document, file, indent=2)
    with open(os.path.join(folder, "rounds.jsonl"), "w", encoding="utf-8") as file:
        for index, (_, costs) in enumerate(duets):
            for line in rounds(index, costs):
                file.write(json.dumps(line, separators=(",", ":")) + "\n")


main()
