"""What an update keeps: settings that somebody made in the editor, and materials that somebody put into slots."""

from . import engine

_TEXTURE = ("srgb", "compression_settings", "lod_group", "max_texture_size", "mip_gen_settings", "never_stream")
_SETTINGS = {
    "Texture2D": _TEXTURE,
    "TextureCube": _TEXTURE,
    "StaticMesh": ("light_map_coordinate_index", "light_map_resolution"),
}


class Kept:
    """The settings of one asset before an update."""

    def __init__(self, asset, kind):
        self._kind = kind
        self._settings = {name: value for name in _SETTINGS.get(kind, ()) for value in (engine.editor_property(asset, name),) if value is not None}
        self._nanite = _part(asset, "nanite_settings", "enabled")
        self._collision = _part(asset, "body_setup", "collision_trace_flag")
        self._materials = {key: material for key, _, material in _keyed(_slots(asset, kind)) if material is not None}

    def restore(self, asset):
        """Sets back what the importer set otherwise. Does not save."""
        for name, value in self._settings.items():
            if engine.editor_property(asset, name) != value:
                asset.set_editor_property(name, value)
        self._restore_part(asset, "nanite_settings", "enabled", self._nanite)
        self._restore_part(asset, "body_setup", "collision_trace_flag", self._collision)
        self._restore_materials(asset)

    def _restore_materials(self, asset):
        slots = _slots(asset, self._kind)
        otherwise = [(index, self._materials[key]) for key, index, material in _keyed(slots) if key in self._materials and self._materials[key] != material]
        if self._kind == "StaticMesh":
            for index, kept in otherwise:
                asset.set_material(index, kept)
        elif otherwise:
            # Slots are structures, and so copies; the list is set whole.
            for index, kept in otherwise:
                slots[index].set_editor_property("material_interface", kept)
            asset.set_editor_property("materials", slots)

    @staticmethod
    def _restore_part(asset, whole, name, value):
        part = engine.editor_property(asset, whole)
        if value is None or part is None or engine.editor_property(part, name) == value:
            return
        part.set_editor_property(name, value)
        if whole == "nanite_settings":
            # A structure is a copy; a body setup is the object itself.
            asset.set_editor_property(whole, part)


def _part(asset, whole, name):
    part = engine.editor_property(asset, whole)
    return None if part is None else engine.editor_property(part, name)


def _slots(asset, kind):
    """The material slots of a mesh, none for other classes."""
    name = {"StaticMesh": "static_materials", "SkeletalMesh": "materials"}.get(kind)
    return list((engine.editor_property(asset, name) if name else None) or [])


def _keyed(slots):
    """((name, how many slots of that name come before it), index, material) of each slot that has a name; without one it is not to be told from another."""
    keyed, seen = [], {}
    for index, slot in enumerate(slots):
        name = _name(slot)
        if name is not None:
            before = seen.get(name, 0)
            seen[name] = before + 1
            keyed.append(((name, before), index, engine.editor_property(slot, "material_interface")))
    return keyed


def _name(slot):
    """The name that the DCC gave, else the one of the editor."""
    names = (str(engine.editor_property(slot, name) or "None") for name in ("imported_material_slot_name", "material_slot_name"))
    return next((name for name in names if name != "None"), None)
