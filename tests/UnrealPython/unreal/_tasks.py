"""Editor utility tasks and the decorators that make classes in Python. Signatures: Epic's Unreal Python API reference, 5.4 to 5.7."""

import unreal_project

from ._core import Object, Text


class _Property:
    def __init__(self, default):
        self.default = default


def uproperty(type, meta=None, getter=None, setter=None):
    """Page unreal (module functions): uproperty(type, meta=None, getter=None, setter=None)."""
    return _Property(type())


def ufunction(meta=None, ret=None, params=None, override=None, static=None, pure=None, getter=None, setter=None):
    """Page unreal (module functions): ufunction(...), a decorator; override takes the signature of the parent's event."""
    return lambda function: function


def uclass():
    """Page unreal (module functions): uclass(), a decorator; its properties are editor properties."""

    def decorate(made):
        properties = {name: value.default for name, value in vars(made).items() if isinstance(value, _Property)}
        made.PROPERTIES = {**made.PROPERTIES, **properties}
        return made

    return decorate


class EditorUtilityTask(Object):
    """Page EditorUtilityTask: shown as a notification while it runs and for a while after; below its title the editor writes "Complete" when it ends."""

    text = "Running"

    def get_task_title_override(self):
        """Page EditorUtilityTask: get_task_title_override() -> Text, an event."""
        return Text("")

    def receive_begin_execution(self):
        """Page EditorUtilityTask: receive_begin_execution() -> None, an event."""

    def set_task_notification_text(self, text):
        """Page EditorUtilityTask: set_task_notification_text(text) -> None."""
        self.__dict__["text"] = str(text)

    def finish_executing_task(self, *success):
        """Page EditorUtilityTask: finish_executing_task(success=True) -> None; without the parameter in 5.4."""
        project = unreal_project.project
        if success and project.fault("tasks_cannot_fail"):
            raise TypeError("finish_executing_task() takes at most 0 arguments (1 given)")
        if project.running_task is not self:
            raise Exception("a task that does not run was finished")
        self.set_task_notification_text("Complete")
        project.notifications.append((self.__dict__["title"], self.text, success[0] if success else True))
        project.running_task = None
        if project.waiting_tasks:
            _begin(project.waiting_tasks.pop(0))


def _begin(task):
    unreal_project.project.running_task = task
    task.__dict__["title"] = "Task " + (str(task.get_task_title_override()) or type(task).__name__)
    task.receive_begin_execution()


class EditorUtilitySubsystem(Object):
    """Page EditorUtilitySubsystem: one task at a time."""

    def register_and_execute_task(self, new_task, optional_parent_task=None):
        """Page EditorUtilitySubsystem: register_and_execute_task(new_task, optional_parent_task=None) -> None."""
        project = unreal_project.project
        if project.running_task is None:
            _begin(new_task)
        else:
            project.waiting_tasks.append(new_task)
