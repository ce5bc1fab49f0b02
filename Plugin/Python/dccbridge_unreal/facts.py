"""Facts of loaded assets, by class. What this engine version cannot tell is left out."""

from . import engine


def of(asset, kind):
    """{"mesh": ...}, {"texture": ...}, {"skeleton": ...}, {"material": ...} or {"sound": ...}; empty for other classes."""
    for classes, name, read in _READERS:
        if kind in classes:
            return {name: {key: value for key, value in read(asset).items() if value is not None}}
    return {}


def _static_mesh(mesh):
    subsystem = engine.subsystem("StaticMeshEditorSubsystem")
    box = mesh.get_bounding_box()
    return {
        "triangles": int(mesh.get_num_triangles(0)),
        "vertices": int(subsystem.get_number_verts(mesh, 0)),
        "uv_channels": int(subsystem.get_num_uv_channels(mesh, 0)),
        "slots": [_slot(slot) for slot in mesh.get_editor_property("static_materials") or []],
        "bounds_min": _vector(box.min),
        "bounds_max": _vector(box.max),
        "simple_collisions": engine.optional(lambda: int(subsystem.get_simple_collision_count(mesh))),
        "convex_collisions": engine.optional(lambda: int(subsystem.get_convex_collision_count(mesh))),
    }


def _skeletal_mesh(mesh):
    skeleton = engine.editor_property(mesh, "skeleton")
    bounds = engine.optional(mesh.get_bounds)
    facts = {"slots": [_slot(slot) for slot in engine.editor_property(mesh, "materials") or []], "skeleton": _package(skeleton)}
    if bounds is not None:
        origin, extent = bounds.origin, bounds.box_extent
        facts["bounds_min"] = [float(origin.x - extent.x), float(origin.y - extent.y), float(origin.z - extent.z)]
        facts["bounds_max"] = [float(origin.x + extent.x), float(origin.y + extent.y), float(origin.z + extent.z)]
    return facts


def _texture(texture):
    return {
        "width": engine.optional(lambda: int(texture.blueprint_get_size_x())),
        "height": engine.optional(lambda: int(texture.blueprint_get_size_y())),
        "srgb": _truth(engine.editor_property(texture, "srgb")),
        "compression": _enum(engine.editor_property(texture, "compression_settings")),
        "lod_group": _enum(engine.editor_property(texture, "lod_group")),
    }


def _skeleton(skeleton):
    poses = getattr(engine.module(), "AnimPoseExtensions", None)
    if poses is None:
        return {}
    names = [str(name) for name in poses.get_bone_names(poses.get_reference_pose(skeleton))]
    return {"bones": len(names), "bone_names": names[:10000]}


def _material(material):
    base = engine.optional(material.get_base_material)
    return {
        "parent": _package(engine.editor_property(material, "parent")),
        "base": _package(base),
        "domain": None if base is None else _enum(engine.editor_property(base, "material_domain")),
    }


def _sound(sound):
    return {
        "seconds": _number(engine.editor_property(sound, "duration"), float),
        "sample_rate": _number(engine.editor_property(sound, "sample_rate"), int),
        "channels": _number(engine.editor_property(sound, "num_channels"), int),
    }


def _slot(slot):
    # The imported name is the one that the DCC gave; the other may have been changed in the editor.
    name = engine.editor_property(slot, "imported_material_slot_name") or slot.get_editor_property("material_slot_name")
    text = str(name)
    return {"name": "" if text == "None" else text, "material": _package(slot.get_editor_property("material_interface"))}


def _package(thing):
    """Package path of an object, None for none."""
    return None if thing is None else str(thing.get_path_name()).split(".")[0].split(":")[0]


def _vector(vector):
    return [float(vector.x), float(vector.y), float(vector.z)]


def _truth(value):
    return None if value is None else bool(value)


def _number(value, kind):
    return None if value is None else kind(value)


def _enum(value):
    """Name of an enumerator: Python shows it as "<TextureGroup.TEXTUREGROUP_WORLD: 0>", its `name` is the part in the middle."""
    return None if value is None else str(getattr(value, "name", value))


_READERS = (
    (("StaticMesh",), "mesh", _static_mesh),
    (("SkeletalMesh",), "mesh", _skeletal_mesh),
    (("Texture2D",), "texture", _texture),
    (("Skeleton",), "skeleton", _skeleton),
    (("Material", "MaterialInstanceConstant"), "material", _material),
    (("SoundWave",), "sound", _sound),
)
