# SPDX-License-Identifier: MIT
"""lines.py - JSON objects, one a line. Read from the descriptor, so that what waits is known."""
import json
import os
import select
import sys

BYTES_MOST = 16 << 20  # of a line
CHUNK = 1 << 16


def say(answer):
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


def parse(line):
    """The object of a line; None: it is none."""
    if len(line) > BYTES_MOST:
        return None
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


class Lines:
    """Of standard input."""

    def __init__(self):
        self.buffer = bytearray()

    def buffered(self):
        """Whether the next line was read already."""
        return b"\n" in self.buffer

    def waiting(self):
        """Whether there is something to read, be it the end."""
        return self.buffered() or bool(select.select([0], [], [], 0)[0])

    def next(self):
        """Wait for a line, or a torn one at the end; None: that was all."""
        while not self.buffered():
            data = os.read(0, CHUNK)
            if not data:
                rest, self.buffer = self.buffer, bytearray()
                return rest or None
            self.buffer += data
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line
