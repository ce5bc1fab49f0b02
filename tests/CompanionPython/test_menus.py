"""The menus and shelves of Maya and Houdini; menu_case has what they have in common."""

import html
import os
import runpy
import sys
import unittest
import unittest.mock

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_ins"))

import hou  # noqa: E402
import hrpyc  # noqa: E402
from maya import cmds, controls, mel, utils  # noqa: E402

import dccbridge  # noqa: E402
from dccbridge.core import preferences  # noqa: E402
from dccbridge.houdini import menu as houdini  # noqa: E402
from dccbridge.maya import menu as maya  # noqa: E402
from menu_case import NOT_RUNNING, QUEUED, MenuCase, Stage, warned  # noqa: E402
from test_core import CompanionCase  # noqa: E402

ADD_ON = os.path.dirname(os.path.dirname(os.path.abspath(dccbridge.__file__)))


class MayaTests(MenuCase, CompanionCase):
    menu, origin, ending, export = maya, "maya", "ma", ".fbx"

    def setUp(self):
        cmds.reset()
        mel.lines.clear()
        mel.failure.clear()
        cmds.scene["batch"] = False
        self.idle = utils.idle
        super().setUp()
        maya.install()

    def open_scene(self, path):
        cmds.scene["file"] = path

    def send(self, whole):
        self.click("Send Whole Scene" if whole else "Send Selection")

    def click(self, label):
        # Maya gives the command of an item its state.
        next(item for item in controls.children(maya.MENU) if item["label"] == label)["command"](False)

    def lines(self):
        # Maya would show what is between < and > as HTML.
        self.assertEqual([text for text, _ in controls.state["messages"] if "<" in text], [])
        return [html.unescape(text) for text, _ in controls.state["messages"]]

    def warnings(self):
        return controls.state["warnings"]

    def forget(self):
        controls.state["warnings"].clear()

    def select_nothing(self):
        cmds.scene["selection"] = []

    def selected(self):
        return [path.rpartition("|")[2] for path in cmds.scene["selection"]]

    def listed(self):
        found = controls.state["controls"].get(maya.LIST)
        return found and found["items"]

    def choose(self, index, *views, then=()):
        server = self.shown(*views, then=then)
        found = controls.state["controls"][maya.LIST]
        found["selected"] = [index + 1]
        found["selectCommand"]()
        self.settle()
        return server

    def test_the_menu_is_made_once(self):
        made = controls.children(maya.MENU)
        self.assertEqual([item["label"] for item in made if not item["divider"]],
                         ["Send Selection", "Send Whole Scene", "Findings", "Dashboard", "Settings", "Add Shelf", "Let the Companion Reach This Maya"])
        self.assertEqual(controls.state["controls"][maya.MENU]["parent"], "MayaWindow")
        maya.install()
        self.assertEqual(len(controls.children(maya.MENU)), len(made))
        self.assertEqual(len(controls.children("MayaWindow")), 1)

    def test_an_item_takes_what_Maya_gives_its_command(self):
        for label in ("Findings", "Dashboard"):
            self.click(label)
            self.settle()
            self.assertEqual(self.warnings(), [NOT_RUNNING], label)
            self.forget()

    def test_in_batch_mode_there_is_none(self):
        cmds.reset()
        maya.install()
        self.assertNotIn(maya.MENU, controls.state["controls"])

    def test_at_its_start_Maya_makes_the_menu_when_it_has_nothing_else_to_do(self):
        cmds.reset()
        cmds.scene["batch"] = False
        runpy.run_path(os.path.join(ADD_ON, "maya", "userSetup.py"))
        self.assertNotIn(maya.MENU, controls.state["controls"], "the main window is not there yet")
        names = {}
        exec(controls.state["deferred"].pop(), names)
        self.assertIn(maya.MENU, controls.state["controls"])
        self.assertEqual(set(names) - {"__builtins__"}, {"dccbridge"}, "the user's own names stay")

    def test_an_old_Python_is_left_alone(self):
        with unittest.mock.patch.object(sys, "version_info", (3, 7, 7)):
            runpy.run_path(os.path.join(ADD_ON, "maya", "userSetup.py"))
        self.assertEqual(controls.state["deferred"], [])

    def test_the_shelf_is_made_once_and_its_buttons_work(self):
        for _ in range(2):
            self.click("Add Shelf")
            buttons = controls.children(maya.SHELF)
            self.assertEqual([button["label"] for button in buttons], ["Send", "Scene", "Find"])
        self.assertEqual(controls.state["controls"][maya.SHELF]["parent"], "ShelfLayout")
        for button in buttons:
            exec(button["command"], {})
            self.settle()
            self.assertEqual(self.warnings(), [NOT_RUNNING], button["label"])
            self.forget()

    def test_progress_stays_and_the_end_fades(self):
        self.serve((202, QUEUED), (200, dict(QUEUED, state="succeeded", message="Done.")))
        self.send(False)
        self.settle()
        self.assertEqual(controls.state["messages"], [("Send 1 file: queued  0 %", False), ("Done.", True)], "also when Maya was idle only after the end")

    def test_the_exports_own_warnings_are_shown(self):
        self.serve((202, dict(QUEUED, state="succeeded", message="Done.")))
        with unittest.mock.patch("dccbridge.core.sidecar.write", wraps=warned):
            self.send(False)
        self.settle()
        self.assertEqual(self.warnings(), ["The side-car is cut."])

    def test_the_window_is_made_anew_and_goes_when_nothing_is_left(self):
        self.shown(self.finding())
        self.assertEqual(controls.state["controls"][maya.WINDOW]["title"], "Unreal: 1 finding")
        self.shown(self.finding(), self.finding("8"))
        self.assertEqual((controls.state["controls"][maya.WINDOW]["title"], controls.state["controls"][maya.WINDOW]["shown"]), ("Unreal: 2 findings", True))
        self.shown()
        self.assertNotIn(maya.WINDOW, controls.state["controls"])
        self.assertNotIn(maya.LIST, controls.state["controls"])

    def test_a_click_beside_the_items_is_nothing(self):
        self.shown(self.finding())
        controls.state["controls"][maya.LIST]["selectCommand"]()
        self.assertEqual((self.lines(), self.warnings()), ([], []))

    def test_a_finding_of_a_scene_that_was_left_is_not_looked_for_in_the_next(self):
        server = self.shown(self.finding(), then=[(200, {"selected": ["SM_Crate"], "message": "SM_Crate is selected."})])
        self.select_nothing()
        self.open_scene(os.path.join(self.folder, "other.ma"))
        found = controls.state["controls"][maya.LIST]
        found["selected"] = [1]
        found["selectCommand"]()
        self.settle()
        self.assertEqual((self.selected(), server.asked[1][1]), ([], "/api/findings/7/select"))
        self.assertIn("It belongs to '%s'" % self.scene, self.warnings()[0])

    def test_settings_are_asked_kept_and_used_by_the_next_send(self):
        controls.state["answers"] = [("OK", " /Game/Props "), ("OK", "Meadow")]
        self.click("Settings")
        self.assertEqual(self.sent_to(), ("/Game/Props", "Meadow"))
        controls.state["answers"] = [("OK", "/Game"), ("Cancel", "x")]
        self.click("Settings")
        self.assertEqual([text for _, text in controls.state["asked"]], ["", "", "/Game/Props", "Meadow"])
        self.assertEqual(self.sent_to(), ("/Game/Props", "Meadow"), "cancelled, nothing changes")
        controls.state["answers"] = [("OK", "Game"), ("OK", "")]
        self.click("Settings")
        self.assertEqual(len(self.warnings()), 1)
        self.assertIn("must begin with '/'", self.warnings()[0])
        self.assertEqual(self.sent_to(), ("/Game/Props", "Meadow"))
        controls.state["answers"] = [("OK", ""), ("OK", "")]
        self.click("Settings")
        self.assertEqual(self.sent_to(), (None, None))

    def test_the_port_is_Pythons_on_the_loopback_and_opened_once(self):
        for _ in range(2):
            self.click("Let the Companion Reach This Maya")
            self.assertEqual((controls.state["ports"], self.lines()[-1], self.warnings()), ({"127.0.0.1:7002": "python"}, "The companion reaches this Maya on 127.0.0.1:7002", []))

    def test_a_port_of_another_Maya_is_told(self):
        controls.state["taken"].add("127.0.0.1:7002")
        self.click("Let the Companion Reach This Maya")
        self.assertEqual(self.lines(), [])
        self.assertIn("most often another Maya has it. Close that port or that Maya", self.warnings()[0])


