"""Editor subsystems and libraries. The signatures are those of Epic's Unreal Python API reference (class pages, 5.4 to 5.7)."""

import os

import unreal_project

from ._classes import World
from ._core import Array, Name, Object, StructBase, Text
from ._registry import uses


class EditorAssetSubsystem(Object):
    """Page EditorAssetSubsystem. Paths may be package or object paths."""

    def load_asset(self, asset_path):
        """Page EditorAssetSubsystem: load_asset(asset_path) -> Object, "that is not a level"."""
        project = unreal_project.project
        project.loads.append(str(asset_path))
        asset = project.find(asset_path)
        return None if project.fault("load_fails") or isinstance(asset, World) else asset

    def get_metadata_tag_values(self, object):
        """Page EditorAssetSubsystem: get_metadata_tag_values(object) -> Map[Name, str]."""
        object._check()
        return {Name(name): value for name, value in object.metadata.items()}

    def set_metadata_tag(self, object, tag, value):
        """Page EditorAssetSubsystem: set_metadata_tag(object, tag, value) -> None."""
        object._check()
        object.metadata[str(tag)] = value

    def remove_metadata_tag(self, object, tag):
        """Page EditorAssetSubsystem: remove_metadata_tag(object, tag) -> None."""
        object.metadata.pop(str(tag), None)

    def save_loaded_assets(self, assets_to_save, only_if_is_dirty=True):
        """Page EditorAssetSubsystem: save_loaded_assets(assets_to_save, only_if_is_dirty=True) -> bool."""
        if unreal_project.project.fault("save_fails"):
            return False
        listed = AssetManagerSettings.tags()
        for asset in assets_to_save:
            unreal_project.project.saves.append(asset.path)
            asset.listed = {name: value for name, value in asset.metadata.items() if name.upper() in listed}
        return True

    def delete_asset(self, asset_path_to_delete):
        """Page EditorAssetSubsystem: delete_asset(asset_path_to_delete) -> bool. A force delete: references become none."""
        project = unreal_project.project
        asset = project.find(asset_path_to_delete)
        if asset is None or project.fault("delete_fails"):
            return False
        del project.assets[asset.path.upper()]
        return True

    def rename_asset(self, source_asset_path, destination_asset_path):
        """Page EditorAssetSubsystem: rename_asset(source_asset_path, destination_asset_path) -> bool."""
        project = unreal_project.project
        asset = project.find(source_asset_path)
        if asset is None or project.fault("rename_fails") or project.fault("rename_fails_for:" + asset.path):
            return False
        del project.assets[asset.path.upper()]
        asset.path = str(destination_asset_path)
        project.add(asset)
        return True

    def find_package_referencers_for_asset(self, asset_path, load_assets_to_confirm=False):
        """Page EditorAssetSubsystem: find_package_referencers_for_asset(asset_path, load_assets_to_confirm=False) -> Array[str]."""
        target = str(asset_path).upper()
        assets = unreal_project.project.assets.values()
        return Array(asset.path for asset in assets if target in (path.upper() for path in uses(asset)))


class EditorAssetLibrary:
    """Page EditorAssetLibrary (plugin EditorScriptingUtilities)."""

    @classmethod
    def sync_browser_to_objects(cls, asset_paths):
        """Page EditorAssetLibrary: sync_browser_to_objects(asset_paths) -> None."""
        unreal_project.project.shown = [str(path) for path in asset_paths]


class StaticMeshEditorSubsystem(Object):
    """Page StaticMeshEditorSubsystem."""

    def get_number_verts(self, static_mesh, lod_index):
        """Page StaticMeshEditorSubsystem: get_number_verts(static_mesh, lod_index) -> int32."""
        return static_mesh.vertices >> lod_index

    def get_lod_count(self, static_mesh):
        """Page StaticMeshEditorSubsystem: get_lod_count(static_mesh) -> int32."""
        return static_mesh.lods

    def get_num_uv_channels(self, static_mesh, lod_index):
        """Page StaticMeshEditorSubsystem: get_num_uv_channels(static_mesh, lod_index) -> int32."""
        return static_mesh.uv_channels

    def get_simple_collision_count(self, static_mesh):
        """Page StaticMeshEditorSubsystem: get_simple_collision_count(static_mesh) -> int32."""
        return static_mesh.collisions

    def get_convex_collision_count(self, static_mesh):
        """Page StaticMeshEditorSubsystem: get_convex_collision_count(static_mesh) -> int32."""
        return static_mesh.convex


