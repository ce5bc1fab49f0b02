"""Where a user's sends go: content folder and project. Some DCCs keep no settings for an add-on; for them there is a small file in the companion's folder.

What the user left empty is what the studio set for all, by environment variables.
"""

import json
import os

from . import folders
from .failure import Failure, refused

MOST_CHARACTERS = 1024
MOST_BYTES = 64 * 1024
TO, EDITOR = "DCCBRIDGE_TO", "DCCBRIDGE_EDITOR"


def checked(to, editor):
    """Both as they are kept; refuses what no send could use."""
    to, editor = to.strip(), editor.strip()
    for name, text in (("content folder", to), ("part of the project's name", editor)):
        if len(text) > MOST_CHARACTERS:
            raise refused("The %s has %d characters; at most %d are allowed. Shorten it." % (name, len(text), MOST_CHARACTERS))
        if not text.isprintable():
            raise refused("The %s holds characters that cannot be shown, such as a line break. Type it anew." % name)
    if to and not to.startswith("/"):
        raise refused("The content folder must begin with '/', as in /Game/Props, and is '%s'. Write it so, or leave it empty." % to)
    return to, editor


def chosen(kind, environment=None):
    """Content folder and editor for a send from a DCC: the user's, else the studio's; empty when neither set any."""
    environment = os.environ if environment is None else environment
    to, editor = read(kind)
    return to or environment.get(TO) or "", editor or environment.get(EDITOR) or ""


def path_of(kind):
    """The file of a DCC."""
    return os.path.join(folders.state_folder(), "addon.%s.json" % kind)


def read(kind):
    """What the user set; empty texts when nothing was."""
    path = path_of(kind)
    try:
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return "", ""
    except OSError as error:
        raise refused("'%s' cannot be read (%s). Mend its rights, or delete it." % (path, error.strerror))
    try:
        if len(content) > MOST_BYTES:
            raise ValueError("more than %d bytes" % MOST_BYTES)
        document = json.loads(content.decode("utf-8"))
        if document["version"] == 1:
            return checked(document["to"], document["editor"])
    except KeyError as error:
        raise _damaged(path, "%s is missing" % error)
    except (Failure, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path, error)
    raise Failure("nonsense", "'%s' is of another version of this add-on. Run 'dccbridge install --dcc %s' again, or set the settings anew (menu Unreal > Settings)." % (path, kind))


def _damaged(path, why):
    return Failure("nonsense", "'%s' is damaged (%s). Set the settings anew (menu Unreal > Settings), or delete the file." % (path, why))


def write(kind, to, editor):
    """Keeps them, whole or not at all, for this user alone."""
    to, editor = checked(to, editor)
    path = path_of(kind)
    try:
        folders.private_folder(os.path.dirname(path))
        folders.write_private(path, json.dumps({"version": 1, "to": to, "editor": editor}, indent=2).encode("ascii"))
    except OSError as error:
        raise Failure("failed", "'%s' cannot be written: %s. Make room there, or mend the folder's rights; the settings are as before." % (path, error.strerror or error))
