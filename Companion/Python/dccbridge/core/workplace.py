"""A folder beside the target in which an exporter works: what was there stays whole until the new file is, and a full disk leaves nothing behind."""

import contextlib
import glob
import os
import shutil
import tempfile
import time

from . import sidecar
from .failure import Failure

PREFIX = ".dccbridge-"


@contextlib.contextmanager
def workplace(folder):
    """The folder; it goes with all that is in it."""
    for left in glob.glob(os.path.join(glob.escape(folder), PREFIX + "*")):
        # Of a DCC that was killed in the middle of an export.
        with contextlib.suppress(OSError):
            if time.time() - os.path.getmtime(left) > 24 * 3600:
                shutil.rmtree(left, ignore_errors=True)
    place = None
    try:
        place = tempfile.mkdtemp(prefix=PREFIX, dir=folder)
        yield place
    except OSError as error:
        raise Failure("failed", "The export to '%s' failed: %s. Make room there, or choose another folder." % (folder, error.strerror or error))
    finally:
        if place:
            shutil.rmtree(place, ignore_errors=True)


def put(made, target):
    """Brings an exported file and its side-car to their place."""
    os.replace(made, target)
    os.replace(sidecar.path_of(made), sidecar.path_of(target))
    return {"file": target, "sidecar": sidecar.path_of(target), "moreFiles": []}
