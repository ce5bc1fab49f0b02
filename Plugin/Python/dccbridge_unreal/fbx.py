"""What a binary FBX file says of where it came from. Reads names only, never geometry; what it cannot read it leaves out, since the file is Unreal's to judge.

Layout, from Blender's published notes on the format: 27 bytes of header with the version, then records of end offset, number of properties,
length of properties (each 32 bits, from version 7500 on 64), length of name, name, properties, nested records.
"""

import json
import os
import struct

_MAGIC = b"Kaydara FBX Binary  \x00\x1a\x00"

# Most records that are looked at, and most bytes of a name: far above what exporters write, far below what would stall the editor.
_MAX_RECORDS = 200000
_MAX_NAME = 1024
_MAX_LISTED = 1000


def read(file):
    """{"Dcc", "Nodes", "Materials"} as metadata values; empty ones where the file does not say, {} where it is no binary FBX file."""
    with open(file, "rb") as stream:
        head = stream.read(27)
        if len(head) < 27 or not head.startswith(_MAGIC):
            return {}
        try:
            return _read(_Records(stream, struct.unpack("<I", head[23:])[0], os.fstat(stream.fileno()).st_size))
        except (struct.error, ValueError):
            return {}


def _read(records):
    dcc, nodes, materials = "", [], []
    for name, start, end in records.at(27, None):
        if name == b"FBXHeaderExtension":
            dcc = next((text for child, at, _ in records.at(start, end) if child == b"Creator" for text in records.texts(at)[:1]), "")
        elif name == b"Objects":
            for child, at, _ in records.at(start, end):
                if child in (b"Model", b"Material"):
                    texts = records.texts(at)
                    if child == b"Material" and texts:
                        materials.append(texts[0])
                    elif len(texts) > 1 and texts[1] == "Mesh":
                        nodes.append(texts[0])
    return {"Dcc": dcc[:512], "Nodes": _listed(nodes), "Materials": _listed(materials)}


def _listed(names):
    names = [name for name in dict.fromkeys(names) if name]
    return json.dumps(names[:_MAX_LISTED], ensure_ascii=False) if names else ""


class _Records:
    def __init__(self, stream, version, size):
        self._stream, self._size = stream, size
        self._head = struct.Struct("<QQQB" if version >= 7500 else "<IIIB")
        self._left = _MAX_RECORDS
        self._properties = {}

    def at(self, start, end):
        """(name, offset of the nested records, end) of each record from an offset on; `texts` of that offset reads its properties."""
        end = self._size if end is None else end
        while start + self._head.size < end and self._left > 0:
            self._left -= 1
            self._stream.seek(start)
            stop, count, length, name_length = self._head.unpack(self._stream.read(self._head.size))
            if stop == 0:
                return
            properties = start + self._head.size + name_length
            if not properties + length <= stop <= end:
                raise ValueError("a record leaves its file")
            name = self._stream.read(name_length)
            self._properties[properties + length] = (properties, count)
            yield name, properties + length, stop
            self._properties.pop(properties + length, None)
            start = stop

    def texts(self, nested):
        """The texts among the first properties of a record, names without their class."""
        place, count = self._properties[nested]
        self._stream.seek(place)
        texts = []
        for _ in range(min(count, 3)):
            kind = self._stream.read(1)
            if kind == b"L":
                self._stream.seek(8, os.SEEK_CUR)
            elif kind == b"S":
                length = struct.unpack("<I", self._stream.read(4))[0]
                if length > _MAX_NAME:
                    raise ValueError("a name is too long")
                texts.append(self._stream.read(length).split(b"\x00\x01")[0].decode("utf-8", "replace"))
            else:
                break
        return texts
