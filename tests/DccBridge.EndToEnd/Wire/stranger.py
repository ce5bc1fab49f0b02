"""A client that shares nothing with ours, written from PROTOCOL.md alone: plain Python 3 and python3-msgpack.

    stranger.py <folder of endpoint files> tcp|unix <picture.png> <asset path>

Finds the one living editor in the folder, uploads and imports the picture, waits for the pushed
verdict, acknowledges it and closes. Prints what it saw as one JSON object.
"""
import base64
import fcntl
import hashlib
import hmac
import json
import os
import socket
import stat
import struct
import sys
import uuid

import msgpack

CHUNK = 4096  # the protocol allows 65536; small ones make a small picture need more than the first credit
PREFACE = b"DCCB\x01\x00\x00\x00"
OBSERVE, VALIDATE, EDIT = 1, 2, 4


class CallFailed(Exception):
    """The editor answered with an error."""

    def __init__(self, error):
        super().__init__(error[1])
        self.code = error[0]


def find_editor(folder):
    """Section 2: the endpoint file whose lock is held."""
    if os.stat(folder).st_mode & 0o022:
        raise SystemExit("others can write into the folder")
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not name.endswith(".json") or not is_held(path + ".lock"):
            continue
        mode = os.lstat(path).st_mode
        if not stat.S_ISREG(mode) or mode & 0o077:
            raise SystemExit("not a file of this user alone: " + path)
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    raise SystemExit("no editor lives in " + folder)


