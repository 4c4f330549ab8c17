# SPDX-License-Identifier: MIT
"""hands.py - what tests talk to workers with; argv[1] is the program. No worker outlives its test.

DRIVER in the environment: the program of the load generator, where that is another one."""
import atexit, json, os, signal, subprocess, sys, time

def start(name, program=None):
    worker = subprocess.Popen([program or sys.argv[1], name], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    atexit.register(worker.kill)
    receive(worker)
    return worker

def send(worker, **command):
    worker.stdin.write(json.dumps(command) + "\n")
    worker.stdin.flush()

def receive(worker):
    return json.loads(worker.stdout.readline())

def ask(worker, **command):
    send(worker, **command)
    answer = receive(worker)
    assert "error" not in answer, answer
    return answer

def refusal(worker, **command):
    send(worker, **command)
    return receive(worker)["error"]

def start_pair(runtime, round=0, workload="echo", **parameters):
    server, load = start(runtime), start("load", os.environ.get("DRIVER"))
    both = dict(do="prepare", workload=workload, parameters=parameters, round=round)
    ports = ask(server, **both)
    ask(load, port=ports["port"], control_port=ports["control_port"], **both)
    return server, load

def end(worker):
    worker.stdin.close()
    assert worker.wait(10) == 0, worker.returncode
