"""Importers. The signatures are those of Epic's Unreal Python API reference (class pages, 5.4 to 5.7)."""

import os

import unreal_project

from ._classes import Material, SkeletalMesh, SoundWave, StaticMaterial, StaticMesh, Texture2D
from ._core import Array, Name, Object, StructBase


def _import(file, folder, name):
    """What an import of that file makes: assets that are new or have new content."""
    project = unreal_project.project
    if project.fault("import_fails"):
        raise RuntimeError("AssetTools: the importer stopped")
    if project.fault("import_makes_nothing"):
        return []
    if project.fault("import_resets"):
        asset = project.find(folder + "/" + name)
        for thing in (asset, asset._values.get("body_setup"), asset._values.get("nanite_settings")):
            if thing is not None:
                thing._values.update({key: value for key, value in thing.PROPERTIES.items() if value is not None and key != "static_materials"})
    ending = os.path.splitext(file)[1].lower()
    main = folder + "/" + ("Imported_" + name if project.fault("import_renames") else name)
    made = []
    if ending in (".glb", ".gltf"):
        slots = []
        for material in unreal_project.names_of_gltf(file):
            path = folder + "/" + material
            if project.find(path) is None:
                made.append(project.add(Material(path)))
            slots.append(StaticMaterial(material_interface=project.find(path), material_slot_name=Name(material), imported_material_slot_name=Name(material)))
        mesh = project.find(main) or project.add(StaticMesh(main))
        if not project.keeps_slots:
            mesh.set_editor_property("materials" if isinstance(mesh, SkeletalMesh) else "static_materials", slots)
        made.append(mesh)
    elif ending == ".fbx":
        made.append(project.find(main) or project.add(StaticMesh(main)))
    elif ending == ".png":
        texture = project.find(main) or project.add(Texture2D(main))
        texture.width, texture.height = unreal_project.size_of_png(file)
        made.append(texture)
    elif ending == ".wav":
        made.append(project.find(main) or project.add(SoundWave(main)))
    return made


class AssetImportTask(Object):
    """Page AssetImportTask (editor properties)."""

    PROPERTIES = {
        "async_": False,
        "automated": False,
        "destination_name": "",
        "destination_path": "",
        "factory": None,
        "filename": "",
        "imported_object_paths": (),
        "options": None,
        "replace_existing": False,
        "replace_existing_settings": False,
        "save": False,
    }


class AssetTools:
    """Page AssetTools."""

    def import_asset_tasks(self, import_tasks):
        """Page AssetTools: import_asset_tasks(import_tasks) -> None. Without `automated` the editor would show a dialog."""
        for task in import_tasks:
            if not task.get_editor_property("automated"):
                raise AssertionError("a dialog would open")
            made = _import(task.get_editor_property("filename"), task.get_editor_property("destination_path"), task.get_editor_property("destination_name"))
            task.set_editor_property("imported_object_paths", Array(asset.get_path_name() for asset in made))


class AssetToolsHelpers:
    """Page AssetToolsHelpers."""

    @classmethod
    def get_asset_tools(cls):
        """Page AssetToolsHelpers: get_asset_tools() -> AssetTools."""
        return None if unreal_project.project.fault("tools_missing") else AssetTools()


class ImportAssetParameters(StructBase):
    """Page ImportAssetParameters (editor properties; destination_name and replace_existing are newer than 5.3)."""

    PROPERTIES = {"is_automated": False, "follow_redirectors": False, "replace_existing": False, "destination_name": "", "override_pipelines": ()}


class InterchangeSourceData(Object):
    """Page InterchangeSourceData."""


class InterchangeManager(Object):
    """Page InterchangeManager."""

    @classmethod
    def get_interchange_manager_scripted(cls):
        """Page InterchangeManager: get_interchange_manager_scripted() -> InterchangeManager."""
        return cls()

    @classmethod
    def create_source_data(cls, file_name):
        """Page InterchangeManager: create_source_data(file_name) -> InterchangeSourceData."""
        source = InterchangeSourceData()
        source.file = file_name
        return source

    def can_translate_source_data(self, source_data, scene_import_only=False):
        """Page InterchangeManager (5.5 and newer): can_translate_source_data(source_data, scene_import_only=False) -> bool."""
        return not unreal_project.project.fault("interchange_takes_nothing")

    def import_asset(self, content_path, source_data, import_asset_parameters):
        """Page InterchangeManager: import_asset(content_path, source_data, import_asset_parameters) -> bool; Array[Object] or None in newer ones."""
        if not import_asset_parameters.get_editor_property("is_automated"):
            raise AssertionError("a dialog would open")
        made = _import(source_data.file, content_path, unreal_project.stem(source_data.file))
        if unreal_project.project.interchange_returns_objects:
            return Array(made) if made else None
        return bool(made)
