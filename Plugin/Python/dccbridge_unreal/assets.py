"""Single assets: read, delete, rename, show."""

from . import engine, facts, metadata, packages, registry
from .failure import Failure

_LEVEL = "World"


def get(args):
    """assets.get {path}: {"asset": null} where there is none. Loads the asset, for its facts and its metadata."""
    data = registry.find(engine.text_arg(args, "path", 512))
    return {"asset": None if data is None else record(data)}


def record(data):
    """All that is known of one asset; loads it, unless it is a level: Unreal's asset functions take none, and opening one would close another."""
    path, kind = registry.path_of(data), registry.class_name(data)
    described = registry.described(data)
    if kind == _LEVEL:
        described["references"] = registry.references(path)
        return described
    asset = metadata.load(path)
    described["metadata"] = metadata.read(asset)
    described["references"] = registry.references(path)
    described.update(facts.of(asset, kind))
    described["package"] = packages.state(asset, path)
    return described


def delete(args):
    """assets.delete {paths}: {"broken_references": [...]}. Nothing is deleted when one of them is not there."""
    paths = engine.paths_arg(args)
    engine.refuse_while_playing()
    engine.refuse_while_loading()
    for path in paths:
        refuse_level(registry.existing(path))

    assets = engine.subsystem("EditorAssetSubsystem")
    gone = {path.upper() for path in paths}
    referencers = {}
    for path in paths:
        for referencer in assets.find_package_referencers_for_asset(path, False) or []:
            referencers[str(referencer).upper()] = str(referencer)

    for done, path in enumerate(paths):
        # An earlier one may have taken it along.
        if registry.find(path) is not None and not assets.delete_asset(path):
            raise Failure("editor_script_failed", "\"%s\" could not be deleted; %d of %d were. Check that its file is not read-only and that nobody else has it checked out." % (path, done, len(paths)))
    return {"broken_references": sorted(referencers[key] for key in referencers if key not in gone)}


def rename(args):
    """assets.rename {from, to}: {"asset", "updated_references"}. Unreal follows the references and leaves redirectors where it must."""
    source, target = engine.text_arg(args, "from", 512), engine.text_arg(args, "to", 512)
    engine.refuse_while_playing()
    engine.refuse_while_loading()
    refuse_level(registry.existing(source))
    taken = registry.find(target)
    if taken is not None and source.upper() != target.upper():
        raise Failure("asset_exists", "\"%s\" cannot be renamed: \"%s\" exists. Choose a free path, or delete that asset first." % (source, registry.path_of(taken)))

    assets = engine.subsystem("EditorAssetSubsystem")
    referencers = sorted({str(path) for path in assets.find_package_referencers_for_asset(source, False) or []})
    move(source, target)
    renamed = metadata.load(target)
    metadata.count_up(renamed)
    metadata.save([renamed])
    return {"asset": record(registry.existing(target)), "updated_references": referencers}


def move(source, target):
    """Renames an asset in the editor, or fails."""
    if not engine.subsystem("EditorAssetSubsystem").rename_asset(source, target):
        raise Failure("editor_script_failed", "\"%s\" could not be renamed to \"%s\". Check that its file is not read-only and that nobody else has it checked out." % (source, target))


def show(args):
    """assets.show {paths}: selects them in the content browser."""
    paths = engine.paths_arg(args)
    for path in paths:
        registry.existing(path)
    engine.part("EditorAssetLibrary").sync_browser_to_objects(paths)
    return {}


def refuse_level(data):
    """Unreal's asset functions take no levels."""
    if registry.class_name(data) == _LEVEL:
        raise Failure("editor_script_failed", "\"%s\" is a level. Levels are renamed and deleted in the editor's content browser only." % registry.path_of(data))
