"""A stand-in for Maya's command port, true to what is documented and reported of it: one recv is one command, an answer is text + line feed + zero byte,
a longer command than the buffer closes the connection, a longer result becomes an error message.

command_port.py [--buffer N] [--mel] [--repr] [--modules FOLDER]
"""

import argparse
import socket
import sys
import threading

arguments = argparse.ArgumentParser()
arguments.add_argument("--buffer", type=int, default=4096)
arguments.add_argument("--mel", action="store_true", help="a port for MEL: Python is a syntax error there")
arguments.add_argument("--repr", action="store_true", help="results as repr(), as some versions give them")
arguments.add_argument("--modules", help="folder with a stand-in for the package maya")
options = arguments.parse_args()
if options.modules:
    sys.dont_write_bytecode = True
    sys.path.insert(0, options.modules)
gate = threading.Event()
scene = {"selection": ["pCube1"]}
main = sys.modules["__main__"]


def answer(command):
    if options.mel:
        return "// Error: Syntax error //"
    try:
        value = eval(compile(command, "<commandPort>", "eval"), main.__dict__)
    except SyntaxError:
        exec(compile(command, "<commandPort>", "exec"), main.__dict__)
        return ""
    except Exception:  # the traceback goes to the script editor
        return ""
    if isinstance(value, str):
        return repr(value) if options.repr else value
    return "" if value is None else repr(value)


def serve(connection):
    with connection:
        while True:
            command = connection.recv(options.buffer + 1)
            if not command or len(command) > options.buffer:
                return
            result = answer(command.decode("utf-8"))
            if len(result) > options.buffer:
                result = "Result exceeds buffer size."
            connection.sendall(result.encode("utf-8") + b"\n\0")


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
print("listens on %d" % listener.getsockname()[1], flush=True)
while True:
    accepted, _ = listener.accept()
    threading.Thread(target=serve, args=(accepted,), daemon=True).start()
