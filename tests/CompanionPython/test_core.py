"""The companion's API, the side-car, sending."""

import contextlib
import hashlib
import http.server
import json
import os
import socket
import sys
import tempfile
import threading
import unittest
import unittest.mock

from dccbridge.core import findings, folders, operations, sending, sidecar
from dccbridge.core.asking import Asking
from dccbridge.core.companion import Companion
from dccbridge.core.failure import Failure
from dccbridge.core.workplace import workplace

TOKEN = "t" * 43


class StandIn(http.server.BaseHTTPRequestHandler):
    """Answers what the test put into `answers`, in order; the last one again and again."""

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.path, self.headers.get("Authorization"), body and json.loads(body)))
        status, content = self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        if callable(content):
            content(self)
            return
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://192.0.2.1/")
        self.end_headers()
        self.wfile.write(content if isinstance(content, bytes) else json.dumps(content).encode("utf-8"))

    do_POST = do_GET

    def log_message(self, *_):
        pass


class FolderCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="dccbridge-箱-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name


class CompanionCase(FolderCase):
    """What looks like a companion: its file, its lock, and a server on the port that the file names."""

    def serve(self, *answers):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
        server.answers, server.asked = list(answers), []
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()  # looks that often whether it is to end
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.write({"version": 1, "url": "http://127.0.0.1:%d/" % server.server_port, "token": TOKEN, "processId": 1, "startedAt": "2030-01-01T00:00:00Z"})
        return server

    def write(self, endpoint):
        folders.write_private(os.path.join(self.folder, "companion.json"), (endpoint if isinstance(endpoint, str) else json.dumps(endpoint)).encode("utf-8"))

    def hold(self):
        """Takes the companion's lock as .NET takes it; what comes back lets go of it."""
        if sys.platform == "win32":
            import _winapi
            held = _winapi.CreateFile(os.path.join(self.folder, "companion.lock"), _winapi.GENERIC_READ | _winapi.GENERIC_WRITE, 0, 0, 4, 0, 0)  # OPEN_ALWAYS
            ends = contextlib.ExitStack()
            ends.callback(_winapi.CloseHandle, held)
        else:
            import fcntl
            ends = contextlib.ExitStack()
            held = os.open(os.path.join(self.folder, "companion.lock"), os.O_RDWR | os.O_CREAT, 0o600)
            ends.callback(os.close, held)
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.addCleanup(ends.close)
        return ends.close

    def fails(self, do):
        with self.assertRaises(Failure) as caught:
            do()
        return caught.exception

    def find(self):
        return Companion.find(self.folder)


