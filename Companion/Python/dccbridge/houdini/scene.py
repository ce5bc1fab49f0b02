"""Houdini's scene, for the operations of dccbridge.core.operations. hrpyc calls from a thread of its own: what changes the scene goes to the main thread there."""

import os
import threading
import uuid

import hou

from ..core import operations, sidecar
from ..core.failure import Failure, refused
from ..core.workplace import put, workplace

KIND = "houdini"
FORMATS = ("glb", "fbx")
UUID = "dccbridge_uuid"


def application():
    """Name and version as people say them."""
    return "Houdini " + hou.applicationVersionString()


def info():
    """What runs and what is open."""
    return {
        "kind": KIND,
        "version": hou.applicationVersionString(),
        "scene": scene_file(),
        # Without a user interface Houdini always says that there are changes.
        "unsaved": bool(hou.hipFile.hasUnsavedChanges()) if hou.isUIAvailable() else None,
        "unitMeters": 1.0,
        "upAxis": "Y",
        "pid": os.getpid(),
    }


def scene_file():
    """The .hip file, absolute; None when it was never saved."""
    path = hou.hipFile.path()
    return os.path.abspath(path) if path and os.path.isfile(path) else None


def on_main_thread(do):
    """Runs it on Houdini's main thread and gives its result."""
    if threading.current_thread() is threading.main_thread() or not hou.isUIAvailable():
        return do()
    import hdefereval

    return hdefereval.executeInMainThreadWithResult(do)


def selection():
    """The selected nodes."""
    return [node(thing) for thing in hou.selectedNodes()]


def node(thing):
    """A node as the companion knows it."""
    return {"name": thing.name(), "path": thing.path(), "uuid": thing.userData(UUID), "type": thing.type().name()}


def identify(things):
    """Gives nodes a UUID that stays when they are renamed. A copy has its original's and gets a new one."""
    owners = {}
    for thing in hou.node("/obj").allSubChildren():
        known = thing.userData(UUID)
        if known:
            owners.setdefault(known, []).append(thing)
    for thing in things:
        known = thing.userData(UUID)
        if known and min(owners[known], key=lambda one: one.sessionId()) == thing:
            continue
        if not thing.isInsideLockedHDA():
            thing.setUserData(UUID, str(uuid.uuid4()))


def select(nodes):
    """Selects in place of the selection and shows it."""
    return on_main_thread(lambda: _select(nodes))


def _select(nodes):
    missing, chosen = [], []
    for wanted in nodes:
        things = _lookup(wanted)
        if not things:
            missing.append(wanted)
        chosen += [thing for thing in things if thing not in chosen]
    if chosen:
        hou.clearAllSelected()
        for thing in chosen:
            thing.setSelected(True)
        chosen[0].setCurrent(True, clear_all_selected=False)
    return {"found": [node(thing) for thing in chosen], "missing": missing}


def _lookup(wanted):
    if wanted.get("path"):
        thing = hou.node(wanted["path"])
        if thing is not None and (not wanted.get("uuid") or thing.userData(UUID) == wanted["uuid"]):
            return [thing]
    objects = hou.node("/obj").allSubChildren()
    if wanted.get("uuid"):
        found = [thing for thing in objects if thing.userData(UUID) == wanted["uuid"]]
        if found:
            return found[:1]
    name = wanted["name"]
    found = [thing for thing in objects if thing.name() == name]
    return found or [thing for thing in objects if name in (path.rpartition("/")[2] for path in _material_paths(thing))]


def open_file(path, discard):
    """Opens a .hip file in place of the open one."""
    if hou.isUIAvailable() and hou.hipFile.hasUnsavedChanges() and not discard:
        raise refused("The scene in Houdini has changes that are not saved. Save it there, then try again.")
    # No dialog: nobody may be there to answer it.
    on_main_thread(lambda: hou.hipFile.load(path, suppress_save_prompt=True, ignore_load_warnings=True))


def export(folder, name, format, whole_scene, options):
    """Exports with a side-car. Options are parameters of the ROP (gltf, filmboxfbx)."""
    return on_main_thread(lambda: _export(folder, name, format, whole_scene, options))


