"""The user interface of Maya, as its command reference describes it: names are unique, a parent must be there, and off the main thread every command fails."""

import functools
import threading

state = {}
POSITIONS = ("topLeft", "topCenter", "topRight", "midLeft", "midCenter", "midCenterTop", "midCenterBot", "midRight", "botLeft", "botCenter", "botRight")


def reset():
    """Maya's own main window and shelves; nobody answers a dialog."""
    state.clear()
    state.update(controls={"MayaWindow": {}, "ShelfLayout": {}}, current="MayaWindow", count=0, options={}, ports={}, taken=set(), warnings=[], messages=[], deferred=[], answers=[], asked=[], typed=None)


def command(do):
    """Fails off the main thread, as Maya's commands do."""

    @functools.wraps(do)
    def run(*arguments, **flags):
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("%s was called outside of the main thread" % do.__name__)
        return do(*arguments, **flags)

    return run


def _make(kind, name, parent, **flags):
    if name is None:
        state["count"] += 1
        name = "%s%d" % (kind, state["count"])
    if name in state["controls"]:
        raise RuntimeError("Object's name '%s' is not unique." % name)
    if parent is not None and parent not in state["controls"]:
        raise RuntimeError("Object '%s' not found." % parent)
    state["controls"][name] = dict(flags, kind=kind, parent=parent)
    return name


def children(parent):
    """What lies in it, in the order of its making."""
    return [flags for flags in state["controls"].values() if flags.get("parent") == parent]


@command
def menu(name, *, exists=False, label=None, parent=None, tearOff=False):
    return name in state["controls"] if exists else _make("menu", name, parent, label=label)


@command
def menuItem(*, label=None, divider=False, parent, command=None):
    return _make("menuItem", None, parent, label=label, divider=divider, command=command)


@command
def deleteUI(name):
    if name not in state["controls"]:
        raise RuntimeError("Object '%s' not found." % name)
    for child in [one for one, flags in state["controls"].items() if flags.get("parent") == name]:
        deleteUI(child)
    del state["controls"][name]


@command
def window(name, *, exists=False, title=None, widthHeight=None):
    if exists:
        return name in state["controls"]
    state["current"] = _make("window", name, None, title=title, shown=False)
    return name


@command
def paneLayout():
    state["current"] = _make("paneLayout", None, state["current"])
    return state["current"]


@command
def textScrollList(name, *, query=False, selectIndexedItem=False, allowMultiSelection=False, append=(), selectCommand=None):
    if query:
        # 1-based; None when nothing is selected.
        return state["controls"][name]["selected"] if selectIndexedItem else None
    return _make("textScrollList", name, state["current"], items=list(append), selected=None, selectCommand=selectCommand)


@command
def showWindow(name):
    state["controls"][name]["shown"] = True


@command
def shelfLayout(name, *, exists=False, parent=None):
    return name in state["controls"] if exists else _make("shelfLayout", name, parent)


@command
def shelfButton(*, parent, label, imageOverlayLabel, image, sourceType, command):
    assert sourceType == "python", "mel is the default"
    return _make("shelfButton", None, parent, label=label, command=command)


@command
def promptDialog(*, title=None, message=None, text=None, button=None, defaultButton=None, cancelButton=None, dismissString=None, query=False):
    if query:
        return state["typed"]
    pressed, state["typed"] = state["answers"].pop(0)
    state["asked"].append((message, text))
    # The name of the button; of a dialog that is closed otherwise, the dismissString.
    return pressed if pressed in button else dismissString


@command
def inViewMessage(*, statusMessage, position, fade=False):
    assert position in POSITIONS, position
    state["messages"].append((statusMessage, fade))


@command
def warning(text):
    state["warnings"].append(text)


@command
def optionVar(*, query=None, exists=None, stringValue=None):
    if exists is not None:
        return int(exists in state["options"])
    if query is not None:
        return state["options"].get(query, 0)
    name, value = stringValue
    state["options"][name] = value


@command
def commandPort(port=None, *, query=False, name=None, sourceType="mel"):
    if query:
        return port in state["ports"]
    if name in state["ports"] or name in state["taken"]:
        raise RuntimeError("Could not open command port %s because that name is in use.\n" % name)
    state["ports"][name] = sourceType
    return True


@command
def evalDeferred(script, *, lowestPriority=False):
    assert isinstance(script, str), "it takes text"
    state["deferred"].append(script)


reset()
