"""Who is given the companion's token, and who is not: the port of a companion that is gone may be anybody's."""

import os
import sys
import unittest
import unittest.mock

from dccbridge.core import instance
from test_core import CompanionCase

ON_UNIX = unittest.skipIf(sys.platform == "win32", "On Windows the folder's access list does this.")


class GoneTests(CompanionCase):
    """The add-on talks to a server; what counts is that the server was asked nothing, and so was told no token."""

    def setUp(self):
        super().setUp()
        self.server = self.serve((200, {}))

    def assert_not_running(self, do, text="dccbridge tray"):
        failure = self.fails(do)
        self.assertEqual(failure.reason, "notRunning")
        self.assertIn(text, failure.message)
        self.assertEqual(self.server.asked, [])

    def test_a_running_one_is_asked(self):
        self.hold()
        self.assertEqual(self.find().get("/api/status"), {})
        self.assertEqual(len(self.server.asked), 1)

    def test_the_port_of_a_killed_one_is_told_no_token(self):
        # As after kill -9: the file stays, nobody holds the lock, and somebody else listens.
        self.hold()()
        self.assert_not_running(lambda: self.find().get("/api/status"))

    def test_no_lock_file_at_all(self):
        self.assert_not_running(lambda: self.find().get("/api/status"))

    def test_one_that_is_killed_between_two_questions(self):
        let_go = self.hold()
        companion = self.find()
        let_go()
        self.assert_not_running(lambda: companion.get("/api/status"), "has ended")

    def test_one_that_is_killed_while_the_connection_is_made(self):
        # The lock is free from the moment at which the port can be had by somebody else: it is looked at once more when the connection stands.
        let_go = self.hold()
        companion = self.find()
        connect = unittest.mock.patch("socket.create_connection", side_effect=lambda *arguments, **more: (let_go(), real(*arguments, **more))[1])
        import socket
        real = socket.create_connection
        with connect:
            self.assert_not_running(lambda: companion.get("/api/status"), "has ended")

    def test_one_that_was_started_anew_elsewhere(self):
        self.hold()
        companion = self.find()
        self.write({"version": 1, "url": "http://127.0.0.1:1/", "token": "u" * 43})
        self.assert_not_running(lambda: companion.get("/api/status"), "has ended")

    def test_one_on_another_machine_that_shares_the_folder(self):
        self.hold()
        endpoint = {"version": 1, "url": "http://127.0.0.1:%d/" % self.server.server_port, "token": "t" * 43}
        self.write(dict(endpoint, machine="another"))
        with unittest.mock.patch("dccbridge.core.instance.this_machine", return_value="this"):
            failure = self.fails(lambda: self.find().get("/api/status"))
        self.assertEqual(failure.reason, "refused")
        self.assertIn("on another machine", failure.message)
        self.assertEqual(self.server.asked, [])
        for written, here in ((instance.this_machine(), instance.this_machine()), (None, "this"), ("another", None)):
            self.write(dict(endpoint, machine=written))
            with unittest.mock.patch("dccbridge.core.instance.this_machine", return_value=here):
                self.assertEqual(self.find().get("/api/status"), {})

    @unittest.skipUnless(sys.platform.startswith("linux"), "Other systems do not tell.")
    def test_this_machine_has_a_name(self):
        self.assertRegex(instance.this_machine(), "^[0-9a-f-]{36}$")

    def test_one_that_ended_while_the_next_one_starts(self):
        # The next one holds the lock, and has not written yet where it listens.
        self.hold()
        companion = self.find()
        os.remove(os.path.join(self.folder, "companion.json"))
        self.assert_not_running(lambda: companion.get("/api/status"), "has ended")
        self.assert_not_running(self.find)


class LockTests(CompanionCase):
    def test_two_who_look_do_not_see_each_other(self):
        self.hold()()
        for _ in range(3):
            self.assertFalse(instance.is_held(self.folder))

    @ON_UNIX
    def test_one_who_looks_is_not_the_companion(self):
        import fcntl
        self.hold()()
        with open(os.path.join(self.folder, "companion.lock"), "rb") as other:
            fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
            self.assertFalse(instance.is_held(self.folder))

    def test_it_is_held_until_it_is_let_go(self):
        let_go = self.hold()
        self.assertTrue(instance.is_held(self.folder))
        let_go()
        self.assertFalse(instance.is_held(self.folder))

    @ON_UNIX
    def test_a_lock_that_cannot_be_asked_is_told(self):
        self.hold()
        with unittest.mock.patch("fcntl.flock", side_effect=OSError(37, "No locks available")):
            failure = self.fails(lambda: instance.is_held(self.folder))
        self.assertEqual(failure.reason, "refused")
        for text in ("companion.lock", "No locks available", "DCCBRIDGE_HOME"):
            self.assertIn(text, failure.message)