def _export(folder, name, format, whole_scene, options):
    things = _objects(whole_scene)
    if format == "fbx" and not whole_scene and len(things) > 1:
        raise refused("Houdini's FBX exporter takes one object, and %d are selected. Select one, put them into a subnet and select that, or export glb." % len(things))
    name = name or operations.safe_name(os.path.splitext(os.path.basename(scene_file() or "Scene"))[0] if whole_scene else things[0].name())
    target = os.path.join(folder, "%s.%s" % (name, format))
    identify(things)
    with workplace(folder) as place:
        made = os.path.join(place, os.path.basename(target))
        _render(made, format, things, whole_scene, options)
        if not os.path.isfile(made):
            raise Failure("failed", "Houdini's exporter wrote no file. Look whether the objects have geometry, and whether the disk is full.")
        nodes = [dict(node(thing), shape=None, materials=[path.rpartition("/")[2] for path in _material_paths(thing)]) for thing in things]
        for item in nodes:
            del item["type"]
        materials = {path for thing in things for path in _material_paths(thing)}
        described = [{"name": path.rpartition("/")[2], "textures": _textures(hou.node(path))} for path in sorted(materials)]
        _, warnings = sidecar.write(made, KIND, application(), scene_file(), 1.0, "Y", format, options, nodes, described)
        return dict(put(made, target), warnings=warnings)


def _objects(whole_scene):
    """Objects: of a selected node inside of an object, the object."""
    things = []
    for thing in hou.node("/obj").children() if whole_scene else hou.selectedNodes():
        while thing is not None and thing.type().category() != hou.objNodeTypeCategory():
            thing = thing.parent()
        if thing is not None and thing not in things and (not whole_scene or thing.isDisplayFlagSet()):
            things.append(thing)
    if not things:
        raise refused("Nothing is displayed in /obj. Show what is to be sent." if whole_scene else "No object is selected. Select what is to be sent, or send the whole scene.")
    return things


def _render(made, format, things, whole_scene, options):
    rop = hou.node("/out").createNode("gltf" if format == "glb" else "filmboxfbx", "dccbridge_export")
    try:
        # Parameters come and go with Houdini's versions: the file is in one of them, the rest is what the version has.
        _set(rop, "trange", 0)
        if not any([_set(rop, key, made) for key in ("file", "outputfile", "sopoutput")]):
            raise Failure("failed", "This version of Houdini's exporter has no parameter for the file that DccBridge knows.")
        if format == "glb":
            parents = {thing.parent() for thing in things}
            if len(parents) != 1:
                raise refused("The selected objects are in different networks. Select objects of one network.")
            _set(rop, "usesoppath", 0)
            _set(rop, "objpath", things[0].parent().path())
            _set(rop, "objects", "*" if whole_scene else " ".join(thing.name() for thing in things))
        else:
            _set(rop, "startnode", "/obj" if whole_scene else things[0].path())
            _set(rop, "createsubnetroot", 1)
            _set(rop, "exportkind", 1)
            # Houdini's metres become FBX's centimetres.
            _set(rop, "convertunits", 1)
        for key, value in options.items():
            if not _set(rop, key, value):
                raise refused("Houdini's exporter for %s has no parameter '%s'." % (format, key))
        try:
            rop.render()
        except hou.Error as error:
            raise Failure("failed", "Houdini's exporter failed: %s" % error.instanceMessage())
        if rop.errors():
            raise Failure("failed", "Houdini's exporter failed: %s" % "; ".join(rop.errors()))
    finally:
        rop.destroy()


def _set(rop, name, value):
    parameter = rop.parm(name)
    if parameter is None:
        return False
    parameter.set(value)
    return True


def _material_paths(thing):
    parameter = thing.parm("shop_materialpath")
    path = parameter.eval() if parameter is not None else ""
    material = thing.node(path) if path else None
    return [material.path()] if material is not None else []


def _textures(material):
    files = []
    for parameter in material.parms() if material is not None else []:
        template = parameter.parmTemplate()
        if template.type() == hou.parmTemplateType.String and template.stringType() == hou.stringParmType.FileReference:
            path = parameter.eval()
            if path and os.path.isabs(path) and path not in files:
                files.append(path)
    return files
