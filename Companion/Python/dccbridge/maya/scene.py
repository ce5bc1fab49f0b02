"""Maya's scene, for the operations of dccbridge.core.operations. Everything here runs on Maya's main thread, where its command port runs code too."""

import os

import maya.cmds as cmds
import maya.mel as mel

from ..core import operations, sidecar
from ..core.failure import Failure, refused
from ..core.workplace import put, workplace

KIND = "maya"
FORMATS = ("fbx",)
METERS = {"mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0, "in": 0.0254, "ft": 0.3048, "yd": 0.9144, "mi": 1609.344}

# Unreal counts in centimetres, and Maya's FBX plug-in writes them whatever the scene's unit is.
FBX = (
    "FBXResetExport", "FBXExportFileVersion -v FBX201800", "FBXExportInAscii -v false", "FBXExportUpAxis {up}", "FBXExportConvertUnitString cm",
    "FBXExportScaleFactor 1", "FBXExportSmoothingGroups -v true", "FBXExportTangents -v false", "FBXExportSmoothMesh -v true", "FBXExportSkins -v true", "FBXExportShapes -v true",
    "FBXExportCameras -v false", "FBXExportLights -v false", "FBXExportInputConnections -v false", "FBXExportEmbeddedTextures -v true",
)


def application():
    """Name and version as people say them."""
    return "Maya " + version()


def version():
    """The version ("2025")."""
    return cmds.about(version=True)


def info():
    """What runs and what is open."""
    return {
        "kind": KIND,
        "version": version(),
        "scene": scene_file(),
        "unsaved": bool(cmds.file(query=True, modified=True)),
        "unitMeters": unit_meters(),
        "upAxis": up_axis(),
        "pid": os.getpid(),
    }


def scene_file():
    """The scene, absolute; None when it was never saved."""
    path = cmds.file(query=True, sceneName=True)
    return os.path.abspath(path) if path else None


def unit_meters():
    """Metres of one unit of the scene."""
    return METERS.get(cmds.currentUnit(query=True, linear=True), 0.01)


def up_axis():
    """Y or Z."""
    return cmds.upAxis(query=True, axis=True).upper()


def selection():
    """The selected nodes; of a component, its object."""
    return [node(path) for path in _paths(cmds.ls(selection=True, long=True, objectsOnly=True))]


def node(path):
    """A node as the companion knows it."""
    return {"name": path.rpartition("|")[2], "path": path, "uuid": cmds.ls(path, uuid=True)[0], "type": cmds.nodeType(path)}


def select(nodes):
    """Selects in place of the selection and frames it."""
    found, missing, chosen = [], [], []
    for wanted in nodes:
        paths = _lookup(wanted)
        if not paths:
            missing.append(wanted)
        chosen += [path for path in paths if path not in chosen]
    if chosen:
        cmds.select(chosen, replace=True)
        found = [node(path) for path in chosen]
        if not cmds.about(batch=True):
            cmds.viewFit(chosen, animate=False)
    return {"found": found, "missing": missing}


def _lookup(wanted):
    for key in ("uuid", "path"):
        if wanted.get(key):
            found = _transforms(cmds.ls(wanted[key], long=True))
            if found:
                return found
    name = wanted["name"]
    # Names of the FBX file have no namespace, those of the scene may have several.
    found = _transforms(cmds.ls(name, long=True) or cmds.ls("*:" + name, long=True, recursive=True))
    if found:
        return found
    users = []
    for material in cmds.ls(name, materials=True) or []:
        for group in cmds.listConnections(material, type="shadingEngine") or []:
            users += cmds.sets(group, query=True) or []
    return _transforms(cmds.ls(users, long=True, objectsOnly=True)) if users else []


def _transforms(paths):
    """Of shapes their transforms; what is no node of the scene's tree falls away."""
    found = []
    for path in _paths(paths):
        if cmds.objectType(path, isAType="shape"):
            path = (cmds.listRelatives(path, parent=True, fullPath=True) or [path])[0]
        if path not in found and "|" in path:
            found.append(path)
    return found


def _paths(paths):
    return list(dict.fromkeys(paths or []))


def open_file(path, discard):
    """Opens a scene in place of the open one."""
    if cmds.file(query=True, modified=True) and not discard:
        raise refused("The scene in Maya has changes that are not saved. Save it there, then try again.")
    # No dialog: nobody may be there to answer it.
    cmds.file(path, open=True, force=True, prompt=False, ignoreVersion=True)


def export(folder, name, format, whole_scene, options):
    """Exports with a side-car. Options are lines of the FBX plug-in's MEL commands ({"FBXExportTangents": "-v true"})."""
    for key in options:
        if not (key.startswith("FBXExport") and key.isalnum()):
            raise refused("'%s' is no option of Maya's FBX exporter. Its options are its MEL commands, such as FBXExportTangents." % key)
    if not cmds.pluginInfo("fbxmaya", query=True, loaded=True):
        cmds.loadPlugin("fbxmaya")
    before = cmds.ls(selection=True, long=True) or []
    if whole_scene:
        chosen = [path for path in cmds.ls(assemblies=True, long=True) or [] if cmds.getAttr(path + ".visibility") and not cmds.listRelatives(path, shapes=True, type="camera")]
    else:
        chosen = _transforms(cmds.ls(selection=True, long=True, objectsOnly=True))
    if not chosen:
        raise refused("Nothing is visible in the scene. Show what is to be sent." if whole_scene else "Nothing is selected. Select what is to be sent, or send the whole scene.")
    scene_name = os.path.splitext(os.path.basename(scene_file() or ""))[0]
    name = name or operations.safe_name(scene_name or "Scene" if whole_scene else chosen[0].rpartition("|")[2].replace(":", "_"))
    target = os.path.join(folder, name + ".fbx")
    with workplace(folder) as place:
        made = os.path.join(place, os.path.basename(target))
        cmds.select(chosen, replace=True)
        try:
            for line in FBX:
                mel.eval(line.format(up=up_axis().lower()))
            for key, value in options.items():
                mel.eval("%s %s" % (key, _word(value)))
            mel.eval('FBXExport -f "%s" -s' % made.replace("\\", "/").replace('"', '\\"'))
        except RuntimeError as error:
            raise Failure("failed", "Maya's FBX exporter failed: %s" % error)
        finally:
            if before:
                cmds.select(before, replace=True)
            else:
                cmds.select(clear=True)
        if not os.path.isfile(made):
            raise Failure("failed", "Maya's FBX exporter wrote no file. Its Script Editor shows why; often the disk is full.")
        nodes, materials = _describe(chosen)
        _, warnings = sidecar.write(made, KIND, application(), scene_file(), unit_meters(), up_axis(), format, {key: str(value) for key, value in options.items()}, nodes, materials)
        return dict(put(made, target), warnings=warnings)


def _word(value):
    """A value of an option as the plug-in's commands take it; text that could begin another command is refused."""
    if isinstance(value, bool):
        return "-v true" if value else "-v false"
    text = str(value)
    if any(character in text for character in ";`\n\r\"$()"):
        raise refused("'%s' cannot be the value of an option." % text)
    return text


def _describe(chosen):
    nodes, materials = [], {}
    below = _paths(list(chosen) + (cmds.listRelatives(chosen, allDescendents=True, type="transform", fullPath=True) or []))
    for path in below:
        shapes = cmds.listRelatives(path, shapes=True, noIntermediate=True, fullPath=True) or []
        slots = _materials(shapes)
        materials.update((name, None) for name in slots)
        nodes.append(dict(node(path), shape=shapes[0].rpartition("|")[2] if shapes else None, materials=slots))
    for item in nodes:
        del item["type"]
    return nodes, [{"name": name, "textures": _textures(name)} for name in sorted(materials)]


def _materials(shapes):
    names = []
    for group in _paths(cmds.listConnections(shapes, type="shadingEngine") if shapes else []):
        for material in cmds.ls(cmds.listConnections(group + ".surfaceShader") or [], materials=True) or []:
            if material not in names:
                names.append(material)
    return names


def _textures(material):
    files = []
    for texture in cmds.ls(cmds.listHistory(material) or [], type="file") or []:
        path = cmds.getAttr(texture + ".fileTextureName")
        if path and os.path.abspath(path) not in files:
            files.append(os.path.abspath(path))
    return files
