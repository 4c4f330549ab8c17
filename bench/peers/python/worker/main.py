# SPDX-License-Identifier: MIT
"""main.py - the command line of duet-python.

A runtime's session runs inside its own loop, as the main task, so that what is prepared lives from
one command to the next. Reading a command blocks all of it, on purpose: between slices nothing else
shall happen.
"""
import os
import sys
import threading

from worker import runtimes
from worker.describe import describe
from worker.lines import say
from worker.problem import Problem
from worker.room import raise_descriptors
from worker.session import VERSION, Session

USAGE = """\
Usage: duet-python [--stack-size=BYTES] [--trace] RUNTIME
       duet-python --describe

Play slices of workloads on CPython, as told by one JSON object a line on standard input; answer on
standard output. The runtimes:

{runtimes}

  --describe            Print as JSON what this worker can play, and exit
  --stack-size=BYTES    Stack of each thread (K and M may follow); by default what CPython gives it
  --trace               Note what the runtime does in which order, for the command trace
  -?, -h, --help        Print this help, and exit
  -V, --version         Print the version of the interpreter, and exit"""

STACK_MIN, STACK_MAX = 32 << 10, 1 << 30  # CPython takes no smaller one


class BadUse(Exception):
    """One line about the command line."""


def read_size(text):
    unit = {"K": 10, "M": 20}.get(text[-1:], 0)
    digits = text[:-1] if unit else text
    if not digits.isdecimal() or not STACK_MIN <= int(digits) << unit <= STACK_MAX:
        raise BadUse(f"--stack-size={text} is not a size from 32K to 1024M")
    return int(digits) << unit


def choose(words):
    if not words:
        raise BadUse("name a runtime; --help lists them")
    if len(words) > 1:
        raise BadUse(f"one runtime only, and '{words[1]}' is one more")
    try:
        return runtimes.find(words[0])
    except Problem as problem:
        raise BadUse("; ".join(problem.args)) from None


def check_streams():
    """Descriptor 0 must be the conductor's, not the next one that is opened."""
    for fd, name in enumerate(("input", "output")):
        try:
            os.fstat(fd)
        except OSError:
            raise BadUse(f"standard {name} is closed: a worker reads commands from standard input "
                         "and answers on standard output") from None


def new_trace(runtime):
    if not runtime.traces:
        raise BadUse(f"{runtime.name} has no loop: it cannot be traced")
    from worker.tracing import Trace  # nobody else is to pay for it

    return Trace()


def read_words(words):
    """The runtime that the words name, and its trace or None; threads get the stack that they ask for."""
    names, traced = [], False
    for word in words:
        if word.startswith("--stack-size="):
            threading.stack_size(read_size(word.partition("=")[2]))
        elif word == "--trace":
            traced = True
        elif word.startswith("-"):
            raise BadUse(f"there is no option '{word}'; --help lists them")
        else:
            names.append(word)
    runtime = choose(names)
    return runtime, new_trace(runtime) if traced else None


def inform(words):
    """Print what the first of these options asks for. False: none is there."""
    for word in words:
        if word == "--describe":
            say(describe())
        elif word in ("-?", "-h", "--help"):
            print(USAGE.format(runtimes=runtimes.table()))
        elif word in ("-V", "--version"):
            print("duet-python on", VERSION)
        else:
            continue
        return True
    return False


def main(words):
    """Returns the exit code."""
    try:
        if inform(words):
            return 0
        runtime, trace = read_words(words)
        check_streams()
        raise_descriptors()
        runtime.run(Session(runtime, trace).serve(), trace)
    except BadUse as complaint:
        print(f"duet-python: {complaint}", file=sys.stderr)
        return 2
    except BrokenPipeError as error:  # nobody reads the answers
        print(f"duet-python: {error.strerror}", file=sys.stderr)
        os._exit(1)  # what is still to be written would complain once more
    return 0
