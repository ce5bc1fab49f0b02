"""A stand-in for Unreal's Python module: the documented signatures that DccBridge's scripts use, over a project in memory.

What it is not: Unreal. It shows that the scripts use what is documented and answer as they should; whether an engine does
what its reference says only an editor can show.
"""

import unreal_project

from ._classes import AnimationLibrary, AnimSequence, BodySetup, BoxSphereBounds, FrameRate, Material, MaterialEditingLibrary, MaterialInstanceBasePropertyOverrides, MaterialInstanceConstant
from ._classes import MaterialProperty, MeshNaniteSettings, SkeletalMaterial, SkeletalMesh, Skeleton, SkeletonModifier, SoundWave, StaticMaterial, StaticMesh
from ._classes import Texture2D, TextureCompressionSettings, TextureCube, TextureGroup, TextureMipGenSettings, Transform, World
from ._core import Array, Box, Name, Object, ScopedEditorTransaction, StructBase, Text, TopLevelAssetPath, Vector
from ._editor import AnimPoseExtensions, AssetManagerSettings, EditorAssetLibrary, EditorAssetSubsystem, EditorLoadingAndSavingUtils, LevelEditorSubsystem, Package, Paths
from ._editor import SourceControl, SourceControlState, StaticMeshEditorSubsystem, SystemLibrary, default_object
from ._importers import AssetImportTask, AssetTools, AssetToolsHelpers, ImportAssetParameters, InterchangeManager, InterchangeSourceData
from ._registry import AssetData, AssetRegistry, AssetRegistryDependencyOptions, AssetRegistryHelpers
from ._tasks import EditorUtilitySubsystem, EditorUtilityTask, uclass, ufunction, uproperty


def get_editor_subsystem(subsystem):
    """Page unreal (module functions): get_editor_subsystem(subsystem) -> EditorSubsystem."""
    return subsystem()


def get_default_object(type):
    """Page unreal (module functions): get_default_object(type) -> Object."""
    return default_object(type)


def log(arg):
    """Page unreal (module functions): log(arg) -> None."""
    unreal_project.project.log.append(("info", str(arg)))


def log_warning(arg):
    """Page unreal (module functions): log_warning(arg) -> None."""
    unreal_project.project.log.append(("warning", str(arg)))


def log_error(arg):
    """Page unreal (module functions): log_error(arg) -> None."""
    unreal_project.project.log.append(("error", str(arg)))


def find_object(outer, name, type=None, follow_redirectors=False):
    """Page unreal (module functions): find_object(outer, name, type=Object, follow_redirectors=False) -> Object or None."""
    return unreal_project.project.objects.get(str(name))


def register_slate_post_tick_callback(callable):
    """Page unreal (module functions): register_slate_post_tick_callback(callable) -> object."""
    handle = object()
    unreal_project.project.ticks[handle] = callable
    return handle


def unregister_slate_post_tick_callback(handle):
    """Page unreal (module functions): unregister_slate_post_tick_callback(handle) -> None."""
    del unreal_project.project.ticks[handle]
