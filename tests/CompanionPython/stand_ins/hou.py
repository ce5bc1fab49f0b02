"""A stand-in for Houdini's module: objects, a material, ROPs that write a file. What the add-on does not use is not there."""

import enum
import os
import threading

state = {}


class Error(Exception):
    def instanceMessage(self):
        return str(self.args[0])


class OperationFailed(Error):
    pass


class severityType(enum.Enum):
    Message, ImportantMessage, Warning, Error, Fatal = range(5)


class parmTemplateType(enum.Enum):
    String, Float = range(2)


class stringParmType(enum.Enum):
    FileReference, Regular = range(2)


class _Template:
    def __init__(self, value):
        self._value = value

    def type(self):
        return parmTemplateType.String if isinstance(self._value, str) else parmTemplateType.Float

    def stringType(self):
        return stringParmType.FileReference if "/tex/" in self._value else stringParmType.Regular


class _Parm:
    def __init__(self, owner, name):
        self._owner, self._name = owner, name

    def eval(self):
        return self._owner.values[self._name]

    def set(self, value):
        self._owner.values[self._name] = value

    def parmTemplate(self):
        return _Template(self.eval())


class _Type:
    def __init__(self, name, category):
        self._name, self._category = name, category

    def name(self):
        return self._name

    def category(self):
        return self._category


class Node:
    def __init__(self, path, kind="geo", category="Object", **values):
        self.values, self.user, self.selected = values, {}, False
        self._path, self._type = path, _Type(kind, category)
        state["count"] = self._session = state.get("count", 0) + 1

    def path(self):
        return self._path

    def name(self):
        return self._path.rpartition("/")[2]

    def parent(self):
        return state["nodes"].get(self._path.rpartition("/")[0])

    def type(self):
        return self._type

    def sessionId(self):
        return self._session

    def isInsideLockedHDA(self):
        return False

    def isDisplayFlagSet(self):
        return self.values.get("display", 1) == 1

    def userData(self, name):
        return self.user.get(name)

    def setUserData(self, name, value):
        self.user[name] = value

    def children(self):
        return tuple(node for node in state["nodes"].values() if node.parent() is self)

    def allSubChildren(self):
        return tuple(node for node in state["nodes"].values() if node.path().startswith(self._path + "/"))

    def node(self, path):
        return state["nodes"].get(path)

    def parm(self, name):
        return _Parm(self, name) if name in self.values else None

    def parms(self):
        return tuple(_Parm(self, name) for name in self.values)

    def setSelected(self, on):
        self.selected = on

    def setCurrent(self, on, clear_all_selected=False):
        state["current"] = self._path

    def createNode(self, kind, name):
        path = "%s/%s" % (self._path, name)
        values = {"trange": 1, "usesoppath": 1, "objpath": "/obj", "objects": "*", "file": "", "exportmaterials": 1} if kind == "gltf" else {"trange": 1, "sopoutput": "", "startnode": "/obj", "exportkind": 0, "convertunits": 0}
        state["nodes"][path] = Node(path, kind, "Driver", **values)
        return state["nodes"][path]

    def render(self):
        if state.get("failure"):
            raise Error(state["failure"])
        state["rendered"] = dict(self.values)
        with open(self.values.get("file") or self.values.get("sopoutput"), "wb") as stream:
            stream.write(b"glTF of houdini")

    def errors(self):
        return ()

    def destroy(self):
        del state["nodes"][self._path]


class hipFile:
    @staticmethod
    def path():
        return state["file"]

    @staticmethod
    def hasUnsavedChanges():
        return state["unsaved"]

    @staticmethod
    def load(path, suppress_save_prompt=False, ignore_load_warnings=False):
        assert suppress_save_prompt, "a dialog would stay open for ever"
        state.update(file=path, unsaved=False)


def _main_thread():
    assert threading.current_thread() is threading.main_thread(), "hou.ui was called outside of the main thread"


class ui:
    """As the docstrings of Houdini's own hou.ui say; the test answers the dialogs."""

    @staticmethod
    def setStatusMessage(message, severity=severityType.Message):
        _main_thread()
        state["said"].append((message, severity))

    @staticmethod
    def addEventLoopCallback(callback):
        _main_thread()
        state["callbacks"].append(callback)

    @staticmethod
    def removeEventLoopCallback(callback):
        _main_thread()
        if callback not in state["callbacks"]:
            raise OperationFailed("The callback was not registered")
        state["callbacks"].remove(callback)

    @staticmethod
    def selectFromList(choices, default_choices=(), exclusive=False, message=None, title=None, column_header="Choices", num_visible_rows=10, clear_on_cancel=False, width=0, height=0, sort=False, condense_paths=False):
        _main_thread()
        assert all(isinstance(choice, str) for choice in choices)
        state["asked"].append(list(choices))
        # The event loop goes on below a dialog.
        idle()
        picked = state["answers"].pop(0)
        return tuple(default_choices) if picked is None else tuple(picked)

    @staticmethod
    def readMultiInput(message, input_labels, password_input_indices=(), buttons=("OK",), severity=severityType.Message, default_choice=0, close_choice=-1, help=None, title=None, initial_contents=("",)):
        _main_thread()
        if not all(isinstance(text, str) for text in initial_contents):
            raise TypeError("initial_contents")
        assert len(buttons) == 1 or 0 <= close_choice < len(buttons), "nobody could close the dialog"
        state["asked"].append((message, help, tuple(initial_contents), severity))
        pressed, texts = state["answers"].pop(0)
        index = close_choice if pressed is None else buttons.index(pressed)
        # Closed or cancelled, the fields are given too, with what was typed.
        return index, tuple(texts)


def idle():
    """The event loop is idle once; whether anybody waited for that."""
    waiting = list(state["callbacks"])
    for callback in waiting:
        callback()
    return bool(waiting)


def reset():
    state.clear()
    state.update(nodes={}, file=os.path.join(os.getcwd(), "untitled.hip"), unsaved=True, ui=False, said=[], callbacks=[], asked=[], answers=[])
    for node in (Node("/obj", "obj", "Manager"), Node("/out", "out", "Manager"), Node("/obj/SM_Crate", shop_materialpath="/mat/M_Wood"), Node("/obj/SM_Crate/box1", "box", "Sop"),
                 Node("/obj/SM_Barrel", shop_materialpath=""), Node("/mat", "mat", "Manager"), Node("/mat/M_Wood", "principledshader", "Vop", basecolor_texture="/proj/tex/T_Wood_D.png", rough=0.5)):
        state["nodes"][node.path()] = node
    state["nodes"]["/obj/SM_Crate"].selected = True


def node(path):
    return state["nodes"].get(path)


def selectedNodes():
    return tuple(node for node in state["nodes"].values() if node.selected)


def clearAllSelected():
    for one in state["nodes"].values():
        one.selected = False


def objNodeTypeCategory():
    return "Object"


def isUIAvailable():
    return state["ui"]


def applicationVersionString():
    return "21.0.440"


reset()
