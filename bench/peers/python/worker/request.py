# SPDX-License-Identifier: MIT
"""request.py - the workload and parameters of a command, checked against the workload's table."""
from types import SimpleNamespace

import workloads
from worker.problem import Problem, unknown


def find_workload(command):
    name = command.get("workload")
    if not isinstance(name, str):
        raise Problem("the command names no 'workload'")
    if name not in workloads.NAMES:
        raise unknown("there is no workload", name, workloads.NAMES,
                      "duet-python --describe lists the workloads")
    return workloads.find(name)


def check_value(row, value):
    if type(value) is not int:  # True is none here
        raise Problem(f"the parameter '{row['name']}' must be an integer")
    if not row["min"] <= value <= row["max"]:
        raise Problem(f"{row['name']}={value} is out of range: {row['min']} to {row['max']}")


def find_row(table, name):
    rows = {row["name"]: row for row in table["parameters"]}
    if name not in rows:
        raise unknown(f"{table['name']} has no parameter", name, rows,
                      f"its first parameter is '{next(iter(rows))}'")
    return rows[name]


def check_rules(table, values):
    """Which parameters go together; one that is 0 is not given."""
    for names in table.get("excludes", ()):
        given = [name for name in names if values[name]]
        if len(given) > 1:
            raise Problem(f"{table['name']}: {given[0]} and {given[1]} exclude each other: "
                          "give one of them")
    for first, *others in table.get("needs", ()):
        if values[first] and not any(values[name] for name in others):
            raise Problem(f"{table['name']}: {first} needs {' or '.join(others)}")


def read(command):
    """A workload's module, and its parameters, all of them. Problem: it is not to be played so."""
    workload = find_workload(command)
    table = workload.TABLE
    given = command.get("parameters", {})
    if not isinstance(given, dict):
        raise Problem("'parameters' must be an object")
    for name, value in given.items():
        check_value(find_row(table, name), value)
    values = {row["name"]: given.get(row["name"], row["default"]) for row in table["parameters"]}
    check_rules(table, values)
    return workload, SimpleNamespace(**values)
