# SPDX-License-Identifier: MIT
"""pair.py WORKER RUNTIME CONNECTIONS SIZE: echo, served and driven; prints the driver's checksum."""
from hands import *

server, load = start_pair(sys.argv[2], connections=int(sys.argv[3]), size=int(sys.argv[4]))
for worker in server, load:
    send(worker, do="verify")
receive(server)
checksum = receive(load)["checksum"]
for n in 1, 500, 501:
    for worker in load, server:
        send(worker, do="play", operations=n)
    served, asked = receive(server), receive(load)
    assert served["operations"] == asked["operations"] == n
    assert sum(c for _, c in asked["latency"]["buckets"]) == n
    assert asked["latency"]["max_ns"] <= asked["wall_ns"]
    assert served["cpu_ns"] > 0 and "latency" not in served
for worker in load, server:
    assert ask(worker, do="finish") == {"did": "finish"}
for worker in load, server:
    end(worker)
print(checksum)
