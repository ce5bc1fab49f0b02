"""How the companion and an add-on talk over a socket: a frame is four bytes with the length, big-endian, and JSON in UTF-8.

The companion speaks first: {"hello": 1, "token": "..."} -> {"hello": 1, "application": "Blender 3.4.1", "pid": 4711}. Then requests
{"id": 7, "method": "info", "params": {}, "within": 5.0} -> {"id": 7, "result": {...}} or {"id": 7, "error": {"reason", "message", "traceback"}}.
`within` are the seconds in which the work must have begun; "ping" is answered without the DCC's main thread.
"""

import json
import struct

HELLO = 1
MOST_BEFORE_HELLO = 4 * 1024
MOST_REQUEST = 8 * 1024 * 1024
MOST_ANSWER = 16 * 1024 * 1024


class Closed(Exception):
    """The other side has gone."""


class Broken(Exception):
    """What came is no frame of ours; nothing after it can be trusted."""


def read(connection, most):
    """The next frame as a dictionary."""
    length = struct.unpack(">I", _exactly(connection, 4))[0]
    if not 2 <= length <= most:
        raise Broken("a frame has %d bytes, and %d are allowed" % (length, most))
    try:
        frame = json.loads(_exactly(connection, length).decode("utf-8"))
    except (ValueError, RecursionError):
        raise Broken("a frame is no JSON")
    if not isinstance(frame, dict):
        raise Broken("a frame is no object")
    return frame


def write(connection, frame):
    """Sends a frame."""
    content = json.dumps(frame, ensure_ascii=True, allow_nan=False).encode("ascii")
    connection.sendall(struct.pack(">I", len(content)) + content)


def write_text(connection, text):
    """Sends a frame that is JSON already."""
    content = text.encode("ascii")
    connection.sendall(struct.pack(">I", len(content)) + content)


def _exactly(connection, count):
    pieces = []
    while count:
        piece = connection.recv(min(count, 1 << 20))
        if not piece:
            raise Closed()
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
