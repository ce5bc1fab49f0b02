"""A door for the companion into a running DCC: a socket on the loopback, a token in a file that only this user can read and that never travels, work on the DCC's main thread.

Threads of sockets never touch the DCC: they put a job into a queue, and the DCC's main thread takes it out in `pump` (a timer, or a loop).

Nor do they run Python while the main thread works, as far as that can be had. Blender lets go of Python's lock inside of an operator, and takes it again only when it sees nobody else
hold it (PyC_IsInterpreterActive in its source): a thread that holds it at that moment makes both change Python's memory at once, and Blender crashes some operators later. So who
waits for a job sleeps until it is done, its answer is written before the next job begins, and what arrives meanwhile is left lying for a moment.
"""

import contextlib
import json
import os
import queue
import secrets
import socket
import threading
import time

from . import folders, operations, wire
from .failure import Failure

MOST_CONNECTIONS = 8
MOST_JOBS = 32
HELLO_SECONDS = 5
MOST_WITHIN = 3600
# How long what arrives lies while the main thread works: longer than most operators, and too short to be felt.
LYING_SECONDS = 0.25
# How long the main thread waits for an answer to be written: a companion reads at once, and nobody else is to hold up the DCC.
ANSWER_SECONDS = 0.1


class _Job:
    """Work for the main thread. Either it is begun there or given up here, never both."""

    def __init__(self, method, params):
        self.method, self.params = method, params
        self.done = threading.Event()
        self.answered = threading.Event()
        self.answer = None
        self._lock = threading.Lock()
        self._is_begun = False
        self._is_given_up = False

    def begin(self):
        with self._lock:
            if self._is_given_up:
                return False
            self._is_begun = True
            return True

    def give_up(self):
        with self._lock:
            self._is_given_up = not self._is_begun
            return self._is_given_up

    def end(self, answer):
        self.answer = answer
        self.done.set()


