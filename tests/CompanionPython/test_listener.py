"""The listener: how it and the companion prove to each other that they know the token, and that each request is answered."""

import contextlib
import hashlib
import hmac
import json
import os
import select
import socket
import struct
import time
import unittest
import unittest.mock

from dccbridge.core import listener, wire
from test_core import FolderCase, Scene

NONCE = "0123456789abcdef" * 4
LISTENER, COMPANION = b"dccbridge-addon/2 listener", b"dccbridge-addon/2 companion"


def prove(token, label, companion, answering):
    """A proof as the documents describe it, made without the add-on's own code."""
    return hmac.new(token.encode("utf-8"), label + bytes.fromhex(companion) + bytes.fromhex(answering), hashlib.sha256).hexdigest()


class DoorCase(FolderCase):
    """A listener whose main thread is that of the test."""

    def open(self, allows_code=lambda: True):
        self.door = listener.Listener(Scene, allows_code, self.folder).start()
        self.addCleanup(self.door.stop)
        with open(self.door.endpoint, encoding="utf-8") as file:
            self.token = json.load(file)["token"]

    def connect(self, *frames):
        connection = socket.create_connection(("127.0.0.1", self.door.port), 10)
        self.addCleanup(connection.close)
        for frame in frames:
            wire.write(connection, frame)
        return connection

    def challenge(self, nonce=NONCE):
        """A connection that has said hello, and what the listener answered."""
        connection = self.connect({"hello": 2, "nonce": nonce})
        return connection, wire.read(connection, wire.MOST_ANSWER)

    def greet(self, nonce=NONCE):
        """A connection of a true companion, its proof and its welcome."""
        connection, answer = self.challenge(nonce)
        proof = prove(self.token, COMPANION, nonce, answer["nonce"])
        wire.write(connection, {"proof": proof})
        return connection, proof, wire.read(connection, wire.MOST_ANSWER)

    def assert_ended(self, connection):
        try:
            self.assertEqual(connection.recv(1), b"")
        except ConnectionError:
            pass  # It hung up before it had read everything.


class GreetingTests(DoorCase):
    def setUp(self):
        super().setUp()
        self.open()

    def assert_wrong(self, connection):
        """It says that the token is wrong and hangs up; the main thread was asked for nothing."""
        error = wire.read(connection, wire.MOST_ANSWER)["error"]
        self.assertEqual((error["reason"], error["message"]), ("refused", error["message"]))
        self.assertIn("The token is wrong", error["message"])
        self.assert_ended(connection)
        self.assertEqual(self.door.pump(), 0)

    def test_both_prove_that_they_know_the_token_and_none_says_it(self):
        connection, answer = self.challenge()
        self.assertEqual(answer, {"hello": 2, "nonce": answer["nonce"], "proof": prove(self.token, LISTENER, NONCE, answer["nonce"])})
        self.assertRegex(answer["nonce"], "^[0-9a-f]{64}$")
        wire.write(connection, {"proof": prove(self.token, COMPANION, NONCE, answer["nonce"])})
        welcome = wire.read(connection, wire.MOST_ANSWER)
        self.assertEqual(welcome, {"hello": 2, "application": "Test 1", "pid": os.getpid()})
        self.assertNotIn(self.token, json.dumps([answer, welcome]))
        wire.write(connection, {"id": 7, "method": "ping", "within": 5})
        self.assertEqual(wire.read(connection, wire.MOST_ANSWER)["id"], 7)

    def test_a_proof_has_the_bytes_that_the_companion_expects(self):
        self.assertEqual(wire.proof("T0ken-_Z", wire.LISTENER, "00" * 32, "ff" * 32), prove("T0ken-_Z", LISTENER, "00" * 32, "ff" * 32))
        self.assertEqual(wire.proof("T0ken-_Z", wire.LISTENER, "00" * 32, "ff" * 32), "35101180aaa0e7c963a4327f71155ef5e7cb51688a6f0279ac30be24294c13f0")
        self.assertEqual(wire.proof("T0ken-_Z", wire.COMPANION, "00" * 32, "ff" * 32), "c8c400f887d01c9a82555c1617c3a8ea5a1569b5b7afd6019c585910407a4a25")

    def test_a_wrong_proof_is_told_and_hung_up_on(self):
        good = "0" * 64
        for proof in (good, good[:-1], "", "é" * 64, "\ud800" * 64, None, 5, [good], {"a": good}, True):
            connection, _ = self.challenge()
            wire.write(connection, {"proof": proof})
            self.assert_wrong(connection)

    def test_a_request_behind_a_wrong_proof_is_none(self):
        connection, _ = self.challenge()
        frames = ({"proof": "0" * 64}, {"id": 1, "method": "info", "within": 5})
        texts = [json.dumps(frame).encode("ascii") for frame in frames]
        connection.sendall(b"".join(struct.pack(">I", len(text)) + text for text in texts))
        with contextlib.suppress(ConnectionError):
            while connection.recv(1024):
                pass
        self.assertEqual(self.door.pump(), 0)

    def test_the_token_itself_is_no_proof(self):
        connection, _ = self.challenge()
        wire.write(connection, {"proof": self.token, "token": self.token})
        self.assert_wrong(connection)

    def test_a_proof_is_good_for_its_own_connection_alone(self):
        first, proof, welcome = self.greet()
        self.assertEqual(welcome["hello"], 2)
        again, _ = self.challenge()
        wire.write(again, {"proof": proof})
        self.assert_wrong(again)

    def test_the_same_nonce_gets_a_new_one_each_time(self):
        answers = [self.challenge()[1] for _ in range(4)]
        self.assertEqual([len({answer[name] for answer in answers}) for name in ("nonce", "proof")], [4, 4])

    def test_what_the_listener_said_is_no_proof(self):
        for name in ("nonce", "proof"):
            connection, answer = self.challenge()
            wire.write(connection, {"proof": answer[name]})
            self.assert_wrong(connection)

    def test_what_the_listener_proves_to_another_is_no_proof(self):
        connection, answer = self.challenge()
        # Its own nonce as that of a second companion: were the sides not told apart, its proof there would be one here.
        other, mirrored = self.challenge(answer["nonce"])
        wire.write(connection, {"proof": mirrored["proof"]})
        self.assert_wrong(connection)
        wire.write(other, {"proof": answer["proof"]})
        self.assert_wrong(other)

    def test_another_version_is_told_at_once(self):
        for hello in ({"hello": 1, "token": self.token}, {"hello": 1, "token": "wrong"}, {"hello": 3, "nonce": NONCE}, {"hello": "2", "nonce": NONCE}, {"nonce": NONCE}, {}):
            connection = self.connect(hello)
            error = wire.read(connection, wire.MOST_ANSWER)["error"]
            self.assertEqual((error["reason"], error["message"]), ("nonsense", "The companion is of another version than this add-on. Run 'dccbridge install --dcc' again."), hello)
            self.assert_ended(connection)

    def test_a_nonce_that_is_none_gets_no_proof(self):
        for nonce in (None, "", NONCE[:-1], NONCE + "0", NONCE + "\n", NONCE.upper(), NONCE[:-2] + "  ", "٠" * 64, 5, [NONCE], {}):
            connection = self.connect({"hello": 2, "nonce": nonce})
            self.assertEqual(list(wire.read(connection, wire.MOST_ANSWER)), ["error"], nonce)
            self.assert_ended(connection)

    def test_what_is_too_long_is_hung_up_on(self):
        long = {"proof": "0" * wire.MOST_BEFORE_HELLO}
        self.assert_ended(self.connect(long))
        connection, _ = self.challenge()
        wire.write(connection, long)
        self.assert_ended(connection)


