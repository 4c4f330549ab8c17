#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""apply.py DOCUMENT TREE: do in TREE what the document tells its reader to do.

A comment before a block of code says what the block is: <!-- file: PATH --> a new file, <!-- append: PATH -->
more of it, <!-- before: TEXT in PATH --> lines to go before the first line with TEXT, <!-- quote: PATH --> lines of a
file beside the document, <!-- run --> commands. The commands are gathered in TREE/steps.sh, which stops at the first
that fails.
"""
import os
import re
import sys

MARK = re.compile(r"^<!-- (?:(file|append|before|quote): (?:(.+) in )?(\S+)|(run)) -->$")


def blocks(document):
    """(kind, text to find, path, lines) of every block that has a mark."""
    mark, lines = None, None
    for line in document:
        if lines is not None and line.startswith("```"):
            yield (*mark, lines)
            mark, lines = None, None
        elif lines is not None:
            lines.append(line)
        elif line.startswith("```") and mark:
            lines = []
        elif MARK.match(line.rstrip("\n")):
            kind, text, path, run = MARK.match(line.rstrip("\n")).groups()
            mark = (kind or run, text, path)
        elif line.startswith("<!-- ") or mark and line.strip():
            sys.exit("apply.py: a mark without its block, near: " + line.strip())
    if mark:
        sys.exit("apply.py: the last mark has no block")


def insert(path, text, lines):
    with open(path, encoding="utf-8") as file:
        old = file.readlines()
    places = [i for i, line in enumerate(old) if text in line]
    if not places:
        sys.exit("apply.py: %s has no line with: %s" % (path, text))
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(old[: places[0]] + lines + old[places[0]:])


def hold(path, lines):
    with open(path, encoding="utf-8") as file:
        if "".join(lines) not in file.read():
            sys.exit("apply.py: %s has no such lines: %s ..." % (path, lines[0].strip()))


def main():
    done, beside = 0, os.path.dirname(os.path.abspath(sys.argv[1]))
    with open(sys.argv[1], encoding="utf-8") as document:
        os.chdir(sys.argv[2])
        with open("steps.sh", "w", encoding="utf-8") as steps:
            steps.write("set -eux\n")
            for kind, text, path, lines in blocks(document):
                done += 1
                if kind == "run":
                    steps.writelines(lines)
                elif kind == "before":
                    insert(path, text, lines)
                elif kind == "quote":
                    hold(os.path.join(beside, path), lines)
                else:
                    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
                    with open(path, "a" if kind == "append" else "x", encoding="utf-8") as file:
                        file.writelines(lines)
    if not done:
        sys.exit("apply.py: the document tells nothing to do")


main()
