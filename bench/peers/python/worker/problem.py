# SPDX-License-Identifier: MIT
"""problem.py - what cannot be done, in words, and what to do about it."""
import errno
import os

REMEDIES = {
    errno.EADDRINUSE: "wait a minute for the ports to be free again",
    errno.EAGAIN: "use fewer tasks, or raise the limits of threads (ulimit -u)",
    errno.ECONNRESET: "the other side has gone: prepare both again",
    errno.EMFILE: "use fewer connections, or raise the limit (ulimit -n)",
    errno.ENFILE: "use fewer connections: the system's table of files is full",
    errno.ENOMEM: "use fewer tasks or smaller sizes",
}


class Problem(Exception):
    """A command that cannot be carried out: text, and perhaps a remedy."""


def number_of(error):
    """The errno that says most nearly what an exception does; None: none does."""
    if isinstance(error, MemoryError):
        return errno.ENOMEM
    if isinstance(error, OSError):
        return error.errno
    return errno.EAGAIN if "new thread" in str(error) else None


def explain(what, error):
    """The Problem that an exception of a workload amounts to."""
    number = number_of(error)
    text = os.strerror(number) if number else f"{type(error).__name__}: {error}"
    remedy = REMEDIES.get(number)
    return Problem(f"{what}: {text}", *([remedy] if remedy else []))


def unknown(kind, name, names, otherwise):
    """The Problem of a name that there is not, with the nearest of those that there are."""
    from difflib import get_close_matches  # slow to load, and rarely needed

    near = get_close_matches(name, names, 1)
    return Problem(f"{kind} '{name:.40}'", f"did you mean '{near[0]}'?" if near else otherwise)
