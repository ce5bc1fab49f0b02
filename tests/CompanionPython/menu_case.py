"""What the menus of Maya and Houdini have in common, as tests over stand-ins of their user interfaces and a played companion.

The test is the main thread: nothing is shown but when it says that the DCC is idle.
"""

import json
import os
import threading
import unittest.mock
import webbrowser

from dccbridge.core import preferences

QUEUED = {"id": "7", "title": "Send 1 file", "state": "queued", "progress": 0}
NOT_RUNNING = "The DccBridge companion does not run. Start it: run 'dccbridge tray', or double-click dccbridge."


class Stage:
    """An answer of the companion that waits until the test lets it go."""

    def __init__(self, content):
        self._content, self._asked, self._go = content, threading.Event(), threading.Event()

    def __call__(self, handler):
        self._asked.set()
        self._go.wait(20)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(json.dumps(self._content).encode("utf-8"))

    def reached(self):
        if not self._asked.wait(20):
            raise AssertionError("nobody asked")

    def go(self):
        self._go.set()


class MenuCase:
    """To be mixed into a CompanionCase. That gives the DCC: menu, origin, ending of scenes and of exports, idle, send, open_scene, selected, choose, ...; `lines` and `warnings` are what a person reads."""

    def setUp(self):
        super().setUp()
        environment = {name: value for name, value in os.environ.items() if name not in (preferences.TO, preferences.EDITOR)}
        self.start(unittest.mock.patch.dict(os.environ, dict(environment, DCCBRIDGE_HOME=self.folder), clear=True))
        self.browser = self.start(unittest.mock.patch.object(webbrowser, "open", return_value=True))
        self.hold()
        self.scene = os.path.join(self.folder, "箱." + self.ending)
        open(self.scene, "w").close()
        self.open_scene(self.scene)

    def start(self, patch):
        self.addCleanup(patch.stop)
        return patch.start()

    def settle(self):
        """Until no thread of the add-on runs and the DCC has nothing to do when it is idle."""
        while True:
            threads = [thread for thread in threading.enumerate() if thread.name in ("DccBridge send", "DccBridge question")]
            for thread in threads:
                thread.join(20)
                self.assertFalse(thread.is_alive())
            if not self.idle() and not threads:
                return

    def finding(self, id="7", **view):
        return dict({"id": id, "severity": "error", "message": "Too many <triangles>.", "fix": "Reduce them.", "assetPath": "/Game/SM_Crate", "ruleId": "mesh.triangles",
                     "node": "SM_Crate", "material": None, "canSelect": True, "source": {"path": "/p/a.fbx", "scene": self.scene}}, **view)

    def shown(self, *views, then=()):
        """The list with these findings."""
        server = self.serve((200, {"items": list(views), "total": len(views)}), *then)
        self.menu.show_findings()
        self.settle()
        return server

    def test_a_send_carries_file_origin_folder_and_editor_and_shows_how_far_it_is(self):
        for whole, name in ((False, "SM_Crate"), (True, "箱")):
            stages = [Stage(dict(QUEUED, state="running", stage="upload", progress=0.4)), Stage(dict(QUEUED, state="succeeded", message="1 asset: 1 created. <ok>"))]
            server = self.serve((202, QUEUED), *((200, stage) for stage in stages))
            self.send(whole)
            stages[0].reached()
            self.idle()
            self.assertEqual(self.lines()[-1], "Send 1 file: queued  0 %")
            stages[0].go()
            stages[1].reached()
            self.idle()
            self.assertEqual(self.lines()[-1], "Send 1 file: upload  40 %")
            stages[1].go()
            self.settle()
            self.assertEqual((self.lines()[-1], self.warnings()), ("1 asset: 1 created. <ok>", []))
            method, path, _, body = server.asked[0]
            self.assertRegex(body.pop("idempotencyKey"), "^[0-9a-f]{32}$")
            file = os.path.join(self.folder, "unreal", name + self.export)
            self.assertEqual((method, path, body), ("POST", "/api/send", {"files": [file], "to": None, "editor": None, "onConflict": "update", "origin": self.origin}))
            self.assertTrue(os.path.isfile(file) and os.path.isfile(file + ".dccbridge.json"))

    def test_a_failed_send_is_warned_of_once(self):
        for state in ("failed", "interrupted"):
            self.serve((202, QUEUED), (200, dict(QUEUED, state=state, error={"message": "Unreal ran out of disk. Make room."})))
            self.send(False)
            self.settle()
            self.assertEqual(self.warnings(), ["Unreal ran out of disk. Make room."])
            self.forget()

    def test_a_cancelled_send_is_no_warning(self):
        self.serve((202, QUEUED), (200, dict(QUEUED, state="cancelled", message="Stopped.")))
        self.send(False)
        self.settle()
        self.assertEqual((self.lines()[-1], self.warnings()), ("Stopped.", []))

    def test_without_a_companion_everything_says_how_to_start_it(self):
        for do in (lambda: self.send(False), self.menu.show_findings, self.menu.dashboard):
            do()
            self.settle()
            self.assertEqual(self.warnings(), [NOT_RUNNING])
            self.forget()
        self.browser.assert_not_called()

    def test_what_the_companion_refuses_is_its_own_instruction(self):
        self.serve((409, {"detail": "Two editors run: name one."}))
        self.send(False)
        self.settle()
        self.assertEqual(self.warnings(), ["Two editors run: name one."])

    def test_what_cannot_be_exported_is_not_sent(self):
        server = self.serve((202, QUEUED))
        self.select_nothing()
        self.send(False)
        self.settle()
        self.assertEqual(len(self.warnings()), 1)
        self.assertIn("selected. Select what is to be sent", self.warnings()[0])
        self.assertEqual(server.asked, [])

    def test_a_folder_that_cannot_be_made_is_named(self):
        open(os.path.join(self.folder, "unreal"), "w").close()
        self.send(False)
        self.assertEqual(len(self.warnings()), 1)
        self.assertIn("'%s' cannot be made" % os.path.join(self.folder, "unreal"), self.warnings()[0])
        self.assertIn("Save the scene where you may write", self.warnings()[0])

    def test_a_scene_that_was_never_saved_is_exported_into_the_companions_folder(self):
        self.open_scene("")
        server = self.serve((202, dict(QUEUED, state="succeeded")))
        self.send(False)
        self.settle()
        self.assertEqual(server.asked[0][3]["files"], [os.path.join(self.folder, "exports", "SM_Crate" + self.export)])

    def test_a_bad_home_is_told(self):
        self.open_scene("")
        os.environ["DCCBRIDGE_HOME"] = "relative"
        self.send(False)
        self.assertIn("DCCBRIDGE_HOME must hold an absolute path", self.warnings()[0])

    def test_a_finding_is_selected_and_told(self):
        self.select_nothing()
        server = self.choose(0, self.finding())
        self.assertEqual(self.selected(), ["SM_Crate"])
        self.assertEqual((self.lines()[-1], self.warnings()), ("Too many <triangles>. Reduce them.", []))
        self.assertEqual(len(server.asked), 1)

    def test_the_list_has_this_scenes_findings_alone(self):
        self.choose(1, self.finding("a", node="gone"), self.finding("b", source={"scene": os.path.join(self.folder, "other")}), self.finding("c", severity="warning", message="Bad name.", source=None))
        self.assertEqual(self.listed(), ["ERROR  SM_Crate: Too many <triangles>.", "WARNING  SM_Crate: Bad name."])
        self.assertEqual(self.lines()[-1], "Bad name. Reduce them.", "the second of the list, not of the answer")

    def test_a_material_is_what_to_select_when_the_node_is_gone(self):
        self.select_nothing()
        server = self.choose(0, self.finding(node="gone", material="M_Wood"))
        self.assertEqual((self.selected(), len(server.asked), self.warnings()), (["SM_Crate"], 1, []))

    def test_the_companion_is_asked_for_a_node_that_is_gone(self):
        server = self.choose(0, self.finding("7 a", node="gone"), then=[(200, {"dccId": "x", "selected": ["SM_Box"], "missing": [], "message": "SM_Box is selected."})])
        self.assertEqual(server.asked[1][:2], ("POST", "/api/findings/7%20a/select"))
        self.assertEqual(len(self.warnings()), 1)
        self.assertIn("There is no 'gone' in this scene: the companion is asked for it.", self.warnings()[0])
        self.assertEqual(self.lines()[-1], "SM_Box is selected.")

    def test_the_companion_is_asked_for_a_whole_asset(self):
        self.select_nothing()
        server = self.choose(0, self.finding(node=None), then=[(200, {"dccId": "x", "selected": ["SM_Crate"], "missing": [], "message": "SM_Crate is selected."})])
        self.assertEqual([call[:2] for call in server.asked[1:]], [("POST", "/api/findings/7/select")])
        self.assertEqual((self.lines()[-1], self.warnings()), ("SM_Crate is selected.", []))

    def test_what_the_companion_could_not_select_is_warned_of(self):
        self.choose(0, self.finding(node=None), then=[(200, {"dccId": "x", "selected": [], "missing": ["SM_Crate"], "message": "Open the scene that it was exported from."})])
        self.assertEqual(self.warnings(), ["Open the scene that it was exported from."])
        self.forget()
        self.choose(0, self.finding(node=None), then=[(409, {"detail": "No DCC runs that can be reached. Start it."})])
        self.assertEqual(self.warnings(), ["No DCC runs that can be reached. Start it."])
        self.forget()
        self.choose(0, self.finding(node=None), then=[(200, {"old": 1})])
        self.assertIn("another version", self.warnings()[0])

    def test_nobody_is_asked_for_what_nothing_is_known_of(self):
        server = self.choose(0, self.finding(node=None, canSelect=False))
        self.assertEqual((len(server.asked), len(self.warnings())), (1, 1))
        self.assertIn("it was not sent with the add-on", self.warnings()[0])

    def test_an_empty_list_says_so(self):
        for views in ((), (self.finding(source={"scene": os.path.join(self.folder, "other")}),)):
            self.shown(*views)
            self.assertEqual((self.lines()[-1], self.listed(), self.warnings()), ("Unreal's validation has found nothing in this scene.", None, []))
            self.forget()

    def test_the_dashboard_opens_in_the_browser(self):
        server = self.serve((200, {"url": "http://127.0.0.1:1/open?ticket=x"}))
        self.menu.dashboard()
        self.settle()
        self.browser.assert_called_once_with("http://127.0.0.1:1/open?ticket=x")
        self.assertEqual((server.asked[0][:2], self.warnings()), (("POST", "/api/dashboard-link"), []))
        self.browser.return_value = False
        self.menu.dashboard()
        self.settle()
        self.assertEqual(self.warnings(), ["No browser could be started. Open this within a minute: http://127.0.0.1:1/open?ticket=x"])

    def sent_to(self):
        """Content folder and editor of a send."""
        server = self.serve((202, dict(QUEUED, state="succeeded")))
        self.send(False)
        self.settle()
        return server.asked[0][3]["to"], server.asked[0][3]["editor"]


def warned(export, *rest):
    """In place of sidecar.write: one that has something to say."""
    with open(export + ".dccbridge.json", "w") as file:
        file.write("{}")
    return export + ".dccbridge.json", ["The side-car is cut."]
