"""Scales a GLB file: Blender's exporter takes each unit of a scene for a metre, whatever the scene's unit is."""

import json
import struct

MAGIC = 0x46546C67
JSON = 0x4E4F534A
BIN = 0x004E4942
FLOAT = 5126
# Positions lie in a form of their own there.
PACKED = {"KHR_draco_mesh_compression", "KHR_mesh_quantization", "EXT_mesh_gpu_instancing", "EXT_meshopt_compression"}


def scale(path, factor):
    """Makes all lengths in it so many times as long, in place. Gives warnings."""
    with open(path, "rb") as file:
        magic, version, length = struct.unpack("<III", file.read(12))
        document, binary = None, bytearray()
        while True:
            head = file.read(8)
            if len(head) < 8:
                break
            size, kind = struct.unpack("<II", head)
            content = file.read(size)
            if kind == JSON:
                document = json.loads(content.decode("utf-8"))
            elif kind == BIN:
                binary = bytearray(content)
    if magic != MAGIC or version != 2 or document is None:
        raise ValueError("The exporter wrote no GLB of version 2.")
    if PACKED & set(document.get("extensionsUsed", ())):
        warnings = _scale_roots(document, factor)
    else:
        warnings = []
        _scale_nodes(document, factor)
        _scale_numbers(document, binary, factor)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<II", len(text), JSON) + text
    if binary:
        chunks += struct.pack("<II", len(binary), BIN) + binary
    with open(path, "wb") as file:
        file.write(struct.pack("<III", MAGIC, 2, 12 + len(chunks)) + chunks)
    return warnings


def _scale_nodes(document, factor):
    """Where nodes are. Their own scale stays: one that is left on a node is a fault of the model."""
    for node in document.get("nodes", ()):
        if "matrix" in node:
            node["matrix"][12:15] = [value * factor for value in node["matrix"][12:15]]
        if "translation" in node:
            node["translation"] = [value * factor for value in node["translation"]]


def _scale_numbers(document, binary, factor):
    """Positions, those of shape keys, the places of bones, and the ways of what is animated."""
    positions, matrices = set(), set()
    for mesh in document.get("meshes", ()):
        for primitive in mesh["primitives"]:
            for attributes in [primitive["attributes"]] + primitive.get("targets", []):
                if "POSITION" in attributes:
                    positions.add(attributes["POSITION"])
    for animation in document.get("animations", ()):
        positions.update(animation["samplers"][channel["sampler"]]["output"] for channel in animation["channels"] if channel["target"]["path"] == "translation")
    matrices.update(skin["inverseBindMatrices"] for skin in document.get("skins", ()) if "inverseBindMatrices" in skin)
    done = set()
    for index in positions:
        accessor = document["accessors"][index]
        for bound in ("min", "max"):
            if bound in accessor:
                accessor[bound] = [value * factor for value in accessor[bound]]
        _scale_accessor(document, binary, accessor, 3, (0, 1, 2), factor, done)
    for index in matrices:
        _scale_accessor(document, binary, document["accessors"][index], 16, (12, 13, 14), factor, done)


def _scale_accessor(document, binary, accessor, width, columns, factor, done):
    import numpy  # the exporter needs it too

    if accessor["componentType"] != FLOAT:
        raise ValueError("The exporter wrote positions that are no floats.")
    places = []
    if "bufferView" in accessor:
        places.append((accessor["bufferView"], accessor.get("byteOffset", 0), accessor["count"]))
    if "sparse" in accessor:
        values = accessor["sparse"]["values"]
        places.append((values["bufferView"], values.get("byteOffset", 0), accessor["sparse"]["count"]))
    for view, offset, count in places:
        view = document["bufferViews"][view]
        begin, stride = view.get("byteOffset", 0) + offset, view.get("byteStride", 4 * width)
        if count == 0 or begin in done:
            # Two accessors may share their numbers.
            continue
        done.add(begin)
        numbers = numpy.ndarray((count, width), numpy.dtype("<f4"), binary, begin, (stride, 4))
        numbers[:, columns] *= factor


def _scale_roots(document, factor):
    """What hangs from the scenes' roots, by their scale."""
    roots = {root for scene in document.get("scenes", []) for root in scene.get("nodes", [])}
    for root in roots:
        node = document["nodes"][root]
        if "matrix" in node:
            node["matrix"] = [value * factor if index % 4 < 3 else value for index, value in enumerate(node["matrix"])]
            continue
        node["translation"] = [value * factor for value in node.get("translation", (0, 0, 0))]
        node["scale"] = [value * factor for value in node.get("scale", (1, 1, 1))]
    moved = {channel["target"].get("node") for animation in document.get("animations", []) for channel in animation["channels"]}
    if moved & roots:
        return ["The scene's unit is %g m and its roots are animated, which a packed GLB cannot hold together. Send it as FBX, or export without compression." % factor]
    return ["The scene's unit is %g m, which in a compressed GLB becomes the scale of its root nodes. Export without compression, or set the unit scale to 1." % factor]