class CompanionTests(CompanionCase):
    def setUp(self):
        super().setUp()
        self.let_go = self.hold()

    def test_nobody_runs(self):
        failure = self.fails(self.find)
        self.assertEqual((failure.reason, failure.message), ("notRunning", "The DccBridge companion does not run. Start it: run 'dccbridge tray', or double-click dccbridge."))

    def test_it_ended_without_removing_its_file(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.write({"version": 1, "url": "http://127.0.0.1:%d/" % free.getsockname()[1], "token": TOKEN})
            failure = self.fails(lambda: self.find().get("/api/status"))
        self.assertEqual(failure.reason, "notRunning")
        self.assertIn("dccbridge tray", failure.message)

    def test_a_damaged_file_is_named_and_the_token_never_leaves_this_machine(self):
        good = {"version": 1, "url": "http://127.0.0.1:1/", "token": TOKEN}
        for endpoint in ("", "[]", "{", dict(good, version=2), dict(good, url="http://192.0.2.1:80/"), dict(good, url="https://127.0.0.1:1/"), dict(good, url="http://127.0.0.1.example:1/"),
                         dict(good, url="http://127.0.0.1:99999/"), dict(good, token="a\r\nHost: b"), dict(good, token=5)):
            self.write(endpoint)
            self.assertEqual(self.fails(self.find).reason, "nonsense", endpoint)

    def test_a_send_carries_token_and_key(self):
        server = self.serve((202, {"id": "1", "state": "queued"}))
        self.find().send(["/x/箱.glb"], "blender", to="/Game/Props", key="k")
        self.assertEqual(server.asked, [("POST", "/api/send", "Bearer " + TOKEN, {"files": ["/x/箱.glb"], "to": "/Game/Props", "editor": None, "onConflict": "update", "origin": "blender", "idempotencyKey": "k"})])

    def test_a_query_leaves_out_what_is_not_asked_for(self):
        server = self.serve((200, {"items": [], "total": 0}))
        self.assertEqual(findings.ask(self.find(), "箱"), ([], 0))
        self.assertEqual(server.asked[0][1], "/api/findings?limit=200&text=%E7%AE%B1&sort=severity")

    def test_an_error_is_the_companions_own_instruction(self):
        self.serve((409, {"title": "x", "detail": "Two editors run: name one."}))
        failure = self.fails(lambda: self.find().post("/api/send"))
        self.assertEqual((failure.reason, failure.message), ("refused", "Two editors run: name one."))

    def test_a_wrong_token_says_what_to_do(self):
        self.serve((401, {"title": "Unauthorized"}))
        self.assertIn("does not accept this add-on's token", self.fails(lambda: self.find().get("/api/status")).message)

    def test_a_redirect_is_not_followed(self):
        server = self.serve((302, b""))
        self.assertEqual(self.fails(lambda: self.find().get("/api/status")).reason, "refused")
        self.assertEqual(len(server.asked), 1)

    def test_nonsense_and_too_much_of_it(self):
        self.serve((200, b"<html>"))
        self.assertEqual(self.fails(lambda: self.find().get("/api/status")).reason, "nonsense")

        def endless(handler):
            handler.send_response(200)
            handler.end_headers()
            with contextlib.suppress(OSError):
                for _ in range(101):
                    handler.wfile.write(b" " * (1 << 20))

        self.serve((200, endless))
        self.assertEqual(self.fails(lambda: self.find().get("/api/status")).reason, "tooLarge")

    def test_no_HTTP_at_all(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)

        def answer():
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"\0\0\0\5hello\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        self.write({"version": 1, "url": "http://127.0.0.1:%d/" % listener.getsockname()[1], "token": TOKEN})
        self.assertIn(self.fails(lambda: self.find().get("/api/status")).reason, ("nonsense", "notRunning"))

    def test_a_silent_companion_is_busy(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        self.write({"version": 1, "url": "http://127.0.0.1:%d/" % listener.getsockname()[1], "token": TOKEN})
        self.assertEqual(self.fails(lambda: self.find().get("/api/status", limit=0.2)).reason, "busy")

    def test_a_sending_goes_on_to_its_end(self):
        activity = {"id": "7", "title": "Send 1 file", "state": "queued", "progress": 0}
        server = self.serve((202, activity), (200, dict(activity, state="running", stage="upload", progress=0.5)), (200, dict(activity, state="succeeded", message="1 asset: 1 created; 2 errors, 1 warning.", errors=2, warnings=1)))
        seen = []
        one = sending.Sending(["/x.glb"], "maya", find=self.find, changed=lambda s: seen.append((s.state, s.text))).start()
        self.assertTrue(one.wait(20))
        self.assertEqual(seen, [("queued", "Send 1 file: queued"), ("running", "Send 1 file: upload"), ("succeeded", "1 asset: 1 created; 2 errors, 1 warning.")])
        self.assertEqual([call[1] for call in server.asked], ["/api/send", "/api/activities/7?wait=1", "/api/activities/7?wait=1"])

    def test_a_sending_without_a_last_word_counts_its_findings(self):
        activity = {"id": "7", "title": "Send 1 file", "state": "queued", "progress": 0}
        self.serve((202, activity), (200, dict(activity, state="succeeded", errors=2, warnings=1)))
        one = sending.Sending(["/x.glb"], "maya", find=self.find).start()
        self.assertTrue(one.wait(20))
        self.assertEqual(one.text, "Send 1 file (2 errors, 1 warning)")

    def test_a_sending_that_is_stopped_asks_for_it_once(self):
        activity = {"id": "7", "title": "Send 1 file", "state": "running", "progress": 0}
        server = self.serve((202, activity), (200, {"cancelled": True}), (200, dict(activity, state="cancelling")), (200, dict(activity, state="cancelled", message="Stopped")))
        one = sending.Sending(["/x.glb"], "maya", find=self.find)
        one.cancel()
        self.assertTrue(one.start().wait(20))
        self.assertEqual((one.state, one.text), ("cancelled", "Stopped"))
        self.assertEqual([call[1] for call in server.asked].count("/api/activities/7/cancel"), 1)

    def test_a_sending_shows_every_failure(self):
        for find, text in ((self.find, "does not run"), (lambda: 1 / 0, "ZeroDivisionError")):
            one = sending.Sending(["/x.glb"], "maya", find=find).start()
            self.assertTrue(one.wait(20))
            self.assertEqual(one.state, "failed")
            self.assertIn(text, one.text)
        self.serve((202, {"unknown": 1}))
        one = sending.Sending(["/x.glb"], "maya", find=self.find).start()
        self.assertTrue(one.wait(20))
        self.assertIn("another version", one.text)

    def test_a_question_is_answered_once(self):
        done = threading.Event()
        asking = Asking(lambda: 5)
        asking.then(done.set)
        self.assertTrue(done.wait(20))
        self.assertEqual((asking.answer, asking.problem, asking.is_over), (5, None, True))


class FolderTests(unittest.TestCase):
    def test_the_folder_of_each_system(self):
        home = os.path.expanduser("~")
        self.assertEqual(folders.state_folder({"DCCBRIDGE_HOME": "/d"}, "linux"), "/d")
        self.assertEqual(folders.state_folder({}, "linux"), os.path.join(home, ".local", "state", "dccbridge"))
        self.assertEqual(folders.state_folder({"XDG_STATE_HOME": "/s"}, "linux"), "/s/dccbridge")
        self.assertEqual(folders.state_folder({"XDG_STATE_HOME": "s"}, "linux"), os.path.join(home, ".local", "state", "dccbridge"))
        self.assertEqual(folders.state_folder({"LOCALAPPDATA": "/L"}, "win32"), os.path.join("/L", "DccBridge"))
        self.assertEqual(folders.state_folder({}, "darwin"), os.path.join(home, "Library", "Application Support", "DccBridge"))
        with self.assertRaises(Failure):
            folders.state_folder({"DCCBRIDGE_HOME": "relative"}, "linux")


class SidecarTests(FolderCase):
    def write(self, nodes):
        export = os.path.join(self.folder, "箱.glb")
        with open(export, "wb") as file:
            file.write(b"glTF")
        path, warnings = sidecar.write(export, "maya", "Maya 2025", None, 0.01, "Y", "fbx", {"a": True}, nodes, [{"name": "M", "textures": []}])
        with open(path, encoding="utf-8") as file:
            return json.load(file), warnings, path

    def test_it_says_what_was_exported(self):
        document, warnings, path = self.write([{"name": "Стол", "path": None, "uuid": None, "materials": []}])
        self.assertEqual((path, warnings), (os.path.join(self.folder, "箱.glb.dccbridge.json"), []))
        self.assertRegex(document.pop("exportedAt"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(document, {
            "version": 1, "dcc": "maya", "application": "Maya 2025", "scene": None, "file": "箱.glb", "sha256": hashlib.sha256(b"glTF").hexdigest(), "unitMeters": 0.01, "upAxis": "Y",
            "exporter": {"format": "fbx", "options": {"a": True}}, "nodes": [{"name": "Стол", "path": None, "uuid": None, "materials": []}], "materials": [{"name": "M", "textures": []}]})

    def test_a_huge_scene_is_cut_and_says_so(self):
        document, warnings, path = self.write([{"name": "n%06d" % i, "path": "/" + "x" * 100, "uuid": None, "materials": []} for i in range(20000)])
        self.assertLessEqual(os.path.getsize(path), 1024 * 1024)
        self.assertEqual(len(document["nodes"]), 5000)
        self.assertEqual(warnings, ["The side-car holds 5000 of 20000 nodes: findings about the others lead to them by name only."])

    def test_names_that_are_no_text_do_not_stop_it(self):
        document, _, _ = self.write([{"name": "a\udc80b", "path": None, "uuid": None, "materials": []}])
        self.assertEqual(document["nodes"][0]["name"], "a?b")


class Scene:
    KIND, FORMATS = "test", ("glb",)

    @staticmethod
    def application():
        return "Test 1"

    @staticmethod
    def info():
        return {"kind": "test"}

    @staticmethod
    def selection():
        return []

    @staticmethod
    def select(nodes):
        raise KeyError("no")

    @staticmethod
    def export(folder, name, format, whole_scene, options):
        return {"file": os.path.join(folder, name)}

    @staticmethod
    def open_file(path, discard):
        pass


class OperationTests(FolderCase):
    def error(self, method, **params):
        return operations.perform(Scene, method, params)["error"]

    def test_what_is_wrong_with_a_request_is_said(self):
        for reason, text, method, params in (
            ("notSupported", "There is no 'fly' here", "fly", {}),
            ("refused", "'nodes' must be a list", "select", {"nodes": [{"id": 1}]}),
            ("refused", "'folder' must be an absolute path", "export", {"folder": "x"}),
            ("refused", "is not there", "export", {"folder": os.path.join(self.folder, "x")}),
            ("refused", "cannot be one on every system", "export", {"folder": self.folder, "name": "../x"}),
            ("refused", "cannot be one on every system", "export", {"folder": self.folder, "name": "nul"}),
            ("notSupported", "Test 1 exports glb, and 'usd' was asked for", "export", {"folder": self.folder, "format": "usd"}),
            ("refused", "'options' must be an object", "export", {"folder": self.folder, "options": [1]}),
            ("refused", "is not there", "open", {"scene": os.path.join(self.folder, "x.blend")}),
        ):
            error = self.error(method, **params)
            self.assertEqual(error["reason"], reason, method)
            self.assertIn(text, error["message"])

    def test_what_the_DCC_raises_has_a_traceback(self):
        error = self.error("select", nodes=[{"name": "x"}])
        self.assertEqual((error["reason"], error["message"]), ("failed", "KeyError: 'no'"))
        self.assertIn("in select", error["traceback"])

    def test_no_parameters_at_all(self):
        self.assertEqual(operations.perform(Scene, "info", [])["error"]["reason"], "refused")

    def test_what_JSON_cannot_hold_is_a_failure(self):
        deep = []
        for _ in range(100000):
            deep = [deep]
        for value in (object(), float("nan"), {1, 2}, deep):
            self.assertEqual(json.loads(operations.as_text({"result": value}))["error"]["reason"], "failed")

    def test_code_runs_where_it_is_allowed(self):
        self.assertEqual(operations.perform(Scene, "run", {"code": "print('x'); result = 5"}), {"result": {"output": "x\n", "result": 5}})
        self.assertEqual(operations.perform(Scene, "run", {"code": "1"}, allow_code=False)["error"]["reason"], "refused")

    def test_names_of_files(self):
        self.assertEqual([operations.safe_name(name) for name in ("SM_Crate", "a/b:c", "  ", "CON", "Küche 箱", "x" * 300)], ["SM_Crate", "a_b_c", "Export", "Export", "Küche 箱", "x" * 120])


class WorkplaceTests(FolderCase):
    def test_it_goes_whatever_happens_and_old_ones_with_it(self):
        old, new = os.path.join(self.folder, ".dccbridge-old"), os.path.join(self.folder, ".dccbridge-new")
        for path in (old, new):
            os.mkdir(path)
        os.utime(old, (1, 1))
        with self.assertRaises(Failure):
            with workplace(self.folder) as place:
                open(os.path.join(place, "x"), "w").close()
                raise OSError(28, "No space left on device")
        self.assertEqual(os.listdir(self.folder), [".dccbridge-new"], "that of another DCC at work stays")

    @unittest.skipUnless(os.path.exists("/dev/full"), "there is no /dev/full")
    def test_a_full_disk_is_told(self):
        with self.assertRaises(Failure) as caught:
            with workplace(self.folder):
                with open("/dev/full", "wb") as file:
                    file.write(b"x" * 100000)
        self.assertIn("No space left on device. Make room there", caught.exception.message)


class FindingTests(unittest.TestCase):
    def test_what_is_missing_is_empty(self):
        finding = findings.Finding({"id": "1", "source": None, "node": 5})
        self.assertEqual((finding.title, finding.nodes, finding.scene, finding.can_select), (": ", [], "", False))
        self.assertTrue(findings.Finding({"canSelect": True}).can_select)
        self.assertTrue(findings.Finding({"material": "Wood"}).can_select)

    def test_those_of_a_scene(self):
        mine, other, unknown = (findings.Finding({"source": {"scene": scene}}) for scene in ("/p/../p/a.blend", "/p/b.blend", None))
        self.assertEqual(findings.of_scene([mine, other, unknown], "/p/a.blend"), [mine, unknown])
        self.assertEqual(findings.of_scene([mine, other, unknown], ""), [mine, other, unknown])


if __name__ == "__main__":
    sys.exit(unittest.main())
