"""Classes of assets. The signatures are those of Epic's Unreal Python API reference (class pages, 5.4 to 5.7)."""

import unreal_project

from ._core import Box, Name, Object, StructBase, Vector, _Enumerator


class StaticMaterial(StructBase):
    """Page StaticMaterial: imported_material_slot_name, material_interface, material_slot_name."""

    PROPERTIES = {"material_interface": None, "material_slot_name": Name(), "imported_material_slot_name": Name()}


class SkeletalMaterial(StaticMaterial):
    """Page SkeletalMaterial: as StaticMaterial."""


class StaticMesh(Object):
    """Page StaticMesh: static_materials (editor property)."""

    PROPERTIES = {"static_materials": ()}
    triangles, vertices, uv_channels, collisions = 12, 24, 2, 1
    box = Box(Vector(-50.0, -50.0, 0.0), Vector(50.0, 50.0, 100.0))

    def get_num_triangles(self, lod_index):
        """Page StaticMesh: get_num_triangles(lod_index) -> int32."""
        self._check()
        return self.triangles

    def get_bounding_box(self):
        """Page StaticMesh: get_bounding_box() -> Box."""
        self._check()
        if unreal_project.project.fault("odd_facts"):
            return Box(Vector(float("nan"), 0, 0), Vector())
        return self.box


class BoxSphereBounds:
    """Page BoxSphereBounds: origin, box_extent."""

    def __init__(self, origin, box_extent):
        self.origin, self.box_extent = origin, box_extent


class Skeleton(Object):
    """Page Skeleton."""

    bones = ("root", "pelvis", "spine_01")


class SkeletalMesh(Object):
    """Page SkeletalMesh: skeleton, materials (editor properties)."""

    PROPERTIES = {"skeleton": None, "materials": ()}

    def get_bounds(self):
        """Page SkinnedAsset: get_bounds() -> BoxSphereBounds."""
        return BoxSphereBounds(Vector(0.0, 0.0, 90.0), Vector(40.0, 20.0, 90.0))


class Texture2D(Object):
    """Pages Texture and Texture2D: compression_settings, lod_group, srgb (editor properties)."""

    PROPERTIES = {"srgb": True, "compression_settings": _Enumerator("TC_DEFAULT"), "lod_group": _Enumerator("TEXTUREGROUP_WORLD")}
    width, height = 4, 4

    def blueprint_get_size_x(self):
        """Page Texture2D: blueprint_get_size_x() -> int32."""
        self._check()
        return self.width

    def blueprint_get_size_y(self):
        """Page Texture2D: blueprint_get_size_y() -> int32."""
        self._check()
        return self.height


class Material(Object):
    """Page Material: material_domain (editor property)."""

    PROPERTIES = {"material_domain": _Enumerator("MD_SURFACE")}

    def get_base_material(self):
        """Page MaterialInterface: get_base_material() -> Material."""
        return self


class MaterialInstanceConstant(Object):
    """Page MaterialInstance: parent (editor property)."""

    PROPERTIES = {"parent": None}

    def get_base_material(self):
        """Page MaterialInterface: get_base_material() -> Material."""
        return self.get_editor_property("parent")


class SoundWave(Object):
    """Page SoundWave: duration, num_channels, sample_rate (editor properties)."""

    PROPERTIES = {"duration": 1.5, "sample_rate": 48000, "num_channels": 2}


class World(Object):
    """Page World."""