def is_held(path):
    try:
        with open(path, "rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return False
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False


class Connection:
    """Sections 3 to 6."""

    def __init__(self, endpoint, transport):
        self.events, self.progress, self.credit, self.answers = [], [], {}, {}
        self.next_id = 1
        if transport == "unix":
            self.port = 0
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(endpoint["socket"])
        else:
            self.port = endpoint["port"]
            self.socket = socket.create_connection(("127.0.0.1", self.port))
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(30)
        self.client_id = str(uuid.uuid4())
        self.granted, self.max_frame = self.shake_hands(endpoint, OBSERVE | VALIDATE | EDIT)

    def shake_hands(self, endpoint, wanted):
        secret = base64.b64decode(endpoint["secret"])
        nonce = os.urandom(32)
        said = PREFACE + frame([1, [1], [], wanted, self.client_id, nonce])
        self.socket.sendall(said)
        preface = self.read(8)
        assert preface == PREFACE, preface
        raw, challenge = self.read_frame(4096)
        assert challenge[0] == 2, challenge
        version, limits, instance, port, nonce_s = challenge[1:6]
        assert version == 1 and instance == endpoint["instanceId"] and port == self.port and nonce_s != nonce
        said += preface + raw
        proof = frame([3, mac(secret, b"dccbridge/1 client", said)])
        self.socket.sendall(proof)
        raw, accept = self.read_frame(4096)
        assert accept[0] == 4, accept
        at = raw.index(accept[1])
        said += proof + raw[:at] + bytes(32) + raw[at + 32:]
        assert hmac.compare_digest(accept[1], mac(secret, b"dccbridge/1 server", said)), "not the editor of the file"
        assert accept[2] & ~wanted == 0
        return accept[2], limits[0]

    def read(self, count):
        data = b""
        while len(data) < count:
            more = self.socket.recv(count - len(data))
            if not more:
                raise EOFError("the editor closed the connection")
            data += more
        return data

    def read_frame(self, cap):
        head = self.read(4)
        length = struct.unpack("<I", head)[0]
        assert 0 < length <= cap, length
        body = self.read(length)
        return head + body, msgpack.unpackb(body, raw=False, timestamp=3)

    def send(self, envelope):
        self.socket.sendall(frame(envelope))

    def handle_one(self):
        envelope = self.read_frame(self.max_frame)[1]
        kind = envelope[0]
        if kind == 1:
            self.answers[envelope[1]] = envelope[2:]
        elif kind == 2:
            self.events.append(envelope[1:])
        elif kind == 4:
            self.progress.append(envelope[1:])
        elif kind == 6:
            self.credit[envelope[1]] = self.credit.get(envelope[1], 0) + envelope[2]
        elif kind == 7:
            raise EOFError("the editor said goodbye: " + envelope[1])
        elif kind == 8:
            self.send([9])

    def begin(self, method, params, key=None):
        request, self.next_id = self.next_id, self.next_id + 1
        self.send([0, request, method, params, [20000, key]])
        return request

    def end(self, request):
        while request not in self.answers:
            self.handle_one()
        error, result = self.answers.pop(request)
        if error is not None:
            raise CallFailed(error)
        return result

    def call(self, method, params=(), key=None):
        return self.end(self.begin(method, list(params), key))

    def upload(self, method, params, data):
        """Waits for credit wherever it is used up; returns the result and how often it had to wait."""
        request = self.begin(method, params)
        self.credit[request] = 4
        waits = 0
        for at in range(0, len(data), CHUNK):
            while self.credit[request] == 0 and request not in self.answers:
                waits += 1
                self.handle_one()
            if request in self.answers:
                break
            self.credit[request] -= 1
            self.send([5, request, data[at:at + CHUNK]])
        self.send([5, request, None])
        return self.end(request), waits

    def close(self):
        """True when the editor hung up after the goodbye."""
        self.send([7, "done"])
        try:
            while True:
                self.read_frame(self.max_frame)
        except (EOFError, ConnectionResetError):
            return True


def frame(value):
    body = msgpack.packb(value, use_bin_type=True)
    return struct.pack("<I", len(body)) + body


def mac(secret, label, transcript):
    return hmac.new(secret, label + hashlib.sha256(transcript).digest(), hashlib.sha256).digest()


def main():
    folder, transport, picture, asset = sys.argv[1:]
    with open(picture, "rb") as file:
        data = file.read()
    content = hashlib.sha256(data).hexdigest()
    seen = {"bytes": len(data), "hash": content}

    link = Connection(find_editor(folder), transport)
    seen["granted"] = link.granted
    try:
        link.call("editor.state")
    except CallFailed as failure:
        seen["beforeOpen"] = failure.code
    session = link.call("session.open", ["stranger", "1.0", None])
    seen["resumed"], seen["engine"], seen["startedAt"] = session[2], session[3][4], session[3][6].isoformat()
    seen["uptime"] = link.call("session.ping")[0]
    seen["state"] = link.call("editor.state")
    seen["rules"] = [rule[0] for rule in link.call("validation.rules")[1]]
    seen["subscribed"] = link.call("validation.subscribe", [False])

    name = os.path.basename(picture)
    transfer, offset, present = link.call("transfer.open", [name, len(data), content])
    seen["offset"], seen["present"] = offset, present
    if not present:
        result, seen["waitsForCredit"] = link.upload("transfer.chunk", [transfer, offset], data[offset:])
        seen["received"] = result[0]
        seen["committed"] = link.call("transfer.commit", [transfer])
    seen["presentAfter"] = link.call("transfer.open", [name, len(data), content])[2]

    key = str(uuid.uuid4())
    item = [asset, name, content, os.path.abspath(picture), 1]
    seen["imported"] = link.call("asset.import", [[item]], key)[0]
    seen["repeated"] = link.call("asset.import", [[item]], key)[0]
    operation = link.call("operation.get", [None, key])
    seen["operation"], seen["operationState"] = operation[0], operation[3]
    seen["progressOperations"] = sorted({str(uuid.UUID(bytes=p[3])) for p in link.progress})
    while not link.events:
        link.handle_one()
    seen["events"] = link.events
    method, (identity, verdict) = link.events[0]
    seen["acknowledged"] = link.call("session.acknowledge", [identity[1]])
    seen["record"] = link.call("asset.get", [asset])[:3]
    try:
        link.call("asset.get", ["/Game/../secret"])
    except CallFailed as failure:
        seen["badPath"] = failure.code
    try:
        link.call("no.such.method")
    except CallFailed as failure:
        seen["noMethod"] = failure.code
    seen["closed"] = link.close()
    json.dump(seen, sys.stdout, default=str)


main()
