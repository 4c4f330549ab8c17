#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""say_after as tasks, both at once: takes the longest of the delays.

examples/task.c is the same in C. Usage: task.py [--scale X]
"""
import argparse
import asyncio
import time


async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)


async def main(scale):
    task1 = asyncio.create_task(say_after(1 * scale, "hello"))
    task2 = asyncio.create_task(say_after(2 * scale, "world"))

    print(f"started at {time.strftime('%X')}")

    await task1
    await task2

    print(f"finished at {time.strftime('%X')}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="multiply every delay by this")
    asyncio.run(main(parser.parse_args().scale))