class Listener:
    """Listens from `start` to `stop`. `scene` does the work; `allows_code` is asked for each request to run code."""

    def __init__(self, scene, allows_code, folder=None):
        self._scene, self._allows_code = scene, allows_code
        # What the main thread knows is asked for once: threads must not ask the DCC.
        self.application = scene.application()
        self._folder = folder
        self._jobs = queue.Queue(MOST_JOBS)
        self._is_idle = threading.Event()
        self._is_idle.set()
        self._token = secrets.token_urlsafe(32)
        self._connections = set()
        self._lock = threading.Lock()
        self._socket = None
        self._is_stopped = False
        self.endpoint = None
        self.port = None
        self.pumped_at = time.monotonic()

    @property
    def is_connected(self):
        """Somebody is connected."""
        return bool(self._connections)

    def start(self):
        """Listens and writes the endpoint file."""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            self._socket.bind(("127.0.0.1", 0))
            self._socket.listen(MOST_CONNECTIONS)
            self.port = self._socket.getsockname()[1]
            folder = folders.private_folder(os.path.join(self._folder or folders.state_folder(), "dcc"))
            self.endpoint = os.path.join(folder, "%s-%d.json" % (self._scene.KIND, os.getpid()))
            endpoint = {"version": 1, "kind": self._scene.KIND, "pid": os.getpid(), "port": self.port, "token": self._token, "application": self.application}
            folders.write_private(self.endpoint, json.dumps(endpoint).encode("utf-8"))
        except BaseException:
            self._socket.close()
            raise
        threading.Thread(target=self._accept, name="DccBridge listener", daemon=True).start()
        return self

    def stop(self):
        """Closes everything and removes the endpoint file. May be called twice."""
        self._is_stopped = True
        if self.endpoint:
            with contextlib.suppress(OSError):
                os.remove(self.endpoint)
        if self._socket:
            # A thread that waits in accept does not notice a close on every system.
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        while True:
            try:
                self._jobs.get_nowait().end({"error": Failure("notRunning", "%s is closing." % self.application).as_json()})
            except queue.Empty:
                return

    def pump(self, wait=0.0, budget=0.05):
        """Does what waits, on the DCC's main thread: jobs until the budget of seconds is used up, at least one. `wait`: seconds to wait for the first."""
        self.pumped_at = time.monotonic()
        until = self.pumped_at + wait + budget
        done = 0
        while not self._is_stopped:
            try:
                job = self._jobs.get(timeout=wait) if wait and not done else self._jobs.get_nowait()
            except queue.Empty:
                break
            if job.begin():
                self._is_idle.clear()
                try:
                    job.end(self._perform(job))
                finally:
                    self._is_idle.set()
                job.answered.wait(ANSWER_SECONDS)
                done += 1
            if time.monotonic() > until:
                break
        self.pumped_at = time.monotonic()
        return done

    def _perform(self, job):
        try:
            return operations.as_text(operations.perform(self._scene, job.method, job.params, self._allows_code()))
        except Exception as error:  # Whatever it is: who asked waits for an answer, and the DCC's timer ends with an exception.
            return operations.as_text({"error": Failure("failed", "%s: %s" % (type(error).__name__, error)).as_json()})

    def _accept(self):
        while not self._is_stopped:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                if self._is_stopped:
                    return
                time.sleep(0.1)
                continue
            self._is_idle.wait(LYING_SECONDS)
            with self._lock:
                is_full = len(self._connections) >= MOST_CONNECTIONS
                if not is_full:
                    self._connections.add(connection)
            if is_full:
                connection.close()
                continue
            threading.Thread(target=self._serve, args=(connection,), name="DccBridge connection", daemon=True).start()

    def _serve(self, connection):
        try:
            with connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.settimeout(HELLO_SECONDS)
                if not self._greet(connection):
                    return
                # Idle as long as it likes; a frame that has begun must come to its end, and an answer must be taken.
                while not self._is_stopped:
                    connection.settimeout(None)
                    if not connection.recv(1, socket.MSG_PEEK):
                        return
                    self._is_idle.wait(LYING_SECONDS)
                    connection.settimeout(30)
                    request = wire.read(connection, wire.MOST_REQUEST)
                    self._answer(connection, request)
        except (OSError, wire.Closed, wire.Broken, ValueError):
            # It has gone, or is none of ours: there is nobody to tell.
            pass
        finally:
            with self._lock:
                self._connections.discard(connection)

    def _greet(self, connection):
        # For all of it, not for each piece: strangers must not keep the few places.
        until = time.monotonic() + HELLO_SECONDS
        hello = wire.read(connection, wire.MOST_BEFORE_HELLO, until)
        theirs, mine = hello.get("nonce"), wire.nonce()
        if hello.get("hello") != wire.HELLO or not wire.is_nonce(theirs):
            wire.write(connection, {"error": Failure("nonsense", "The companion is of another version than this add-on. Run 'dccbridge install --dcc' again.").as_json()})
            return False
        wire.write(connection, {"hello": wire.HELLO, "nonce": mine, "proof": wire.proof(self._token, wire.LISTENER, theirs, mine)})
        answer = wire.read(connection, wire.MOST_BEFORE_HELLO, until)
        if not wire.is_proof(answer.get("proof"), self._token, wire.COMPANION, theirs, mine):
            wire.write(connection, {"error": Failure("refused", "The token is wrong: it is in '%s', and new each time %s starts." % (self.endpoint, self.application)).as_json()})
            return False
        wire.write(connection, {"hello": wire.HELLO, "application": self.application, "pid": os.getpid()})
        return True

    def _answer(self, connection, request):
        number, method, params = request.get("id"), request.get("method"), request.get("params") or {}
        within = request.get("within", HELLO_SECONDS)
        if not isinstance(number, int) or not isinstance(method, str) or not isinstance(within, (int, float)) or not 0 < within <= MOST_WITHIN:
            raise wire.Broken("a request has no number, method or limit")
        if method == "ping":
            wire.write(connection, {"id": number, "result": {"silentSeconds": round(time.monotonic() - self.pumped_at, 3), "waiting": self._jobs.qsize()}})
            return
        job = _Job(method, params)
        try:
            text = self._on_main_thread(job, within)
            if len(text) > wire.MOST_ANSWER - 64:
                text = json.dumps({"error": Failure("tooLarge", "The answer has %d bytes, and %d are allowed. Ask for less." % (len(text), wire.MOST_ANSWER)).as_json()})
            # The answer is JSON already: its number is put in front of its first member.
            wire.write_text(connection, '{"id": %d, %s' % (number, text[1:]))
        finally:
            job.answered.set()

    def _on_main_thread(self, job, within):
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            return json.dumps({"error": Failure("busy", "%d requests wait for %s already." % (MOST_JOBS, self.application)).as_json()})
        if not job.done.wait(within) and job.give_up():
            return json.dumps({"error": Failure("busy", "%s is busy: it works, renders or shows a dialog. Nothing was done; try again when it answers." % self.application).as_json()})
        while not job.done.wait(30):
            if self._is_stopped:
                return json.dumps({"error": Failure("notRunning", "%s is closing." % self.application).as_json()})
        answer = job.answer
        return answer if isinstance(answer, str) else json.dumps(answer)
