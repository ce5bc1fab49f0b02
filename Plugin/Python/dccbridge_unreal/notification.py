"""A notification in the corner of the editor that nobody has to answer and that goes away by itself.

Unreal's Python has no function for one, but the editor shows one for each editor utility task while it runs, and for a few seconds
after it has ended. So a task that only says its text and ends is a notification. The text is its title: the line below is the editor's,
which writes there that the task is complete as soon as it ends. It ends in the very call that begins it, because the editor answers its
own dialogs by itself as long as a task runs, and those of the artist must not be among them.
"""

from . import engine

# Kept at the module of the engine: a class of that name can be made once, and other versions of these scripts find it there.
_CLASS = "_dccbridge_notification_2"


def show(text, succeeded):
    """Shows a text. True when the editor took it; it shows it after those of other tasks that still run."""
    task = _task_class()()
    task.set_editor_property("message", "DccBridge: " + text)
    task.set_editor_property("succeeded", succeeded)
    engine.subsystem("EditorUtilitySubsystem").register_and_execute_task(task)
    return True


def _task_class():
    unreal = engine.module()
    known = getattr(unreal, _CLASS, None)
    if known is None:
        known = _make(unreal, engine.part("EditorUtilityTask"))
        setattr(unreal, _CLASS, known)
    return known


def _make(unreal, task):
    @unreal.uclass()
    class DccBridgeNotification(task):
        message = unreal.uproperty(unreal.Text)
        succeeded = unreal.uproperty(bool)

        @unreal.ufunction(override=True)
        def get_task_title_override(self):
            return self.get_editor_property("message")

        @unreal.ufunction(override=True)
        def receive_begin_execution(self):
            _finish(self, self.get_editor_property("succeeded"))

    return DccBridgeNotification


def _finish(task, succeeded):
    try:
        task.finish_executing_task(succeeded)
    except TypeError:
        # Before 5.5 a task could not fail: the function takes nothing.
        task.finish_executing_task()
