"""Scales a GLB file: Blender's exporter takes each unit of a scene for a metre, whatever the scene's unit is."""

import json
import struct

MAGIC = 0x46546C67
JSON = 0x4E4F534A


def scale(path, factor):
    """Scales all that hangs from the scenes' roots, in place. Gives warnings."""
    with open(path, "rb") as file:
        magic, version, length = struct.unpack("<III", file.read(12))
        size, kind = struct.unpack("<II", file.read(8))
        if magic != MAGIC or version != 2 or kind != JSON:
            raise ValueError("The exporter wrote no GLB of version 2.")
        document = json.loads(file.read(size).decode("utf-8"))
        rest = file.read()
    roots = {root for scene in document.get("scenes", []) for root in scene.get("nodes", [])}
    for root in roots:
        node = document["nodes"][root]
        if "matrix" in node:
            node["matrix"] = [value * factor if index % 4 < 3 else value for index, value in enumerate(node["matrix"])]
            continue
        node["translation"] = [value * factor for value in node.get("translation", (0, 0, 0))]
        node["scale"] = [value * factor for value in node.get("scale", (1, 1, 1))]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 4)
    with open(path, "wb") as file:
        file.write(struct.pack("<III", MAGIC, 2, 20 + len(text) + len(rest)) + struct.pack("<II", len(text), JSON) + text + rest)
    moved = {channel["target"].get("node") for animation in document.get("animations", []) for channel in animation["channels"]}
    if moved & roots:
        return ["The scene's unit is %g m and its roots are animated, which a GLB cannot hold together. Send it as FBX, or set the unit scale to 1." % factor]
    return []
