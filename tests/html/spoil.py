#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""spoil.py FOLDER: make a run of three duets one that was cut short, in each of the ways.

The first duet's control fails and its client is bound, the second failed in its middle with a
message that has the signs of HTML, the third was never begun.
"""
import json
import sys

MESSAGE = 'threads: <script>alert("x")</script> & <b>no</b> [link](javascript:alert) memory'


def main():
    folder = sys.argv[1]
    with open(f"{folder}/run.json", encoding="utf-8") as file:
        run = json.load(file)
    run["state"] = "partial"
    run["duets"][1].update(state="failed", error=MESSAGE)
    run["duets"][2].update(state="planned", rounds_done=0)
    with open(f"{folder}/rounds.jsonl", encoding="utf-8") as file:
        rounds = [json.loads(line) for line in file]
    control = next(i for i, c in enumerate(run["duets"][0]["contestants"]) if c["control"])
    with open(f"{folder}/rounds.jsonl", "w", encoding="utf-8") as file:
        for one in rounds:
            if one["duet"] == 2:
                continue
            if one["duet"] == 0:
                one["driver_utilisation"] = 0.97
                if one["contestant"] == control:
                    one.update(wall_ns=one["wall_ns"] * 9, cpu_ns=one["cpu_ns"] * 9)
            file.write(json.dumps(one, separators=(",", ":")) + "\n")
    with open(f"{folder}/run.json", "w", encoding="utf-8") as file:
        json.dump(run, file, indent=2)


main()
