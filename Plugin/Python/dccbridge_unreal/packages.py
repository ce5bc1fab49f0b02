"""The file of an asset's package, as the editor and source control see it."""

import os

from . import engine, source_control


def state(asset, path):
    """{"dirty", "read_only", "checked_out"}; what this editor cannot tell is left out."""
    told = {"dirty": engine.optional(lambda: _is_dirty(path))}
    file = engine.optional(lambda: str(engine.part("SystemLibrary").get_system_path(asset)))
    if file and os.path.isfile(file):
        told["read_only"] = not os.access(file, os.W_OK)
    if source_control.is_on():
        # A question to the provider may take its time: a file that is read-only is not checked out, whatever the answer would be.
        told["checked_out"] = False if told.get("read_only") else source_control.is_checked_out(path)
    return {name: value for name, value in told.items() if value is not None}


def _is_dirty(path):
    dirty = engine.part("EditorLoadingAndSavingUtils").get_dirty_content_packages() or []
    return any(str(package.get_path_name()).upper() == path.upper() for package in dirty)
