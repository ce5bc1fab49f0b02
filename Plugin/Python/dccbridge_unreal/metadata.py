"""Metadata tags: what an asset remembers of where it came from."""

from . import engine, registry
from .failure import Failure, invalid

PREFIX = "DccBridge."

# Project Settings > Asset Manager > Metadata Tags For Asset Registry.
TAGS_SETTING = "meta_data_tags_for_asset_registry"


def load(path):
    """The loaded asset of a package path, or a failure."""
    registry.existing(path)
    asset = engine.subsystem("EditorAssetSubsystem").load_asset(path)
    if asset is None:
        engine.refuse_while_playing()
        raise Failure("object_gone", "The asset \"%s\" cannot be loaded. The output log says why; save or restore its file." % path)
    return asset


def read(asset):
    """All tags of ours on a loaded asset."""
    tags = engine.subsystem("EditorAssetSubsystem").get_metadata_tag_values(asset) or {}
    return {str(name): str(value) for name, value in tags.items() if str(name).upper().startswith(PREFIX.upper())}


def write(asset, tags):
    """Sets tags on a loaded asset; an empty value removes the tag. Does not save."""
    assets = engine.subsystem("EditorAssetSubsystem")
    for name, value in tags.items():
        if value:
            assets.set_metadata_tag(asset, name, value)
        else:
            assets.remove_metadata_tag(asset, name)


def count_up(asset):
    """Raises the revision of a loaded asset by one. Does not save."""
    revision = read(asset).get(PREFIX + "Revision", "1")
    write(asset, {PREFIX + "Revision": str(int(revision) + 1 if revision.isdecimal() else 2)})


def list_tags():
    """Has the asset registry know our tags of all assets that are saved from now on, for as long as the editor runs.

    A registry that knows them finds an asset by its source wherever it was moved, without loading it. No settings file is changed.
    """
    settings = engine.optional(lambda: engine.part("get_default_object")(engine.part("AssetManagerSettings")))
    listed = None if settings is None else engine.editor_property(settings, TAGS_SETTING)
    if listed is None:
        return
    missing = [tag for tag in registry.METADATA_TAGS if tag.upper() not in {str(known).upper() for known in listed}]
    if missing:
        engine.optional(lambda: settings.set_editor_property(TAGS_SETTING, [str(known) for known in listed] + missing))


def get(args):
    """metadata.get {path}: {"metadata": {...}}. Loads the asset."""
    return {"metadata": read(load(engine.text_arg(args, "path", 512)))}


def set_tags(args):
    """metadata.set {path, metadata}: sets tags of ours, one undo step, and saves."""
    path, tags = engine.text_arg(args, "path", 512), args.get("metadata")
    if not isinstance(tags, dict) or not all(name.startswith(PREFIX) and isinstance(value, str) for name, value in tags.items()):
        raise invalid("\"metadata\" must hold texts whose names begin with \"%s\"." % PREFIX)
    engine.refuse_while_playing()
    asset = load(path)
    with engine.transaction("DccBridge: set metadata"):
        write(asset, tags)
    save([asset])
    return {}


def save(assets):
    """Saves loaded assets, whether Unreal thinks them changed or not; it checks the files out first where source control is on."""
    list_tags()
    if not engine.subsystem("EditorAssetSubsystem").save_loaded_assets(assets, False):
        raise Failure("editor_script_failed", "The editor could not save. Check that the files are not read-only, that they are checked out and that the disk has room; the output log names them.")
