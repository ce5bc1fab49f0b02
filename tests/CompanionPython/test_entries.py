"""What `dccbridge install` writes into Maya and Houdini calls what is there: the code in menus, shelves and start scripts, held against the menu modules."""

import ast
import importlib
import inspect
import json
import os
import sys
import unittest
import xml.etree.ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_ins"))

from maya import cmds, controls  # noqa: E402

import dccbridge  # noqa: E402

ADD_ON = os.path.dirname(os.path.dirname(os.path.abspath(dccbridge.__file__)))


def parsed(*path):
    return xml.etree.ElementTree.parse(os.path.join(ADD_ON, *path)).getroot()


def calls(code):
    """(module, function, positional arguments, named arguments) of all calls into the add-on; fails for a name that nothing imports."""
    tree = ast.parse(code)
    modules = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules.update((alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            modules.update((alias.asname or alias.name, "%s.%s" % (node.module, alias.name)) for alias in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            owner, _, function = ast.unparse(node.func).rpartition(".")
            yield modules[owner], function, [ast.literal_eval(one) for one in node.args], {one.arg: ast.literal_eval(one.value) for one in node.keywords}


class EntryTests(unittest.TestCase):
    def check(self, places, entrances):
        """Each piece of code calls one function that is there with those arguments; together they call all of `entrances`."""
        called = set()
        for place, code in places:
            found = list(calls(code))
            self.assertEqual(len(found), 1, place)
            module, function, arguments, named = found[0]
            there = getattr(importlib.import_module(module), function)
            inspect.signature(there).bind(*arguments, **named)
            self.assertEqual(there.__module__, module, "%s calls what is only imported there" % place)
            called.add(function)
        self.assertEqual(called, entrances)

    def test_the_check_sees_what_is_wrong(self):
        for code in ("from dccbridge.houdini import menu; menu.fly()", "from dccbridge.houdini import menu; menu.send(1, 2)", "from dccbridge.houdini import menu; menu.dashboard(x=1)",
                     "from dccbridge.houdini import menus; menus.send()", "menu.send()", "pass", "from dccbridge.houdini import menu; menu.Sending([], '')"):
            with self.assertRaises((AttributeError, TypeError, ImportError, KeyError, AssertionError), msg=code):
                self.check([("here", code)], {"send", "fly", "dashboard", "Sending"} & {code.rpartition(".")[2].partition("(")[0]})

    def test_Houdinis_menu(self):
        root = parsed("houdini", "MainMenuCommon.xml")
        self.assertEqual([root.tag] + [child.tag for child in root], ["mainMenu", "menuBar"])
        items = root.findall("menuBar/subMenu/scriptItem")
        self.assertEqual(len(items), len(root.findall(".//scriptCode")))
        ids = [node.get("id") for node in root.iter() if node.get("id")]
        self.assertEqual(len(ids), len(set(ids)), "an id is a hotkey's name")
        self.check([(item.find("label").text, item.find("scriptCode").text) for item in items], {"send", "show_findings", "dashboard", "settings", "start_server"})
        self.assertEqual([call[2] for item in items for call in calls(item.find("scriptCode").text) if call[1] == "send"], [[], [True]], "the selection, then the whole scene")

    def test_Houdinis_shelf(self):
        root = parsed("houdini", "toolbar", "dccbridge.shelf")
        tools = root.findall("tool")
        self.assertEqual([tool.get("name") for tool in tools], [member.get("name") for member in root.findall("toolshelf/memberTool")])
        self.assertEqual({script.get("scriptType") for script in root.iter("script")}, {"python"})
        self.check([(tool.get("label"), tool.find("script").text) for tool in tools], {"send", "show_findings"})

    def test_Houdinis_package_names_the_folders_that_are_installed(self):
        with open(os.path.join(ADD_ON, "houdini", "dccbridge.json"), encoding="utf-8") as file:
            package = json.load(file)
        # DccPlaces: packages/dccbridge.json, and beside it dccbridge/ with menu and shelf, and the package in dccbridge/python/.
        self.assertEqual(package, {"hpath": "$HOUDINI_USER_PREF_DIR/dccbridge", "env": [{"PYTHONPATH": {"value": "$HOUDINI_USER_PREF_DIR/dccbridge/python", "method": "prepend"}}]})

    def test_Mayas_start_script(self):
        with open(os.path.join(ADD_ON, "maya", "userSetup.py"), encoding="utf-8") as file:
            tree = ast.parse(file.read())
        deferred = [node.args[0].value for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "cmds.evalDeferred"]
        self.check([("userSetup.py", code) for code in deferred], {"install"})

    def test_Mayas_shelf(self):
        from dccbridge.maya import menu

        cmds.reset()
        menu.add_shelf()
        self.check([(button["label"], button["command"]) for button in controls.children(menu.SHELF)], {"send", "show_findings"})


if __name__ == "__main__":
    sys.exit(unittest.main())