class WindowsTests(CompanionCase):
    """What Windows answers, played: the lock is the share mode of the open file there. Nothing here shows that Windows answers so."""

    def held(self, handle, error=0):
        kernel = unittest.mock.MagicMock()
        kernel.CreateFileW.return_value = handle
        with unittest.mock.patch("sys.platform", "win32"), unittest.mock.patch("ctypes.WinDLL", create=True, return_value=kernel), \
                unittest.mock.patch("ctypes.get_last_error", create=True, return_value=error), unittest.mock.patch("ctypes.FormatError", create=True, return_value="Access is denied.\r\n"):
            try:
                return instance.is_held(self.folder), kernel
            finally:
                path, access, share = kernel.CreateFileW.call_args.args[:3]
                # .NET's FileAccess.Read and FileShare.Read.
                self.assertEqual((path, access, share), (os.path.join(self.folder, "companion.lock"), 0x80000000, 1))

    def test_what_can_be_opened_is_free_and_closed_again(self):
        held, kernel = self.held(4)
        self.assertFalse(held)
        kernel.CloseHandle.assert_called_once_with(4)

    def test_what_is_shared_with_nobody_is_held(self):
        import ctypes
        for error, expected in ((32, True), (33, True), (2, False), (3, False)):
            held, kernel = self.held(ctypes.c_void_p(-1).value, error)
            self.assertEqual(held, expected, error)
            kernel.CloseHandle.assert_not_called()

    def test_what_may_not_be_opened_is_told(self):
        import ctypes
        failure = self.fails(lambda: self.held(ctypes.c_void_p(-1).value, 5))
        self.assertEqual(failure.reason, "refused")
        self.assertIn("Access is denied.", failure.message)


@ON_UNIX
class RightsTests(CompanionCase):
    def setUp(self):
        super().setUp()
        self.server = self.serve((200, {}))
        self.hold()

    def assert_refused(self, *texts):
        failure = self.fails(lambda: self.find().get("/api/status"))
        self.assertEqual(failure.reason, "refused")
        for text in texts:
            self.assertIn(text, failure.message)
        self.assertEqual(self.server.asked, [])

    def test_a_file_that_others_can_read_or_change(self):
        path = os.path.join(self.folder, "companion.json")
        for mode in (0o640, 0o620, 0o604, 0o602, 0o610):
            os.chmod(path, mode)
            self.assert_refused(path, "dccbridge tray --new-token")
        os.chmod(path, 0o600)
        self.assertEqual(self.find().get("/api/status"), {})

    def test_a_file_that_becomes_readable_later(self):
        companion = self.find()
        os.chmod(os.path.join(self.folder, "companion.json"), 0o644)
        self.assertEqual(self.fails(lambda: companion.get("/api/status")).reason, "refused")
        self.assertEqual(self.server.asked, [])

    def test_a_lock_that_others_can_hold(self):
        path = os.path.join(self.folder, "companion.lock")
        os.chmod(path, 0o644)
        self.assert_refused(path, "chmod 600")

    def test_a_folder_into_which_others_can_write(self):
        for mode in (0o770, 0o702, 0o1777):
            os.chmod(self.folder, mode)
            self.assert_refused(self.folder, "chmod 700")
        os.chmod(self.folder, 0o700)

    def test_a_folder_that_cannot_be_looked_at(self):
        with unittest.mock.patch("os.stat", side_effect=PermissionError(13, "Permission denied")):
            self.assert_refused(self.folder, "Permission denied")

    def test_files_of_somebody_else(self):
        with unittest.mock.patch("os.geteuid", return_value=os.geteuid() + 1):
            self.assert_refused(self.folder, "belongs to another user")

    def test_a_single_file_of_somebody_else(self):
        if os.geteuid() != 0:
            self.skipTest("Only root can give a file to somebody else.")
        for name in ("companion.json", "companion.lock"):
            path = os.path.join(self.folder, name)
            os.chown(path, 65534, -1)
            self.assert_refused(path, "belongs to another user")
            os.chown(path, 0, -1)


if __name__ == "__main__":
    sys.exit(unittest.main())
