"""Classes of assets. The signatures are those of Epic's Unreal Python API reference (class pages, 5.4 to 5.7)."""

import unreal_project

from ._core import Box, Name, Object, StructBase, Vector, _Enumerator


class StaticMaterial(StructBase):
    """Page StaticMaterial: imported_material_slot_name, material_interface, material_slot_name."""

    PROPERTIES = {"material_interface": None, "material_slot_name": Name(), "imported_material_slot_name": Name()}


class SkeletalMaterial(StaticMaterial):
    """Page SkeletalMaterial: as StaticMaterial."""


class BodySetup(Object):
    """Page BodySetup: collision_trace_flag (editor property)."""

    PROPERTIES = {"collision_trace_flag": _Enumerator("CTF_USE_DEFAULT")}


class MeshNaniteSettings(StructBase):
    """Page MeshNaniteSettings: enabled (editor property)."""

    PROPERTIES = {"enabled": False}


class StaticMesh(Object):
    """Page StaticMesh: body_setup, light_map_coordinate_index, light_map_resolution, nanite_settings, static_materials (editor properties)."""

    PROPERTIES = {"static_materials": (), "body_setup": None, "nanite_settings": None, "light_map_coordinate_index": 1, "light_map_resolution": 64}
    triangles, vertices, uv_channels, collisions, convex, lods = 12, 24, 2, 1, 2, 1
    box = Box(Vector(-50.0, -50.0, 0.0), Vector(50.0, 50.0, 100.0))

    def get_num_triangles(self, lod_index):
        """Page StaticMesh: get_num_triangles(lod_index) -> int32."""
        self._check()
        return self.triangles >> lod_index

    def set_material(self, material_index, new_material):
        """Page StaticMesh: set_material(material_index, new_material) -> None."""
        self.get_editor_property("static_materials")[material_index].set_editor_property("material_interface", new_material)

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
    bones = (("root", "None", 1.0), ("pelvis", "root", 1.0), ("spine_01", "pelvis", 2.0))

    def get_editor_property(self, name):
        """Page _ObjectBase. Structures in a list come as copies: only setting the list changes the mesh."""
        value = super().get_editor_property(name)
        return [SkeletalMaterial(**slot._values) for slot in value] if name == "materials" else value

    def get_bounds(self):
        """Page SkinnedAsset: get_bounds() -> BoxSphereBounds."""
        return BoxSphereBounds(Vector(0.0, 0.0, 90.0), Vector(40.0, 20.0, 90.0))


class TextureCompressionSettings:
    """Page TextureCompressionSettings (some of it)."""

    TC_DEFAULT, TC_NORMALMAP, TC_MASKS = _Enumerator("TC_DEFAULT"), _Enumerator("TC_NORMALMAP"), _Enumerator("TC_MASKS")
    TC_GRAYSCALE, TC_EDITOR_ICON, TC_HDR = _Enumerator("TC_GRAYSCALE"), _Enumerator("TC_EDITOR_ICON"), _Enumerator("TC_HDR")
    TC_BC7, TC_HDR_COMPRESSED = _Enumerator("TC_BC7"), _Enumerator("TC_HDR_COMPRESSED")


class TextureGroup:
    """Page TextureGroup (some of it)."""

    TEXTUREGROUP_WORLD, TEXTUREGROUP_UI = _Enumerator("TEXTUREGROUP_WORLD"), _Enumerator("TEXTUREGROUP_UI")
    TEXTUREGROUP_WORLD_NORMAL_MAP = _Enumerator("TEXTUREGROUP_WORLD_NORMAL_MAP")


class TextureMipGenSettings:
    """Page TextureMipGenSettings (some of it)."""

    TMGS_FROM_TEXTURE_GROUP, TMGS_NO_MIPMAPS = _Enumerator("TMGS_FROM_TEXTURE_GROUP"), _Enumerator("TMGS_NO_MIPMAPS")


class Texture2D(Object):
    """Pages Texture and Texture2D: compression_settings, lod_group, max_texture_size, mip_gen_settings, never_stream, srgb (editor properties)."""

    PROPERTIES = {
        "srgb": True,
        "compression_settings": TextureCompressionSettings.TC_DEFAULT,
        "lod_group": TextureGroup.TEXTUREGROUP_WORLD,
        "max_texture_size": 0,
        "mip_gen_settings": TextureMipGenSettings.TMGS_FROM_TEXTURE_GROUP,
        "never_stream": False,
    }
    width, height = 4, 4

    def blueprint_get_size_x(self):
        """Page Texture2D: blueprint_get_size_x() -> int32."""
        self._check()
        return self.width

    def blueprint_get_size_y(self):
        """Page Texture2D: blueprint_get_size_y() -> int32."""
        self._check()
        return self.height


