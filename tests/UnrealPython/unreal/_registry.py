"""The asset registry. The signatures are those of Epic's Unreal Python API reference (class pages, 5.4 to 5.7)."""

import unreal_project

from ._core import Array, Name, StructBase, TopLevelAssetPath


class AssetData:
    """Page AssetData: asset_class_path, asset_name, package_name, package_path."""

    def __init__(self, asset):
        self._asset = asset
        self.package_name = Name(asset.path)
        self.package_path = Name(asset.path.rpartition("/")[0])
        self.asset_name = Name(asset.path.rpartition("/")[2])
        self.asset_class_path = TopLevelAssetPath("/Script/CoreUObject", "ObjectRedirector") if asset.redirector else TopLevelAssetPath("/Script/Engine", type(asset).__name__)

    def is_redirector(self):
        """Page AssetData: is_redirector() -> bool."""
        return self._asset.redirector

    def get_tag_value(self, tag_name):
        """Page AssetData: get_tag_value(tag_name) -> str or None. Metadata is there only where the project lists the tags."""
        if unreal_project.project.registry_metadata and str(tag_name) in self._asset.metadata:
            return self._asset.metadata[str(tag_name)]
        return self._asset.listed.get(str(tag_name), self._asset.tags.get(str(tag_name)))


class AssetRegistryDependencyOptions(StructBase):
    """Page AssetRegistryDependencyOptions."""

    PROPERTIES = {
        "include_soft_package_references": True,
        "include_hard_package_references": True,
        "include_searchable_names": False,
        "include_soft_management_references": False,
        "include_hard_management_references": False,
    }


class AssetRegistry:
    """Page AssetRegistry. Lists are None when nothing is found."""

    def is_loading_assets(self):
        """Page AssetRegistry: is_loading_assets() -> bool."""
        return unreal_project.project.fault("still_loading")

    def get_assets_by_path(self, package_path, recursive=False, include_only_on_disk_assets=False):
        """Page AssetRegistry: get_assets_by_path(package_path, recursive=False, include_only_on_disk_assets=False) -> Array[AssetData] or None."""
        prefix = str(package_path).upper() + "/"
        found = [
            AssetData(asset)
            for path, asset in unreal_project.project.assets.items()
            if path.startswith(prefix) and (recursive or "/" not in path[len(prefix):])
        ]
        return Array(found) if found else None

    def get_assets_by_package_name(self, package_name, include_only_on_disk_assets=False, skip_ar_filtered_assets=True):
        """Page AssetRegistry: get_assets_by_package_name(package_name, ...) -> Array[AssetData] or None."""
        asset = unreal_project.project.find(package_name)
        return None if asset is None else Array([AssetData(asset)])

    def get_dependencies(self, package_name, dependency_options):
        """Page AssetRegistry: get_dependencies(package_name, dependency_options) -> Array[Name] or None."""
        asset = unreal_project.project.find(package_name)
        return Array(Name(path) for path in uses(asset)) if asset is not None else None


def uses(asset):
    """Package paths that an asset refers to."""
    slots = asset._values.get("static_materials", ()) or ()
    found = [slot.get_editor_property("material_interface") for slot in slots] + [asset._values.get("parent"), asset._values.get("skeleton")]
    return [other.path for other in found if other is not None] + ["/Script/Engine"]


class AssetRegistryHelpers:
    """Page AssetRegistryHelpers."""

    @classmethod
    def get_asset_registry(cls):
        """Page AssetRegistryHelpers: get_asset_registry() -> AssetRegistry."""
        return AssetRegistry()
