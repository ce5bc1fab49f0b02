"""Source control, as far as the editor's own provider goes."""

from . import engine, registry
from .failure import Failure


def is_on():
    """Whether the editor has a provider that answers."""
    control = getattr(engine.module(), "SourceControl", None)
    return control is not None and bool(control.is_enabled()) and bool(control.is_available())


def check_out(args):
    """assets.checkout {paths}: {"checked_out": [...]}."""
    paths = engine.paths_arg(args)
    control = engine.part("SourceControl")
    if not control.is_enabled() or not control.is_available():
        raise Failure("editor_part_missing", "Source control is off in this editor. Connect it with the button \"Revision Control\" at the lower right.")
    for path in paths:
        registry.existing(path)
    if not control.check_out_files(paths, True):
        raise _refused(control)
    return {"checked_out": paths}


def check_out_or_add(paths):
    """Makes the files of packages writable, known to source control or not yet; fails with the provider's own words."""
    control = engine.part("SourceControl")
    if not control.check_out_or_add_files(paths, True):
        raise _refused(control)


def is_checked_out(path):
    """Whether a package is checked out here or marked for add; None when the provider cannot tell. Waits for the provider."""
    state = engine.optional(lambda: engine.part("SourceControl").query_file_state(path, True))
    if state is None or not engine.editor_property(state, "is_valid"):
        return None
    return bool(engine.editor_property(state, "is_checked_out")) or bool(engine.editor_property(state, "is_added"))


def _refused(control):
    return Failure("editor_script_failed", "Source control could not check out: %s Resolve it there and try again." % str(control.last_error_msg())[:500])
