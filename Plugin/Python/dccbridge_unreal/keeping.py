"""What an update keeps: settings that somebody made in the editor, and materials that somebody put into slots."""

from . import engine

_SETTINGS = {
    "Texture2D": ("srgb", "compression_settings", "lod_group", "max_texture_size", "mip_gen_settings", "never_stream"),
    "StaticMesh": ("light_map_coordinate_index", "light_map_resolution"),
}


class Kept:
    """The settings of one asset before an update."""

    def __init__(self, asset, kind):
        self._kind = kind
        self._settings = {name: value for name in _SETTINGS.get(kind, ()) for value in (engine.editor_property(asset, name),) if value is not None}
        self._nanite = _part(asset, "nanite_settings", "enabled")
        self._collision = _part(asset, "body_setup", "collision_trace_flag")
        self._materials = {name: material for name, material in _slots(asset, kind) if material is not None}

    def restore(self, asset):
        """Sets back what the importer set otherwise. Does not save."""
        for name, value in self._settings.items():
            if engine.editor_property(asset, name) != value:
                asset.set_editor_property(name, value)
        self._restore_part(asset, "nanite_settings", "enabled", self._nanite)
        self._restore_part(asset, "body_setup", "collision_trace_flag", self._collision)
        for index, (name, material) in enumerate(_slots(asset, self._kind)):
            kept = self._materials.get(name)
            if kept is not None and kept is not material:
                asset.set_material(index, kept)

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
    """(name that the DCC gave, material) of each slot; without a name a slot is not to be told from another."""
    slots = engine.editor_property(asset, "static_materials") or [] if kind == "StaticMesh" else []
    named = []
    for slot in slots:
        name = str(engine.editor_property(slot, "imported_material_slot_name") or slot.get_editor_property("material_slot_name"))
        named.append((None if name == "None" else name, slot.get_editor_property("material_interface")))
    return named