class TextureCube(Texture2D):
    """Pages Texture and TextureCube: as Texture2D, but for its sizes."""


class Material(Object):
    """Page Material: blend_mode, material_domain, use_material_attributes (editor properties)."""

    PROPERTIES = {"material_domain": _Enumerator("MD_SURFACE"), "blend_mode": _Enumerator("BLEND_OPAQUE"), "use_material_attributes": False}
    inputs = ()

    def get_base_material(self):
        """Page MaterialInterface: get_base_material() -> Material."""
        return self


class MaterialInstanceBasePropertyOverrides(StructBase):
    """Page MaterialInstanceBasePropertyOverrides: blend_mode, override_blend_mode (editor properties)."""

    PROPERTIES = {"override_blend_mode": False, "blend_mode": _Enumerator("BLEND_OPAQUE")}


class MaterialProperty:
    """Page MaterialProperty (some of it)."""

    MP_WORLD_POSITION_OFFSET = _Enumerator("MP_WORLD_POSITION_OFFSET")


class MaterialEditingLibrary:
    """Page MaterialEditingLibrary."""

    @classmethod
    def get_material_property_input_node(cls, material, property_):
        """Page MaterialEditingLibrary: get_material_property_input_node(material, property_) -> MaterialExpression."""
        return Object() if property_.name in material.inputs else None


class MaterialInstanceConstant(Object):
    """Page MaterialInstance: base_property_overrides, parent (editor properties)."""

    PROPERTIES = {"parent": None, "base_property_overrides": None}

    def get_base_material(self):
        """Page MaterialInterface: get_base_material() -> Material."""
        return self.get_editor_property("parent")


class Transform:
    """Page Transform: scale3d."""

    def __init__(self, scale3d=None):
        self.scale3d = scale3d or Vector(1.0, 1.0, 1.0)


class SkeletonModifier(Object):
    """Page SkeletonModifier (plugin MeshModelingToolset, 5.3 and newer)."""

    def set_skeletal_mesh(self, skeletal_mesh):
        """Page SkeletonModifier: set_skeletal_mesh(skeletal_mesh) -> bool."""
        self.__dict__["bones"] = skeletal_mesh.bones
        return True

    def get_all_bone_names(self):
        """Page SkeletonModifier: get_all_bone_names() -> Array[Name]."""
        return [Name(name) for name, _, _ in self.bones]

    def get_parent_name(self, bone_name):
        """Page SkeletonModifier: get_parent_name(bone_name) -> Name."""
        return Name(next(parent for name, parent, _ in self.bones if Name(name) == bone_name))

    def get_bone_transform(self, bone_name, global_=False):
        """Page SkeletonModifier: get_bone_transform(bone_name, global_=False) -> Transform."""
        return Transform(next(Vector(scale, scale, scale) for name, _, scale in self.bones if Name(name) == bone_name))


class FrameRate(StructBase):
    """Page FrameRate: denominator, numerator."""

    def __init__(self, numerator=30, denominator=1):
        super().__init__()
        self.numerator, self.denominator = numerator, denominator


class AnimSequence(Object):
    """Pages AnimSequence, AnimSequenceBase and AnimationAsset: skeleton, target_frame_rate (editor properties)."""

    PROPERTIES = {"skeleton": None, "target_frame_rate": FrameRate()}

    def get_play_length(self):
        """Page AnimSequenceBase: get_play_length() -> float."""
        return 2.5


class AnimationLibrary:
    """Page AnimationLibrary."""

    @classmethod
    def get_animation_track_names(cls, animation_sequence_base):
        """Page AnimationLibrary: get_animation_track_names(animation_sequence_base) -> Array[Name]."""
        return [Name("root"), Name("pelvis")]


class SoundWave(Object):
    """Page SoundWave: duration, num_channels, sample_rate (editor properties)."""

    PROPERTIES = {"duration": 1.5, "sample_rate": 48000, "num_channels": 2}


class World(Object):
    """Page World."""
