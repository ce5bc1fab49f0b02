"""Stand-in for maya.cmds. Nodes are long paths; what the add-on does not use is not there, so that its use fails. The commands of the user interface are in controls.py."""

import os

from . import controls
from .controls import (commandPort, deleteUI, evalDeferred, inViewMessage, menu, menuItem, optionVar, paneLayout, promptDialog,  # noqa: F401
                       shelfButton, shelfLayout, showWindow, textScrollList, warning, window)

scene = {}
calls = []


def reset():
    """A crate with a shape and a material of one texture below a group, and a camera."""
    scene.clear()
    calls.clear()
    controls.reset()
    scene.update(
        nodes={
            "|props": ("transform", "U-props"), "|props|SM_Crate": ("transform", "U-crate"), "|props|SM_Crate|SM_CrateShape": ("mesh", "U-shape"),
            "|persp": ("transform", "U-persp"), "|persp|perspShape": ("camera", "U-cam"),
        },
        sets={"crateSG": ["|props|SM_Crate|SM_CrateShape"]}, shaders={"M_Wood": "crateSG"}, textures={"M_Wood": [("file1", "/proj/T_Wood_D.png")]},
        selection=["|props|SM_Crate"], file="", modified=False, unit="cm", up="y", plugins=set(), batch=True, hidden=set(),
    )


def about(version=False, batch=False):
    return "2025" if version else scene["batch"]


def file(path=None, query=False, modified=False, sceneName=False, open=False, force=False, prompt=True, ignoreVersion=False):
    if query:
        return scene["modified"] if modified else scene["file"]
    assert open and force and prompt is False, "a dialog would stay open for ever"
    calls.append(("open", path))
    scene.update(file=path, modified=False)


def currentUnit(query=False, linear=False):
    return scene["unit"]


def upAxis(query=False, axis=False):
    return scene["up"]


def _find(name):
    if name in scene["nodes"]:
        return [name]
    return [path for path, (_, uuid) in scene["nodes"].items() if uuid == name or path.endswith("|" + name)]


def ls(what=None, selection=False, long=False, objectsOnly=False, uuid=False, materials=False, assemblies=False, recursive=False, type=None):
    if selection:
        return [path.partition(".")[0] for path in scene["selection"]]
    if assemblies:
        return [path for path in scene["nodes"] if path.count("|") == 1]
    names = [what] if isinstance(what, str) else list(what or [])
    if materials:
        return [name for name in names if name in scene["shaders"]]
    if type == "file":
        return [name for name in names if name.startswith("file")]
    if uuid:
        return [scene["nodes"][path][1] for name in names for path in _find(name)]
    if what and isinstance(what, str) and what.startswith("*:"):
        return [path for path in scene["nodes"] if path.rpartition("|")[2].endswith(":" + what[2:])]
    return [path for name in names for path in _find(name)]


def nodeType(path):
    return scene["nodes"][path][0]


def objectType(path, isAType):
    return scene["nodes"][path][0] in ("mesh", "camera")


def listRelatives(path, parent=False, fullPath=False, shapes=False, noIntermediate=False, allDescendents=False, type=None):
    paths = [path] if isinstance(path, str) else path
    if parent:
        return [one.rpartition("|")[0] for one in paths]
    if allDescendents:
        return [node for node, (kind, _) in scene["nodes"].items() if kind == type and any(node.startswith(one + "|") for one in paths)] or None
    return [node for node, (kind, _) in scene["nodes"].items() if kind in ("mesh", "camera") and kind == (type or kind) and any(node.rpartition("|")[0] == one for one in paths)] or None


def getAttr(name):
    path, _, attribute = name.rpartition(".")
    if attribute == "visibility":
        return path not in scene["hidden"]
    return next(file for files in scene["textures"].values() for texture, file in files if texture == path)


def listConnections(what, type=None):
    names = [what] if isinstance(what, str) else what
    if type == "shadingEngine":
        return [group for group, members in scene["sets"].items() if any(name in members for name in names)] + [scene["shaders"][name] for name in names if name in scene["shaders"]]
    group = names[0].partition(".")[0]
    return [material for material, owner in scene["shaders"].items() if owner == group]


def listHistory(material):
    return [material] + [texture for texture, _ in scene["textures"].get(material, [])]


def sets(group, query=False):
    return scene["sets"][group]


def select(paths=None, replace=False, clear=False):
    scene["selection"] = [] if clear else list(paths)


def viewFit(paths, animate=True):
    calls.append(("viewFit", tuple(paths)))


def pluginInfo(name, query=False, loaded=False):
    return name in scene["plugins"]


def loadPlugin(name):
    scene["plugins"].add(name)


def export(path):
    """What the FBX plug-in does: writes the selection."""
    assert "fbxmaya" in scene["plugins"]
    assert os.path.isdir(os.path.dirname(path))
    with open(path, "wb") as stream:
        stream.write(("FBX of " + ",".join(scene["selection"])).encode("utf-8"))


reset()
