"""The side-car of an export: from which scene and nodes a file was made, so that a finding leads back to them."""

import datetime
import hashlib
import json
import os

SUFFIX = ".dccbridge.json"
VERSION = 1
MOST_BYTES = 1024 * 1024


def path_of(export):
    """The side-car of an exported file."""
    return export + SUFFIX


def write(export, dcc, application, scene, unit_meters, up_axis, format, options, nodes, materials):
    """Writes it beside the export, whole or not at all.

    nodes: dictionaries with name, path, uuid, shape, materials. materials: dictionaries with name, textures.
    Gives the path and a list of warnings.
    """
    warnings = []
    document = {
        "version": VERSION,
        "dcc": dcc,
        "application": application,
        "scene": scene,
        "exportedAt": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "file": os.path.basename(export),
        "sha256": sha256(export),
        "unitMeters": unit_meters,
        "upAxis": up_axis,
        "exporter": {"format": format, "options": options},
        "nodes": list(nodes),
        "materials": list(materials),
    }
    content = _bytes(document)
    kept = len(document["nodes"])
    while len(content) > MOST_BYTES and kept:
        kept //= 2
        document["nodes"] = document["nodes"][:kept]
        content = _bytes(document)
    if kept < len(nodes):
        warnings.append("The side-car holds %d of %d nodes: findings about the others lead to them by name only." % (kept, len(nodes)))
    path = path_of(export)
    temporary = path + ".tmp"
    try:
        with open(temporary, "wb") as file:
            file.write(content)
        os.replace(temporary, path)
    except OSError:
        if os.path.exists(temporary):
            os.remove(temporary)
        raise
    return path, warnings


def sha256(path):
    """SHA-256 of a file, in lower-case hexadecimal."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def _bytes(document):
    # Half of a surrogate pair (a file name that is no UTF-8) has no place in UTF-8: it becomes a question mark.
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=str).encode("utf-8", "replace")
