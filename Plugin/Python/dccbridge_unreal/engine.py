"""The way to the `unreal` module: parts that may be missing, objects that may be gone, play in editor."""

from .failure import Failure, invalid

_PLUGINS = {
    "EditorAssetLibrary": "Editor Scripting Utilities",
    "InterchangeManager": "Interchange Framework",
}


def module():
    """The `unreal` module itself."""
    try:
        import unreal
    except ImportError as error:
        raise Failure("editor_part_missing", "This Python is not that of an Unreal editor.") from error
    return unreal


def part(name):
    """A class or function of the module; a failure that names it where this editor has none."""
    found = getattr(module(), name, None)
    if found is None:
        plugin = _PLUGINS.get(name)
        hint = "Switch the plugin \"%s\" on under Edit > Plugins and restart the editor." % plugin if plugin else "It needs Unreal 5.4 or newer."
        raise Failure("editor_part_missing", "This editor has no %s for Python. %s" % (name, hint))
    return found


def subsystem(name):
    """An editor subsystem by its class name."""
    found = part("get_editor_subsystem")(part(name))
    if found is None:
        raise Failure("editor_part_missing", "The editor's %s is not running. Restart the editor." % name)
    return found


def is_gone(error):
    """Whether the wrapper of a destroyed object raised this. Unreal raises a plain Exception, so its text is all there is."""
    return "ObjectInstance is null" in str(error)


def optional(read):
    """What `read` returns; None where this engine version or this object has no such thing."""
    try:
        return read()
    except Exception as error:
        if is_gone(error):
            raise
        return None


def editor_property(thing, name):
    """An editor property by name, None where the class has none of that name."""
    return optional(lambda: thing.get_editor_property(name))


def is_playing():
    """Whether play-in-editor runs."""
    return bool(subsystem("LevelEditorSubsystem").is_in_play_in_editor())


def refuse_while_playing():
    """What changes assets has to wait while play-in-editor runs."""
    if is_playing():
        raise Failure("play_in_editor", "The editor is playing. Stop Play In Editor and try again.")


def refuse_while_loading():
    """What makes, moves or takes away assets has to know which there are."""
    if part("AssetRegistryHelpers").get_asset_registry().is_loading_assets():
        raise Failure("busy", "The editor is still looking through the project's files. Try again when it has found all assets.")


def transaction(description):
    """One step of the editor's undo history, for use with `with`."""
    return part("ScopedEditorTransaction")(description)


def log_error(text):
    """Writes to the output log; never raises."""
    try:
        part("log_error")(text)
    except Exception:  # noqa: B902 - there is nobody left to tell
        pass


def text_arg(args, name, most=4096):
    """A string of the arguments."""
    value = args.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= most:
        raise invalid("\"%s\" must be a text of 1 to %d characters." % (name, most))
    return value


def paths_arg(args, name="paths", most=1000):
    """A list of package paths of the arguments."""
    value = args.get(name)
    if not isinstance(value, list) or not 0 < len(value) <= most or not all(isinstance(path, str) and path for path in value):
        raise invalid("\"%s\" must be a list of 1 to %d package paths." % (name, most))
    return value
