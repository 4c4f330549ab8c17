# SPDX-License-Identifier: MIT
"""echo - what does it cost to serve a request? (bench/workloads/echo.c)

A task a connection, on asyncio's streams or on a thread's blocking socket. play lends the control
connection, over which the load generator is told to go and tells the end.
"""
import asyncio
import errno
import os
import socket
import threading

from workloads import crew, parameter
from workloads.congruence import ADDEND, FACTOR, FULL
from workloads.player import Player

STEPS = 1000  # of a work of 1

TABLE = {
    "name": "echo",
    "question": "What does it cost to serve a request?",
    "operation": "a request answered",
    "caution": "Nearly all of it is the kernel's TCP: a real server parses, computes and waits besides.",
    "metric": "cpu",
    "kind": "slice",
    "cores": "one",
    "scaled_parameter": "connections",
    "driver": "load",
    "verify_operations": 1000,
    "slice_ns": 50_000_000,
    "parameters": [
        parameter("connections", "connections", 64, 1, 18000,
                  "each with one request outstanding at most"),
        parameter("size", "bytes", 64, 1, 65536, "of a request, and of its answer"),
        parameter("work", "thousand steps", 0, 0, 10000,
                  "service time of a request: so many thousand steps of computing, about a microsecond each"),
        parameter("rate", "requests/s", 0, 0, 1000000,
                  "offered at set times over all connections; 0: each asks when answered"),
        parameter("percent", "per cent", 0, 0, 400,
                  "offered, of what the server sustains; 0: as rate says"),
        parameter("poisson", "(yes)", 0, 0, 1, "let these times be random, as of independent clients"),
        parameter("patience", "ms", 0, 0, 60000,
                  "queue timeout: refuse what waits longer for a connection; 0: none"),
    ],
    "excludes": [["rate", "percent"]],
    "needs": [["poisson", "rate", "percent"], ["patience", "rate", "percent"]],
}


def needs(p):
    return {
        "tasks": p.connections + 3,
        "descriptors": p.connections + 16,
        "bytes": p.connections * (2 * p.size + 4096),  # ours, the kernel's
    }


def least(p):
    if p.percent:
        return 20
    return p.rate // 50 + 1 if p.rate else p.connections * 10


def toil(work, size_here, size):
    """The share of a request's computing that these of its bytes have (bench/kernels/toil.h)."""
    x = size
    for _ in range(work * STEPS * size_here // size):
        x = x * FACTOR + ADDEND & FULL
    return work * size_here * size


def check(byte):
    """That the other side has not gone."""
    if not byte:
        raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))


class Asyncio(Player):
    def __init__(self):
        self.servers, self.tasks = [], set()
        self.ready = asyncio.Event()  # the load generator has connected to the control port
        self.driven = False  # it has had a slice

    async def prepare(self, parameters):
        self.size, self.work, self.toiled = parameters.size, parameters.work, 0
        for serve in self.serve_requests, self.serve_control:
            self.servers.append(await asyncio.start_server(serve, "127.0.0.1", 0))
        ports = [server.sockets[0].getsockname()[1] for server in self.servers]
        return dict(zip(("port", "control_port"), ports))

    async def answer_all(self, reader, writer):
        """A read may take more than a request: one that does not fill the room tells that this is all."""
        while data := await reader.read(self.size + 1):
            if self.work:
                self.toiled += toil(self.work, len(data), self.size)
            writer.write(data)
            await writer.drain()

    async def serve_requests(self, reader, writer):
        self.tasks.add(asyncio.current_task())
        try:
            await self.answer_all(reader, writer)
        except OSError:
            pass  # the other side has gone
        finally:
            writer.close()

    async def serve_control(self, reader, writer):
        """Lend the connection to play until finish cancels this."""
        self.tasks.add(asyncio.current_task())
        self.control = reader, writer
        self.ready.set()
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            writer.close()

    async def begin(self):
        await self.ready.wait()

    async def play(self, operations, tally):
        """All requests have been answered, so computed, before the other side says that it has ended."""
        reader, writer = self.control
        self.toiled = 0
        writer.write(b"g")
        check(await reader.read(1))
        self.driven = True
        tally.operations += operations
        tally.checksum += self.toiled

    async def idle(self, waiting):
        """Until the first slice commands come rarely, connections all the time; from then on, not."""
        while not self.driven and not waiting():
            await asyncio.sleep(0.001)

    async def finish(self):
        for server in self.servers:
            server.close()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.sleep(0)  # the loop closes the connections


class Threads(Player):
    """Its threads serve also while the session waits for a command."""

    def __init__(self):
        self.servers, self.streams, self.threads = [], [], []
        self.ready = threading.Event()
        self.lock = threading.Lock()  # of `toiled`

    def prepare(self, parameters):
        self.size, self.work, self.toiled = parameters.size, parameters.work, 0
        for serve in self.answer_all, self.lend:
            self.servers.append(socket.create_server(("127.0.0.1", 0)))
            crew.start(self.accept, [(self.servers[-1], serve)], self.threads)
        ports = [server.getsockname()[1] for server in self.servers]
        return dict(zip(("port", "control_port"), ports))

    def accept(self, server, serve):
        """Until finish shuts the server down."""
        threads = []
        try:
            while True:
                stream, _ = server.accept()
                stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.streams.append(stream)
                crew.start(serve, [(stream,)], threads)
        except OSError:
            self.await_all(threads)

    def await_all(self, threads):
        for stream in self.streams:
            try:
                stream.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the other side has
        for thread in threads:
            thread.join()

    def compute(self, data):
        done = toil(self.work, len(data), self.size)
        with self.lock:
            self.toiled += done

    def answer_all(self, stream):
        with stream:
            try:
                while data := stream.recv(self.size + 1):
                    if self.work:
                        self.compute(data)
                    stream.sendall(data)
            except OSError:
                pass  # the other side has gone

    def lend(self, stream):
        self.control = stream
        self.ready.set()

    def begin(self):
        self.ready.wait()

    def play(self, operations, tally):
        self.toiled = 0
        self.control.sendall(b"g")
        check(self.control.recv(1))
        tally.operations += operations
        tally.checksum += self.toiled

    def finish(self):
        for server in self.servers:
            server.shutdown(socket.SHUT_RDWR)
            server.close()
        for thread in self.threads:
            thread.join()
        for stream in self.streams:
            stream.close()