class PatienceTests(DoorCase):
    def setUp(self):
        super().setUp()
        patch = unittest.mock.patch.object(listener, "HELLO_SECONDS", 1)
        patch.start()
        self.addCleanup(patch.stop)
        self.open()

    def assert_ends(self, connection, drip):
        """It is hung up on, though a byte comes now and then."""
        until = time.monotonic() + 8
        try:
            while not select.select([connection], [], [], 0.1)[0]:
                self.assertLess(time.monotonic(), until, "it waits on")
                if drip:
                    connection.sendall(drip)
            self.assertEqual(connection.recv(1), b"")
        except ConnectionError:
            pass

    def test_who_says_nothing_is_hung_up_on(self):
        self.assert_ends(self.connect(), b"")

    def test_who_does_not_prove_is_hung_up_on(self):
        self.assert_ends(self.challenge()[0], b"")

    def test_a_greeting_that_drips_is_hung_up_on(self):
        connection = self.connect()
        connection.sendall(b"\0\0\x0f\0")
        self.assert_ends(connection, b" ")

    def test_who_was_welcomed_may_be_idle(self):
        connection, _, _ = self.greet()
        self.assertEqual(select.select([connection], [], [], 1.5)[0], [])
        wire.write(connection, {"id": 1, "method": "ping", "within": 5})
        self.assertEqual(wire.read(connection, wire.MOST_ANSWER)["id"], 1)


class AnswerTests(DoorCase):
    def ask(self, allows_code, **request):
        self.open(allows_code)
        connection, _, _ = self.greet()
        wire.write(connection, dict(request, id=1, within=10))
        self.assertEqual(self.door.pump(wait=10), 1)
        return wire.read(connection, wire.MOST_ANSWER)

    def test_a_result_that_no_JSON_can_hold_is_answered(self):
        code = "result = []\nfor _ in range(100000):\n    result = [result]"
        self.assertEqual(self.ask(lambda: True, method="run", params={"code": code})["error"]["reason"], "failed")

    def test_settings_that_fail_are_answered(self):
        def fail():
            raise KeyError("gone")

        error = self.ask(fail, method="info", params={})["error"]
        self.assertEqual((error["reason"], error["message"]), ("failed", "KeyError: 'gone'"))


if __name__ == "__main__":
    unittest.main()
