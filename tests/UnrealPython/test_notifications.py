"""Tests of the notifications: python3 -m unittest test_notifications, with PYTHONPATH=.:../../Plugin/Python."""

import unittest
from unittest import mock

import unreal
import unreal_project
from script_case import send


class NotificationTests(unittest.TestCase):
    def setUp(self):
        self.project = unreal_project.reset()

    def test_it_is_shown_and_stays_in_the_log(self):
        self.assertEqual(send("editor.notify", text="It's done", severity="warning"), {"ok": {"shown_in": "notification"}})
        self.assertEqual(self.project.log, [("warning", "DccBridge: It's done")])
        self.assertEqual(self.project.notifications, [("Task DccBridge: It's done", "Complete", True)])

    def test_an_error_is_shown_as_a_failure(self):
        send("editor.notify", text="3 findings", severity="error")
        self.assertEqual(self.project.notifications, [("Task DccBridge: 3 findings", "Complete", False)])

    def test_an_older_editor_shows_it_without_success_or_failure(self):
        unreal_project.fault("tasks_cannot_fail")
        self.assertEqual(send("editor.notify", text="3 findings", severity="error"), {"ok": {"shown_in": "notification"}})
        self.assertEqual(self.project.notifications, [("Task DccBridge: 3 findings", "Complete", True)])

    def test_no_task_is_left_running(self):
        for number in range(3):
            send("editor.notify", text=str(number), severity="info")
        self.assertIsNone(self.project.running_task)
        self.assertEqual([title for title, _, _ in self.project.notifications], ["Task DccBridge: 0", "Task DccBridge: 1", "Task DccBridge: 2"])

    def test_a_task_of_somebody_else_is_waited_for(self):
        other = unreal.EditorUtilityTask()
        unreal.EditorUtilitySubsystem().register_and_execute_task(other)
        send("editor.notify", text="later", severity="info")
        self.assertEqual(self.project.notifications, [])
        other.finish_executing_task()
        self.assertEqual(self.project.notifications, [("Task EditorUtilityTask", "Complete", True), ("Task DccBridge: later", "Complete", True)])

    def test_without_tasks_the_log_is_all_there_is(self):
        with mock.patch.object(unreal, "EditorUtilitySubsystem", None):
            self.assertEqual(send("editor.notify", text="x", severity="info"), {"ok": {"shown_in": "output_log"}})
        self.assertEqual(self.project.log, [("info", "DccBridge: x")])

    def test_a_severity_that_is_none_is_refused(self):
        self.assertIn("error", send("editor.notify", text="x", severity="loud"))
        self.assertEqual((self.project.log, self.project.notifications), ([], []))


if __name__ == "__main__":
    unittest.main()
