"""rpyc's own client, told by lines: `echo SECONDS`, `eval SECONDS`, `chain SECONDS` print calls per second, `download BYTES` and
`pieces BYTES` print MiB per second."""

import sys
import time

import rpyc

connection = rpyc.classic.connect("127.0.0.1", int(sys.argv[1]))
# The default of 30 s ends a long download.
connection._config["sync_request_timeout"] = 600
hou = connection.modules["hou"]
echo = hou.applicationVersionString


def chain():
    hou.node("/obj/sphere1").parm("scale").set(2.0)


def evaluate():
    connection.eval("__import__('hou').node('/obj/sphere1').parm('scale').set(2.0)")


def rate(call, seconds):
    begin = now = time.perf_counter()
    count = 0
    while now - begin < seconds:
        call()
        count += 1
        now = time.perf_counter()
    return count / (now - begin)


def download(count):
    """As one writes it: the value of an expression."""
    begin = time.perf_counter()
    got = len(connection.eval("__import__('hou').noise(%d)" % count))
    return got / (time.perf_counter() - begin) / (1 << 20)


def pieces(count):
    """As one writes it after that was too slow."""
    data = connection.eval("bytearray(__import__('hou').noise(%d))" % count)
    begin = time.perf_counter()
    got = 0
    while got < count:
        got += len(connection.eval("lambda d, a, b: bytes(d[a:b])")(data, got, got + (1 << 20)))
    return count / (time.perf_counter() - begin) / (1 << 20)


for line in sys.stdin:
    what, amount = line.split()
    run = {"echo": lambda: rate(echo, float(amount)), "eval": lambda: rate(evaluate, float(amount)), "chain": lambda: rate(chain, float(amount)), "download": lambda: download(int(amount)), "pieces": lambda: pieces(int(amount))}
    print(run[what](), flush=True)
