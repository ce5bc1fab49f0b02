"""How the companion and an add-on talk over a socket: a frame is four bytes with the length, big-endian, and JSON in UTF-8.

The companion speaks first, and the token of the endpoint file never travels: both sides prove that they know it, the listener first, so that who took the port of a Blender
that is gone is told nothing.
    companion  {"hello": 2, "nonce": "<64 hexadecimal digits>"}
    listener   {"hello": 2, "nonce": "<64 hexadecimal digits>", "proof": "<64 hexadecimal digits>"}, or an error and the end
    companion  {"proof": "<64 hexadecimal digits>"}, once the listener's proof was found good
    listener   {"hello": 2, "application": "Blender 3.4.1", "pid": 4711}, or an error and the end
A proof is HMAC-SHA256(token, label of the side + companion's nonce + listener's nonce), the nonces being 32 random bytes, new for each connection. Whoever changes the greeting
raises HELLO and the number in the labels. Then requests
{"id": 7, "method": "info", "params": {}, "within": 5.0} -> {"id": 7, "result": {...}} or {"id": 7, "error": {"reason", "message", "traceback"}}.
`within` are the seconds in which the work must have begun; "ping" is answered without the DCC's main thread.
"""

import hashlib
import hmac
import json
import re
import secrets
import socket
import struct
import time

HELLO = 2
# A label for each side: the proof of one is none of the other's.
LISTENER = b"dccbridge-addon/2 listener"
COMPANION = b"dccbridge-addon/2 companion"
MOST_BEFORE_HELLO = 4 * 1024
MOST_REQUEST = 8 * 1024 * 1024
MOST_ANSWER = 16 * 1024 * 1024


class Closed(Exception):
    """The other side has gone."""


class Broken(Exception):
    """What came is no frame of ours; nothing after it can be trusted."""


def nonce():
    """A number that was never used before, for one greeting."""
    return secrets.token_hex(32)


def is_nonce(value):
    """It is one, and of the right length: proofs are made of nothing else."""
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


def proof(token, label, companion_nonce, listener_nonce):
    """What only who knows the token can say, in this one greeting."""
    return hmac.new(token.encode("utf-8"), label + bytes.fromhex(companion_nonce) + bytes.fromhex(listener_nonce), hashlib.sha256).hexdigest()


def is_proof(value, token, label, companion_nonce, listener_nonce):
    """It is that proof. Takes as long for every wrong one."""
    expected = proof(token, label, companion_nonce, listener_nonce)
    return isinstance(value, str) and hmac.compare_digest(value.encode("utf-8", "replace"), expected.encode("ascii"))


def read(connection, most, until=None):
    """The next frame as a dictionary. `until`: when it has to be there whole, on the clock of time.monotonic; else each piece has the connection's own time-out."""
    length = struct.unpack(">I", _exactly(connection, 4, until))[0]
    if not 2 <= length <= most:
        raise Broken("a frame has %d bytes, and %d are allowed" % (length, most))
    try:
        frame = json.loads(_exactly(connection, length, until).decode("utf-8"))
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


def _exactly(connection, count, until):
    pieces = []
    while count:
        if until is not None:
            left = until - time.monotonic()
            if left <= 0:
                raise socket.timeout("a frame came too slowly")
            connection.settimeout(left)
        piece = connection.recv(min(count, 1 << 20))
        if not piece:
            raise Closed()
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
