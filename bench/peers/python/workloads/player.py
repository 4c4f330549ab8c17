# SPDX-License-Identifier: MIT
"""player.py - what plays a workload: asyncio's players define these as coroutines, threads' as functions.

OSError, MemoryError and RuntimeError become the answer to the command.
"""


class Player:
    def prepare(self, parameters):
        """Make what play needs. May return more members of the answer."""

    def begin(self):
        """Wait until a slice can begin, untimed."""

    def play(self, operations, tally):
        """Do at least `operations` operations: the timed part."""

    def idle(self, waiting):
        """Between slices: serve whoever asks until waiting() is true."""

    def finish(self):
        """Undo prepare, or what there is of it."""
