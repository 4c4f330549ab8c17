#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""check.py FOLDER...: are the files of these results folders, or gates' folders, what docs/schema
says? Prints TAP."""
import json
import os
import sys

try:
    import jsonschema
except ImportError:
    print("1..0 # skip python3-jsonschema is missing")
    sys.exit(0)

SCHEMAS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/schema")
DOCUMENTS = {"run.json": True, "machine.json": True, "summary.json": False}
LOGS = {"rounds.jsonl": ("rounds", True), "slices.jsonl": ("slices", False)}


def validator(name):
    with open(os.path.join(SCHEMAS, name + ".json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def wrongs(check, text, place):
    """The first thing that is wrong with each of some JSON texts."""
    try:
        errors = check.iter_errors(json.loads(text))
    except ValueError as error:
        return ["%s: %s" % (place, error)]
    return ["%s: %s: %s" % (place, "/".join(map(str, e.path)), e.message) for e in errors][:1]


def check_document(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return wrongs(validator(name.removesuffix(".json")), file.read(), name)


def check_log(folder, name):
    check, found = validator(LOGS[name][0]), []
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            found += wrongs(check, line, "%s, line %d" % (name, number))
    return found


def check_folder(folder):
    if os.path.exists(os.path.join(folder, "gate.json")):
        yield "gate.json", check_document(folder, "gate.json")
        return
    for name, required in DOCUMENTS.items():
        if required or os.path.exists(os.path.join(folder, name)):
            yield name, check_document(folder, name)
    for name, (_, required) in LOGS.items():
        if required or os.path.exists(os.path.join(folder, name)):
            yield name, check_log(folder, name)


def main():
    count, failed = 0, 0
    for folder in sys.argv[1:]:
        for name, found in check_folder(folder):
            count += 1
            failed += bool(found)
            print("%s %d - %s follows its schema" % ("not ok" if found else "ok", count, name))
            for line in found[:5]:
                print("# " + line)
    print("1..%d" % count)
    sys.exit(1 if failed or not count else 0)


main()