class HoudiniTests(MenuCase, CompanionCase):
    menu, origin, ending, export = houdini, "houdini", "hip", ".glb"

    def setUp(self):
        hou.reset()
        self.idle = hou.idle
        super().setUp()
        self.send = houdini.send
        self.addCleanup(lambda: self.assertEqual(hou.state["callbacks"], [], "nothing is called for ever"))

    def open_scene(self, path):
        hou.state["file"] = path

    def lines(self):
        return [text for text, severity in hou.state["said"] if severity in (hou.severityType.Message, hou.severityType.ImportantMessage)]

    def warnings(self):
        return [text for text, severity in hou.state["said"] if severity in (hou.severityType.Warning, hou.severityType.Error)]

    def forget(self):
        hou.state["said"].clear()

    def select_nothing(self):
        hou.clearAllSelected()

    def selected(self):
        return [node.name() for node in hou.selectedNodes()]

    def listed(self):
        return hou.state["asked"][-1] if hou.state["asked"] else None

    def choose(self, index, *views, then=()):
        hou.state["answers"].append([index])
        return self.shown(*views, then=then)

    def test_a_cancelled_list_selects_nothing(self):
        self.select_nothing()
        hou.state["answers"].append(None)
        self.shown(self.finding())
        self.assertEqual((self.selected(), hou.state["said"]), ([], []))

    def test_progress_is_said_when_it_changes_alone(self):
        stage = Stage(dict(QUEUED, state="succeeded", message="Done."))
        self.serve((202, QUEUED), (200, stage))
        self.send(False)
        stage.reached()
        for _ in range(3):
            self.idle()
        self.assertEqual(self.lines(), ["Send 1 file: queued  0 %"])
        stage.go()
        self.settle()
        self.assertEqual(hou.state["said"][-1], ("Done.", hou.severityType.ImportantMessage))

    def test_the_exports_own_warnings_come_with_the_end(self):
        self.serve((202, dict(QUEUED, state="succeeded", message="Done.")))
        with unittest.mock.patch("dccbridge.core.sidecar.write", wraps=warned):
            self.send(False)
        self.settle()
        self.assertEqual(hou.state["said"][-1], ("Done. The side-car is cut.", hou.severityType.Warning))

    def test_settings_are_asked_kept_and_used_by_the_next_send(self):
        hou.state["answers"] = [("OK", (" /Game/Props ", "Mea d'ow 箱"))]
        houdini.settings()
        self.assertEqual(self.sent_to(), ("/Game/Props", "Mea d'ow 箱"))
        hou.state["answers"] = [("OK", ("", ""))]
        houdini.settings()
        self.assertEqual(hou.state["asked"][-1][2], ("/Game/Props", "Mea d'ow 箱"))
        self.assertEqual(self.sent_to(), (None, None))

    def test_cancelled_settings_change_nothing(self):
        for pressed in ("Cancel", None):
            hou.state["answers"] = [(pressed, ("/Game/Props", "Meadow"))]
            houdini.settings()
            self.assertFalse(os.path.exists(preferences.path_of("houdini")))
        self.assertEqual(hou.state["said"], [])

    def test_what_no_send_could_use_is_asked_for_once_more(self):
        hou.state["answers"] = [("OK", ("Game", "Meadow")), ("OK", ("/Game", "Meadow"))]
        houdini.settings()
        message, _, typed, severity = hou.state["asked"][1]
        self.assertIn("must begin with '/'", message)
        self.assertEqual((typed, severity), (("Game", "Meadow"), hou.severityType.Warning))
        self.assertEqual(preferences.read("houdini"), ("/Game", "Meadow"))

    def test_settings_of_the_studio_are_for_who_set_nothing(self):
        os.environ.update(DCCBRIDGE_TO="/Game/Studio", DCCBRIDGE_EDITOR="Meadow")
        self.assertEqual(self.sent_to(), ("/Game/Studio", "Meadow"))
        hou.state["answers"] = [("OK", ("/Game/Mine", ""))]
        houdini.settings()
        _, help, typed, _ = hou.state["asked"][-1]
        self.assertEqual(typed, ("", ""), "what the studio sets is not made the user's own")
        self.assertIn("DCCBRIDGE_TO is /Game/Studio, DCCBRIDGE_EDITOR is Meadow", help)
        self.assertIn("Unreal > Dashboard", help)
        self.assertEqual(self.sent_to(), ("/Game/Mine", "Meadow"))

    def test_damaged_settings_stop_the_send_and_are_replaced_by_the_dialog(self):
        path = preferences.path_of("houdini")
        with open(path, "w") as file:
            file.write("{")
        server = self.serve((202, dict(QUEUED, state="succeeded")))
        self.send(False)
        self.settle()
        self.assertEqual((server.asked, len(self.warnings())), ([], 1))
        self.assertIn("'%s' is damaged" % path, self.warnings()[0])
        self.assertIn("menu Unreal > Settings", self.warnings()[0])
        hou.state["answers"] = [("OK", ("/Game", ""))]
        houdini.settings()
        self.assertIn(path, hou.state["asked"][-1][0])
        self.assertEqual(self.sent_to(), ("/Game", None))

    def test_the_server_is_on_the_loopback_and_started_once(self):
        self.addCleanup(hrpyc.made.clear)
        server = houdini.start_server()
        self.addCleanup(server.close)
        self.assertEqual(server.given, {"service": hrpyc.SlaveService, "hostname": "127.0.0.1", "port": 18811, "reuse_addr": True, "auto_register": False})
        self.assertTrue(server.started.wait(20))
        self.assertEqual((self.lines(), self.warnings()), (["The companion reaches this Houdini on port 18811 of this machine."], []))
        self.assertIsNone(houdini.start_server())
        self.assertIn("Port 18811 of this machine is taken", self.warnings()[0])
        self.assertEqual(len(hrpyc.made), 1)


if __name__ == "__main__":
    sys.exit(unittest.main())
