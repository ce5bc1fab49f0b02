"""What a glTF file says of where it came from. Reads names only; geometry is Unreal's business."""

import json
import struct

from .failure import Failure

# Most bytes of the JSON part: far above what exporters write, far below what would stall the editor.
MAX_JSON = 64 * 1024 * 1024


def read(file, file_name):
    """{"Dcc", "Nodes", "Materials"} as metadata values, for a .gltf or .glb file; fails where it is malformed or not whole."""
    document = _document(file, file_name)
    for kind in ("buffers", "images"):
        for entry in document.get(kind) or []:
            uri = entry.get("uri") if isinstance(entry, dict) else None
            if isinstance(uri, str) and not uri.startswith("data:"):
                raise Failure("unsupported_file", "\"%s\" needs \"%s\" beside it, and one file is sent at a time. Export as .glb, or with embedded data." % (file_name, uri[:120]))

    generator = (document.get("asset") or {}).get("generator")
    return {
        "Dcc": generator[:512] if isinstance(generator, str) else "",
        "Nodes": _names(node for node in document.get("nodes") or [] if isinstance(node, dict) and "mesh" in node),
        "Materials": _names(material for material in document.get("materials") or [] if isinstance(material, dict)),
    }


def _names(entries):
    names = [entry["name"] for entry in entries if isinstance(entry.get("name"), str)]
    return json.dumps(names[:1000], ensure_ascii=False) if names else ""


def _document(file, file_name):
    with open(file, "rb") as stream:
        head = stream.read(20)
        if head[:4] == b"glTF":
            if len(head) < 20:
                raise _malformed(file_name, len(head), "the file ends in its header")
            _, version, _, length, kind = struct.unpack("<4sIIII", head)
            if version != 2 or kind != 0x4E4F534A or length > MAX_JSON:
                raise _malformed(file_name, 4, "it is not glTF 2.0 with JSON first")
            text = stream.read(length)
            if len(text) != length:
                raise _malformed(file_name, 20 + len(text), "the file ends in its JSON")
        else:
            text = head + stream.read(MAX_JSON)
    try:
        document = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _malformed(file_name, getattr(error, "pos", 0), "its JSON cannot be read") from error
    if not isinstance(document, dict) or not isinstance(document.get("asset", {}), dict):
        raise _malformed(file_name, 0, "its JSON is no glTF document")
    return document


def _malformed(file_name, offset, why):
    return Failure("malformed_file", "\"%s\" is malformed at byte %d: %s. Export it again." % (file_name, offset, why))
