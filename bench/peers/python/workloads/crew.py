# SPDX-License-Identifier: MIT
"""crew.py - threads that are started for something, and all awaited."""
from threading import Thread


def start(function, arguments, threads):
    """Start a thread for each tuple of arguments, and add it to the list as soon as it runs."""
    for words in arguments:
        thread = Thread(target=function, args=words)
        thread.start()
        threads.append(thread)


def run(function, arguments):
    """Start them and wait until all have ended, also where one cannot be started."""
    threads = []
    try:
        start(function, arguments, threads)
    finally:
        for thread in threads:
            thread.join()
