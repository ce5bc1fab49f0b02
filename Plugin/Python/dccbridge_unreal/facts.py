"""Facts of loaded assets, by class. What this engine version cannot tell is left out."""

from . import engine

# Most levels of detail and bones that are told one by one; an engine has at most 8 levels.
_MAX_LODS = 16
_MAX_BONES = 10000


def of(asset, kind):
    """{"mesh": ...}, {"texture": ...}, {"skeleton": ...}, {"animation": ...}, {"material": ...} or {"sound": ...}; empty for other classes."""
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
        "complex_as_simple": _is_named(_part(mesh, "body_setup", "collision_trace_flag"), "CTF_USE_COMPLEX_AS_SIMPLE"),
        "nanite": _truth(_part(mesh, "nanite_settings", "enabled")),
        "lightmap_channel": _number(engine.editor_property(mesh, "light_map_coordinate_index"), int),
        "lightmap_resolution": _number(engine.editor_property(mesh, "light_map_resolution"), int),
        "lods": _lods(mesh, subsystem),
    }


def _lods(mesh, subsystem):
    """Levels after the first, each with its figures; None where this engine tells no count."""
    count = engine.optional(lambda: int(subsystem.get_lod_count(mesh)))
    if count is None:
        count = engine.optional(lambda: int(mesh.get_num_lods()))
    if count is None:
        return None
    levels = ({"level": level, "triangles": engine.optional(lambda: int(mesh.get_num_triangles(level))), "vertices": engine.optional(lambda: int(subsystem.get_number_verts(mesh, level)))} for level in range(1, min(count, _MAX_LODS)))
    return [level for level in levels if None not in level.values()]


def _skeletal_mesh(mesh):
    skeleton = engine.editor_property(mesh, "skeleton")
    bounds = engine.optional(mesh.get_bounds)
    facts = {"slots": [_slot(slot) for slot in engine.editor_property(mesh, "materials") or []], "skeleton": _package(skeleton)}
    bones = engine.optional(lambda: _bones(mesh))
    if bones:
        facts["bones"] = bones[:_MAX_BONES]
        facts["bone_count"] = len(bones)
    if bounds is not None:
        origin, extent = bounds.origin, bounds.box_extent
        facts["bounds_min"] = [float(origin.x - extent.x), float(origin.y - extent.y), float(origin.z - extent.z)]
        facts["bounds_max"] = [float(origin.x + extent.x), float(origin.y + extent.y), float(origin.z + extent.z)]
    return facts


def _bones(mesh):
    """Names, parents and scales, parents first, of the reference pose; by a class that only reads as long as nothing is committed."""
    modifier = engine.part("SkeletonModifier")()
    if not modifier.set_skeletal_mesh(mesh):
        return None
    names = [str(name) for name in modifier.get_all_bone_names()]
    places = {name.upper(): place for place, name in enumerate(names)}
    bones = []
    for name in names:
        scale = modifier.get_bone_transform(name).scale3d
        bones.append({"name": name, "parent": places.get(str(modifier.get_parent_name(name)).upper(), -1), "scale": _vector(scale)})
    return bones


def _animation(animation):
    rate = engine.editor_property(animation, "target_frame_rate")
    library = getattr(engine.module(), "AnimationLibrary", None)
    return {
        "seconds": engine.optional(lambda: float(animation.get_play_length())),
        "frames_per_second": None if rate is None else engine.optional(lambda: float(rate.numerator) / float(rate.denominator)),
        "tracks": None if library is None else engine.optional(lambda: len(library.get_animation_track_names(animation))),
        "skeleton": _package(engine.editor_property(animation, "skeleton")),
    }


def _texture(texture):
    return {
        "width": engine.optional(lambda: int(texture.blueprint_get_size_x())),
        "height": engine.optional(lambda: int(texture.blueprint_get_size_y())),
        "srgb": _truth(engine.editor_property(texture, "srgb")),
        "compression": _enum(engine.editor_property(texture, "compression_settings")),
        "lod_group": _enum(engine.editor_property(texture, "lod_group")),
        "max_texture_size": _number(engine.editor_property(texture, "max_texture_size"), int),
        "no_mipmaps": _is_named(engine.editor_property(texture, "mip_gen_settings"), "TMGS_NO_MIPMAPS"),
        "never_stream": _truth(engine.editor_property(texture, "never_stream")),
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
        "blend_mode": _enum(_blend_mode(material, base)),
        "moves_vertices": None if base is None else engine.optional(lambda: _moves_vertices(base)),
    }


def _blend_mode(material, base):
    """That of the instance where it has one of its own, else that of the material at the root."""
    if _truth(_part(material, "base_property_overrides", "override_blend_mode")):
        return _part(material, "base_property_overrides", "blend_mode")
    return None if base is None else engine.editor_property(base, "blend_mode")


def _moves_vertices(base):
    """Whether anything is plugged into world position offset; None where all inputs come as one."""
    if engine.editor_property(base, "use_material_attributes"):
        return None
    offset = engine.part("MaterialProperty").MP_WORLD_POSITION_OFFSET
    return engine.part("MaterialEditingLibrary").get_material_property_input_node(base, offset) is not None


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


def _part(thing, whole, name):
    """A property of a property; None where there is none."""
    part = engine.editor_property(thing, whole)
    return None if part is None else engine.editor_property(part, name)


def _is_named(value, name):
    return None if value is None else _enum(value) == name


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
    (("AnimSequence",), "animation", _animation),
    (("Texture2D",), "texture", _texture),
    (("Skeleton",), "skeleton", _skeleton),
    (("Material", "MaterialInstanceConstant"), "material", _material),
    (("SoundWave",), "sound", _sound),
)
