# SPDX-License-Identifier: MIT
"""watch.py - ends the process when the other side of standard input has gone.

For slices that wait for another process, which may never come. Of everything else the next read
tells.
"""
import fcntl
import os
import select
import signal
import stat
import struct
import termios


def end_if_closed(*_):
    poll = select.poll()
    poll.register(0, select.POLLIN)
    if not any(events & select.POLLHUP for _, events in poll.poll(0)):
        return
    unread, = struct.unpack("i", fcntl.ioctl(0, termios.FIONREAD, struct.pack("i", 0)))
    if not unread:
        os._exit(0)


class Watch:
    """As long as it is entered, a signal tells of changes at standard input."""

    def __enter__(self):
        mode = os.fstat(0).st_mode
        self.watchable = stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
        if self.watchable:
            signal.signal(signal.SIGIO, end_if_closed)
            fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
            fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
            end_if_closed()  # it may have happened before

    def __exit__(self, *_):
        if self.watchable:
            fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) & ~os.O_ASYNC)
