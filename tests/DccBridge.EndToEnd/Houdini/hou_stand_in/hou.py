"""A stand-in for Houdini's module: a few nodes with parameters. As in Houdini, each look-up wraps a node anew, and equality is by identity of the node."""

import random
import threading

_nodes = {}
_noise = {}
log = []


class OperationFailed(Exception):
    """Page hou.OperationFailed."""

    def instanceMessage(self):
        return str(self.args[0])


class Parm:
    """Page hou.Parm: eval, set, path."""

    def __init__(self, node, name):
        self._node, self._name = node, name

    def path(self):
        return self._node + "/" + self._name

    def eval(self):
        return _nodes[self._node][self._name]

    def set(self, value):
        if self._name == "locked":
            raise OperationFailed("The parameter is locked.")
        log.append((self.path(), value))
        _nodes[self._node][self._name] = value

    def __eq__(self, other):
        return isinstance(other, Parm) and self.path() == other.path()

    def __hash__(self):
        return hash(self.path())


class OpNode:
    """Page hou.OpNode: path, name, parm, parms, sessionId, setUserData."""

    def __init__(self, path):
        self._path = path

    def path(self):
        return self._path

    def name(self):
        return self._path.rpartition("/")[2]

    def sessionId(self):
        return sorted(_nodes).index(self._path)

    def parm(self, name):
        return Parm(self._path, name) if name in _nodes[self._path] else None

    def parms(self):
        return [Parm(self._path, name) for name in sorted(_nodes[self._path])]

    def setUserData(self, name, value, must_exist=False):
        _nodes[self._path]["user:" + name] = value

    def userDataDict(self):
        return {name[5:]: value for name, value in _nodes[self._path].items() if name.startswith("user:")}

    def addEventCallback(self, callback):
        return callback("ChildCreated", self)

    def __eq__(self, other):
        return isinstance(other, OpNode) and self._path == other._path

    def __hash__(self):
        return hash(self._path)


def node(path):
    """Page hou.node."""
    return OpNode(path) if path in _nodes else None


def applicationVersionString():
    """Page hou.applicationVersionString."""
    return "21.0.440"


def noise(count):
    """Bytes that do not compress, the same each time: geometry of a scene."""
    if _noise.get(count) is None:
        _noise[count] = random.Random(7).randbytes(count)
    return _noise[count]


def hold():
    """Waits until the test opens the gate: a cook that takes long."""
    gate.wait(60)
    log.append(("hold", "done"))
    return "done"


gate = threading.Event()
_nodes["/obj/sphere1"] = {"scale": 1.0, "tx": 0.5, "locked": 0}
_nodes["/obj/Küche"] = {"scale": 1.0}
