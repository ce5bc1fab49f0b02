"""The file of what a user set in a DCC that keeps nothing for add-ons."""

import json
import os
import stat
import sys
import unittest
import unittest.mock

from dccbridge.core import preferences
from dccbridge.core.failure import Failure
from test_core import FolderCase


class PreferencesTests(FolderCase):
    def setUp(self):
        super().setUp()
        home = unittest.mock.patch.dict(os.environ, {"DCCBRIDGE_HOME": os.path.join(self.folder, "home")})
        self.addCleanup(home.stop)
        home.start()
        self.path = os.path.join(self.folder, "home", "addon.houdini.json")

    def put(self, content):
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(self.path, "wb") as file:
            file.write(content if isinstance(content, bytes) else json.dumps(content).encode("utf-8"))

    def fails(self, do, *texts):
        with self.assertRaises(Failure) as caught:
            do()
        for text in texts:
            self.assertIn(text, caught.exception.message)

    def test_nothing_was_set(self):
        self.assertEqual(preferences.read("houdini"), ("", ""))
        self.assertEqual(preferences.chosen("houdini", {}), ("", ""))

    def test_what_is_kept_is_read_again_and_is_the_users_alone(self):
        preferences.write("houdini", " /Game/箱 ", "Meadow ")
        self.assertEqual(preferences.read("houdini"), ("/Game/箱", "Meadow"))
        self.assertEqual(os.listdir(os.path.dirname(self.path)), ["addon.houdini.json"])
        if sys.platform != "win32":
            self.assertEqual([stat.S_IMODE(os.stat(path).st_mode) for path in (self.path, os.path.dirname(self.path))], [0o600, 0o700])

    def test_the_studio_stands_in_for_each_that_is_empty(self):
        studio = {"DCCBRIDGE_TO": "/Game/Studio", "DCCBRIDGE_EDITOR": "Meadow"}
        for set_here, used in ((("", ""), ("/Game/Studio", "Meadow")), (("/Game/Mine", ""), ("/Game/Mine", "Meadow")), (("", "Mine"), ("/Game/Studio", "Mine"))):
            preferences.write("houdini", *set_here)
            self.assertEqual(preferences.chosen("houdini", studio), used)

    def test_what_no_send_could_use_is_refused(self):
        for to, editor, text in (("Game", "", "must begin with '/'"), ("/" + "x" * 1024, "", "has 1025 characters; at most 1024"), ("", "x" * 1025, "part of the project's name has 1025"),
                                 ("/Game\n", "a\nb", "such as a line break"), ("/\ud800", "", "cannot be shown")):
            self.fails(lambda: preferences.write("houdini", to, editor), text)
        self.assertFalse(os.path.exists(self.path))
        preferences.write("houdini", "/" + "x" * 1023, "箱" * 1024)
        self.assertEqual(len(preferences.read("houdini")[1]), 1024, "the longest that is allowed can be read again")

    def test_a_damaged_file_is_named_with_what_to_do(self):
        good = {"version": 1, "to": "/Game", "editor": ""}
        for content in (b"", b"{", b"[]", b"5", b"\xff", b"[" * 60000, b" " * (64 * 1024 + 1), {}, {"version": 1}, dict(good, to=5), dict(good, editor=None), dict(good, to="Game"), dict(good, to="/" + "x" * 2000)):
            self.put(content)
            self.fails(lambda: preferences.read("houdini"), "'%s' is damaged" % self.path, "menu Unreal > Settings", "delete the file")
        preferences.write("houdini", "/Game", "")
        self.assertEqual(preferences.read("houdini"), ("/Game", ""))

    def test_a_file_of_another_version_is_no_damage(self):
        self.put({"version": 2})
        self.fails(lambda: preferences.read("houdini"), self.path, "another version", "install --dcc houdini")

    def test_what_cannot_be_read_is_named(self):
        os.makedirs(self.path)
        self.fails(lambda: preferences.read("houdini"), self.path, "cannot be read", "Mend its rights")

    def test_it_is_written_whole_or_not_at_all(self):
        preferences.write("houdini", "/Game", "Meadow")
        with unittest.mock.patch("os.replace", side_effect=OSError(28, "No space left on device")):
            self.fails(lambda: preferences.write("houdini", "/Other", ""), self.path, "No space left on device. Make room there", "as before")
        self.assertEqual((preferences.read("houdini"), os.listdir(os.path.dirname(self.path))), (("/Game", "Meadow"), ["addon.houdini.json"]))


if __name__ == "__main__":
    sys.exit(unittest.main())
