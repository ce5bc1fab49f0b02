"""Fixes: many small changes of assets as one step, all or none."""

import traceback

from . import assets, engine, metadata, registry, source_control, textures
from .failure import Failure, invalid

# Most changes of one step; the plugin's own cap is the same.
MAX_CHANGES = 2000

_REVISION = metadata.PREFIX + "Revision"


def referencers(args):
    """edits.referencers {paths}: {"referencers": {path: [...]}}; what nobody refers to is left out. Loads nothing."""
    subsystem = engine.subsystem("EditorAssetSubsystem")
    found = {}
    for path in engine.paths_arg(args, most=MAX_CHANGES):
        users = sorted({str(user) for user in subsystem.find_package_referencers_for_asset(path, False) or []})
        if users:
            found[path] = users
    return {"referencers": found}


def apply(args):
    """edits.apply {changes: [{path, kind, property, before, after}]}: all of them or none; paths are those before all changes."""
    changes = _changes(args)
    engine.refuse_while_playing()
    engine.refuse_while_loading()
    _check(changes)
    if source_control.is_on():
        source_control.check_out_or_add(_files(changes))

    sets = [change for change in changes if change["kind"] == "set"]
    renames = [change for change in changes if change["kind"] == "rename"]
    undo = []
    with engine.transaction("DccBridge: fix"):
        try:
            _set_all(sets, undo)
            for change in renames:
                _rename(change["path"], change["after"], undo)
        except BaseException as error:
            raise _failed(error, _take_back(undo)) from error
    return {}


def _changes(args):
    changes = args.get("changes")
    if not isinstance(changes, list) or not 0 < len(changes) <= MAX_CHANGES:
        raise invalid("\"changes\" must be a list of 1 to %d changes." % MAX_CHANGES)
    for change in changes:
        if not isinstance(change, dict) or change.get("kind") not in ("set", "rename"):
            raise invalid("A change must be a \"set\" or a \"rename\".")
        for name in ("path", "before", "after") + (("property",) if change["kind"] == "set" else ()):
            engine.text_arg(change, name, 512)
    return changes


def _check(changes):
    """Refuses what cannot be done before anything is."""
    for change in changes:
        data = registry.existing(change["path"])
        if change["kind"] == "rename":
            assets.refuse_level(data)
            taken = registry.find(change["after"])
            if taken is not None:
                raise Failure("asset_exists", "Nothing was changed: \"%s\" exists, so \"%s\" cannot be renamed to it." % (registry.path_of(taken), change["path"]))
        elif registry.class_name(data) not in textures.CLASSES:
            raise invalid("\"%s\" is a %s and has no texture settings." % (change["path"], registry.class_name(data)))


def _files(changes):
    """The packages that are written: those that are changed, and those whose references follow."""
    subsystem = engine.subsystem("EditorAssetSubsystem")
    files = {change["path"] for change in changes}
    for change in changes:
        if change["kind"] == "rename":
            files.update(str(user) for user in subsystem.find_package_referencers_for_asset(change["path"], False) or [])
    return sorted(files)


def _set_all(sets, undo):
    changed = []
    for change in sets:
        asset = metadata.load(change["path"])
        name, value = textures.setting(change["property"], change["after"])
        before = asset.get_editor_property(name)
        undo.append((change["path"], lambda asset=asset, name=name, before=before: _set_back(asset, name, before)))
        asset.set_editor_property(name, value)
        if asset not in changed:
            changed.append(asset)
    if changed:
        metadata.save(changed)


def _set_back(asset, name, value):
    asset.set_editor_property(name, value)
    metadata.save([asset])


def _rename(source, target, undo):
    # The move decides: what fails in it has not happened, what fails after it is moved back.
    assets.move(source, target)
    undo.append((target, lambda: assets.move(target, source)))
    renamed = metadata.load(target)
    revision = metadata.read(renamed).get(_REVISION, "")
    undo.append((target, lambda: _count_back(renamed, revision)))
    metadata.count_up(renamed)
    metadata.save([renamed])


def _count_back(asset, revision):
    metadata.write(asset, {_REVISION: revision})
    metadata.save([asset])


def _take_back(undo):
    """Takes back the last change first; returns the paths for which that failed."""
    left = []
    for path, back in reversed(undo):
        try:
            back()
        except Exception as error:  # noqa: B902 - the others are still to be taken back, and the caller tells of this one
            engine.log_error("DccBridge: a change of %s could not be taken back: %s" % (path, error))
            left.append(path)
    return sorted(set(left))


def _failed(error, left):
    if isinstance(error, Failure):
        code, message = error.code, error.message
    elif engine.is_gone(error):
        code, message = "object_gone", "An object of the editor went away during the work. Try again."
    else:
        engine.log_error("DccBridge: a fix failed.\n" + "".join(traceback.format_exception(type(error), error, error.__traceback__, limit=20)))
        code, message = "editor_script_failed", "A script of DccBridge failed inside the editor (%s). The output log (LogPython) says more." % type(error).__name__
    if left:
        return Failure("editor_script_failed", "The fix failed, and %s could not be taken back; change it by hand, the output log says more. The cause: %s" % (", ".join(left[:5]), message))
    return Failure(code, "Nothing was changed, what was done before the failure was taken back. " + message)
