"""Blender's scene, for the operations of dccbridge.core.operations. Everything here runs on Blender's main thread."""

import contextlib
import os
import uuid

import bpy

from ..core.failure import refused

KIND = "blender"
FORMATS = ("glb", "fbx")
UUID = "dccbridge_uuid"


def application():
    """Name and version as people say them."""
    return "Blender " + bpy.app.version_string


def info():
    """What runs and what is open."""
    return {
        "kind": KIND,
        "version": bpy.app.version_string,
        "scene": scene_file(),
        "unsaved": bpy.data.is_dirty,
        "unitMeters": unit_meters(),
        "upAxis": "Z",
        "exports": exports(),
        "pid": os.getpid(),
    }


def exports():
    """Where the add-on puts exports of this scene; None when it is not enabled, or the scene was never saved."""
    from . import state

    try:
        return state.export_path()
    except KeyError:
        return None


def scene_file():
    """The .blend file, absolute; None when it was never saved."""
    return bpy.data.filepath or None


def unit_meters():
    """Metres of one unit of Blender in this scene."""
    settings = bpy.context.scene.unit_settings
    return 1.0 if settings.system == "NONE" else settings.scale_length


def selection():
    """The selected objects, the active one first, then by name."""
    layer = bpy.context.view_layer
    chosen = [thing for thing in layer.objects if thing.select_get(view_layer=layer)]
    active = layer.objects.active
    return [node(thing) for thing in sorted(chosen, key=lambda thing: (thing != active, thing.name))]


def node(thing):
    """An object as the companion knows it."""
    return {"name": thing.name, "path": path(thing), "uuid": thing.get(UUID), "type": thing.type}


def path(thing):
    """Its parents and itself: "/Props/Crate"."""
    names = []
    while thing is not None and len(names) < 256:
        names.append(thing.name)
        thing = thing.parent
    return "/" + "/".join(reversed(names))


def identify(things):
    """Gives objects a UUID that stays when they are renamed. A copy has its original's: the one that was not exported under it before gets a new one."""
    owners = {}
    for thing in bpy.data.objects:
        known = thing.get(UUID)
        if isinstance(known, str):
            owners.setdefault(known, []).append(thing)
    for thing in things:
        known = thing.get(UUID)
        # Objects are listed by name, and a copy's name has a number behind it: the first is the original.
        if isinstance(known, str) and owners[known][0] == thing:
            continue
        if thing.library is not None:
            # What is linked from another file belongs to that file.
            continue
        thing[UUID] = str(uuid.uuid4())


def select(nodes):
    """Selects in place of the selection and shows it in the 3D views."""
    layer = bpy.context.view_layer
    if bpy.context.mode != "OBJECT":
        raise refused("Blender is in %s. Leave it (Tab), then select again." % bpy.context.mode.replace("_", " ").title())
    found, missing, chosen = [], [], []
    for wanted in nodes:
        things = [thing for thing in _lookup(wanted) if thing.name in layer.objects]
        if not things:
            missing.append(wanted)
            continue
        chosen += [thing for thing in things if thing not in chosen]
    if chosen:
        for thing in layer.objects:
            thing.select_set(False, view_layer=layer)
        hidden = []
        for thing in chosen:
            thing.hide_set(False, view_layer=layer)
            thing.hide_select = False
            thing.select_set(True, view_layer=layer)
            (found if thing.select_get(view_layer=layer) else hidden).append(node(thing))
        layer.objects.active = chosen[0]
        # In a collection that is hidden nothing can be selected.
        missing += hidden
        _show()
    return {"found": found, "missing": missing}


def _lookup(wanted):
    objects = bpy.data.objects
    if wanted.get("uuid"):
        found = [thing for thing in objects if thing.get(UUID) == wanted["uuid"]]
        if found:
            return found[:1]
    if wanted.get("path"):
        found = [thing for thing in objects if path(thing) == wanted["path"]]
        if found:
            return found
    name = wanted["name"]
    # What is linked from another file may have the same name as what is here.
    found = [thing for thing in objects if thing.name == name]
    found = found or [thing for thing in objects if thing.data is not None and thing.data.name == name]
    return found or [thing for thing in objects if any(slot.material is not None and slot.material.name == name for slot in thing.material_slots)]


def _show():
    """Brings the selection into view where there are views."""
    for window in bpy.context.window_manager.windows:
        for area in window.screen.areas:
            if area.type != "VIEW_3D":
                continue
            region = next((region for region in area.regions if region.type == "WINDOW"), None)
            if region is not None:
                with bpy.context.temp_override(window=window, area=area, region=region):
                    if bpy.ops.view3d.view_selected.poll():
                        bpy.ops.view3d.view_selected()
            area.tag_redraw()


def open_file(path, discard):
    """Opens a .blend file in place of the open one."""
    if bpy.data.is_dirty and not discard:
        raise refused("The scene in Blender has changes that are not saved. Save it there, then try again.")
    with window_override():
        # Scripts inside of a file run only where the user has allowed it.
        bpy.ops.wm.open_mainfile(filepath=path, load_ui=False, use_scripts=bpy.context.preferences.filepaths.use_scripts_auto_execute)


def export(folder, name, format, whole_scene, options):
    """Exports with a side-car."""
    from . import export

    return export.run(folder, name, format, whole_scene, options)


def window_override():
    """Operators want a window, and a timer has none. Where there is one, or none can be had, nothing is overridden: each override is a place where Blender trusts Python's lock wrongly (see core/listener.py)."""
    windows = bpy.context.window_manager.windows
    return bpy.context.temp_override(window=windows[0]) if len(windows) and bpy.context.window is None else contextlib.nullcontext()
