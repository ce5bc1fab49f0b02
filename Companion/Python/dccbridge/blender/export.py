"""Exports from Blender that come out right in Unreal: a cube of one metre has 100 units, up is up, and names stay."""

import os

import addon_utils
import bpy

from ..core import operations, sidecar
from ..core.failure import Failure, refused
from ..core.workplace import put, workplace
from . import glb as glb_file
from . import scene

EXPORTERS = {"glb": "io_scene_gltf2", "fbx": "io_scene_fbx"}

# glTF is in metres with Y up, and importers of Unreal know that.
GLB = {"export_format": "GLB", "export_yup": True, "export_apply": True, "export_extras": False, "export_cameras": False, "export_lights": False}

# Unreal counts in centimetres whatever the file's own unit says, unless "Convert Scene Unit" is on: scales on the nodes are right either way.
FBX = {
    "apply_unit_scale": True, "global_scale": 1.0, "apply_scale_options": "FBX_SCALE_NONE", "axis_forward": "-Z", "axis_up": "Y",
    "object_types": {"MESH", "ARMATURE", "EMPTY", "OTHER"}, "use_mesh_modifiers": True, "mesh_smooth_type": "FACE", "use_tspace": False,
    "add_leaf_bones": False, "primary_bone_axis": "Y", "secondary_bone_axis": "X", "bake_anim": True, "bake_anim_use_all_actions": False, "path_mode": "COPY", "embed_textures": True,
}
OURS = {"filepath", "use_selection", "check_existing", "export_format", "filter_glob"}


def run(folder, name, format, whole_scene, options):
    """Exports the selection, or what the scene shows."""
    things = _things(whole_scene)
    name = name or _name(things, whole_scene)
    target = os.path.join(folder, "%s.%s" % (name, format))
    settings = _settings(format, options, things)
    scene.identify(things)
    for thing in things:
        if thing.mode == "EDIT":
            # What is being edited reaches the object only when the mode is left, or now.
            thing.update_from_editmode()
    with workplace(folder) as place:
        made = os.path.join(place, os.path.basename(target))
        warnings = _write(made, format, settings, whole_scene)
        _, more = sidecar.write(
            made, scene.KIND, scene.application(), scene.scene_file(), scene.unit_meters(), "Z", format,
            {key: sorted(value) if isinstance(value, set) else value for key, value in settings.items()}, *_describe(things))
        return dict(put(made, target), warnings=warnings + more)


def _things(whole_scene):
    layer = bpy.context.view_layer
    things = [thing for thing in layer.objects if (thing.visible_get(view_layer=layer) if whole_scene else thing.select_get(view_layer=layer))]
    if not things:
        raise refused("Nothing is visible in the scene. Show what is to be sent." if whole_scene else "Nothing is selected. Select what is to be sent, or send the whole scene.")
    if not any(thing.type in {"MESH", "CURVE", "SURFACE", "META", "FONT", "ARMATURE"} for thing in things):
        raise refused("What is %s has no geometry. Select meshes." % ("visible" if whole_scene else "selected"))
    return things


def _name(things, whole_scene):
    if whole_scene:
        return operations.safe_name(os.path.splitext(os.path.basename(bpy.data.filepath))[0] or bpy.context.scene.name)
    active = bpy.context.view_layer.objects.active
    chosen = active if active in things else min((thing for thing in things if thing.parent not in things), key=lambda thing: thing.name)
    return operations.safe_name(chosen.name)


def _settings(format, options, things):
    """Ours, with those of the caller over them; a name that the exporter of this version does not know is refused."""
    addon_utils.enable(EXPORTERS[format])
    known = {prop.identifier: prop for prop in _operator(format).get_rna_type().properties}
    wrong = [key for key in options if key not in known or key in OURS]
    if wrong:
        raise refused("Blender's exporter for %s has no option '%s'. The options are: %s." % (format, wrong[0], ", ".join(sorted(set(known) - OURS - {"rna_type"}))))
    # Options come and go with Blender's versions: of ours, those that this version knows.
    settings = {key: value for key, value in (GLB if format == "glb" else FBX).items() if key in known}
    if format == "glb" and any(getattr(thing.data, "shape_keys", None) for thing in things):
        # Applied modifiers make new meshes, and shape keys get lost with the old ones.
        settings["export_apply"] = False
    for key, value in options.items():
        settings[key] = set(value) if isinstance(value, list) else value
    return settings


def _operator(format):
    return bpy.ops.export_scene.gltf if format == "glb" else bpy.ops.export_scene.fbx


def _write(made, format, settings, whole_scene):
    what = {"use_visible": True} if whole_scene else {"use_selection": True}
    try:
        with scene.window_override():
            answer = _operator(format)(filepath=made, check_existing=False, **what, **settings)
    except (RuntimeError, TypeError) as error:
        # Operators raise with Python's traceback in the text; its last line is the cause.
        lines = [line.strip() for line in str(error).splitlines() if line.strip() and not line.startswith("Location:")]
        cause = lines[-1] if lines else str(error)
        advice = " Install it for Blender's Python (Debian, Ubuntu: apt install python3-numpy)." if "numpy" in cause else ""
        raise Failure("failed", "Blender's exporter failed: %s.%s" % (cause.rstrip("."), advice), str(error))
    if answer != {"FINISHED"} or not os.path.isfile(made):
        raise Failure("failed", "Blender's exporter wrote no file (%s). Window > Toggle System Console shows why." % ", ".join(answer))
    unit = scene.unit_meters()
    if format == "glb" and unit != 1.0:
        # The FBX exporter minds the scene's unit, the glTF exporter does not.
        return glb_file.scale(made, unit)
    return []


def _describe(things):
    nodes, materials = [], {}
    for thing in things:
        slots = [slot.material for slot in thing.material_slots]
        shape = thing.data.name if thing.data is not None and thing.data.name != thing.name else None
        nodes.append({"name": thing.name, "path": scene.path(thing), "uuid": thing.get(scene.UUID), "shape": shape, "materials": [material.name if material else "" for material in slots]})
        materials.update((material.name, material) for material in slots if material)
    return nodes, [{"name": name, "textures": _textures(material)} for name, material in sorted(materials.items())]


def _textures(material):
    """Picture files of its nodes, groups included; a picture that is packed into the scene has none."""
    files, seen, trees = [], set(), [material.node_tree] if material.use_nodes and material.node_tree else []
    while trees:
        tree = trees.pop()
        if tree.name in seen:
            continue
        seen.add(tree.name)
        for item in tree.nodes:
            if item.type == "GROUP" and item.node_tree:
                trees.append(item.node_tree)
            picture = getattr(item, "image", None)
            if picture is not None and picture.filepath and not picture.packed_file:
                file = os.path.normpath(bpy.path.abspath(picture.filepath, library=picture.library))
                if file not in files:
                    files.append(file)
    return files