class LevelEditorSubsystem(Object):
    """Page LevelEditorSubsystem."""

    def is_in_play_in_editor(self):
        """Page LevelEditorSubsystem: is_in_play_in_editor() -> bool."""
        return unreal_project.project.playing


class AnimPoseExtensions:
    """Page AnimPoseExtensions."""

    @classmethod
    def get_reference_pose(cls, skeleton):
        """Page AnimPoseExtensions: get_reference_pose(skeleton) -> AnimPose."""
        return skeleton

    @classmethod
    def get_bone_names(cls, pose):
        """Page AnimPoseExtensions: get_bone_names(pose) -> Array[Name]."""
        return Array(Name(bone) for bone in pose.bones)


class SourceControlState(StructBase):
    """Page SourceControlState: is_added, is_checked_out, is_valid (editor properties)."""

    PROPERTIES = {"is_valid": True, "is_checked_out": False, "is_added": False}


class EditorLoadingAndSavingUtils:
    """Page EditorLoadingAndSavingUtils."""

    @classmethod
    def get_dirty_content_packages(cls):
        """Page EditorLoadingAndSavingUtils: get_dirty_content_packages() -> Array[Package]."""
        return Array(Package(path) for path in unreal_project.project.dirty)


class Package(Object):
    """Page Package; its path name is the package path."""

    def get_path_name(self):
        """Page _ObjectBase: get_path_name() -> str."""
        return self.path


class AssetManagerSettings(Object):
    """UAssetManagerSettings of the C++ reference: MetaDataTagsForAssetRegistry, a set of names, by Python's rule for names."""

    PROPERTIES = {"meta_data_tags_for_asset_registry": ()}

    @classmethod
    def tags(cls):
        """The names in force, upper case."""
        return {str(name).upper() for name in default_object(cls).get_editor_property("meta_data_tags_for_asset_registry")}


def default_object(type):
    """The one default object of a class in this project."""
    return unreal_project.project.defaults.setdefault(type, type())


class SourceControl:
    """Page SourceControl."""

    @classmethod
    def is_enabled(cls):
        """Page SourceControl: is_enabled() -> bool."""
        return unreal_project.project.source_control

    @classmethod
    def is_available(cls):
        """Page SourceControl: is_available() -> bool."""
        return unreal_project.project.source_control

    @classmethod
    def check_out_files(cls, files, silent=False):
        """Page SourceControl: check_out_files(files, silent=False) -> bool."""
        if unreal_project.project.fault("checkout_fails"):
            return False
        unreal_project.project.checked_out.extend(files)
        return True

    @classmethod
    def query_file_state(cls, file, silent=False):
        """Page SourceControl: query_file_state(file, silent=False) -> SourceControlState."""
        unreal_project.project.queried.append(file)
        return SourceControlState(is_checked_out=file in unreal_project.project.checked_out)

    @classmethod
    def check_out_or_add_files(cls, files, silent=False):
        """Page SourceControl: check_out_or_add_files(files, silent=False) -> bool."""
        return cls.check_out_files(files, silent)

    @classmethod
    def last_error_msg(cls):
        """Page SourceControl: last_error_msg() -> Text."""
        return Text("SM_Crate is checked out by another person.")


class SystemLibrary:
    """Page SystemLibrary."""

    @classmethod
    def get_engine_version(cls):
        """Page SystemLibrary: get_engine_version() -> str."""
        return "5.7.1-48512491+++UE5+Release-5.7"

    @classmethod
    def get_system_path(cls, object):
        """Page SystemLibrary: get_system_path(object) -> str."""
        return unreal_project.project.files.get(object.path.upper(), "")

    @classmethod
    def get_game_name(cls):
        """Page SystemLibrary: get_game_name() -> str."""
        return "Städte"

    @classmethod
    def get_frame_count(cls):
        """Page SystemLibrary: get_frame_count() -> int64; the value of GFrameCounter."""
        return unreal_project.project.frame


class Paths:
    """Page Paths. Relative paths are below the project's folder."""

    @classmethod
    def get_project_file_path(cls):
        """Page Paths: get_project_file_path() -> str."""
        return "Städte.uproject"

    @classmethod
    def project_saved_dir(cls):
        """Page Paths: project_saved_dir() -> str."""
        return "Saved/"

    @classmethod
    def convert_relative_path_to_full(cls, path, base_path=""):
        """Page Paths: convert_relative_path_to_full(path, base_path="") -> str."""
        return os.path.join(unreal_project.project.folder, path)
