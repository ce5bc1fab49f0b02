"""Where the companion keeps its files on this machine."""

import os
import sys

from .failure import refused


def state_folder(environment=None, platform=None):
    """The companion's folder: DCCBRIDGE_HOME, else that of the system for such files."""
    environment = os.environ if environment is None else environment
    platform = sys.platform if platform is None else platform
    chosen = environment.get("DCCBRIDGE_HOME")
    if chosen:
        if not os.path.isabs(chosen):
            raise refused("The environment variable DCCBRIDGE_HOME must hold an absolute path, and holds '%s'. Set it to one, or remove it." % chosen)
        return chosen
    home = os.path.expanduser("~")
    if platform == "win32":
        return os.path.join(environment.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local"), "DccBridge")
    if platform == "darwin":
        return os.path.join(home, "Library", "Application Support", "DccBridge")
    state = environment.get("XDG_STATE_HOME")
    # The XDG specification says that a relative path is to be ignored.
    return os.path.join(state if state and os.path.isabs(state) else os.path.join(home, ".local", "state"), "dccbridge")


def private_folder(path):
    """Makes a folder that only this user can read, with those above it."""
    os.makedirs(path, mode=0o700, exist_ok=True)
    return path


def write_private(path, content):
    """Writes a file whole or not at all; only this user can read it, from the first byte on."""
    temporary = "%s.%d.tmp" % (path, os.getpid())
    if os.path.lexists(temporary):
        os.remove(temporary)
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        os.replace(temporary, path)
    except BaseException:
        if os.path.lexists(temporary):
            os.remove(temporary)
        raise


def exports_folder():
    """Where exports go that are made only to be sent, and whose scene was never saved."""
    return private_folder(os.path.join(state_folder(), "exports"))
