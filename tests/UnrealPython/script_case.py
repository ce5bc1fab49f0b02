"""What the tests of the scripts share: a call, files with names in them, and the stand-in's project, new for each test."""

import base64
import json
import os
import struct
import unittest

import dccbridge_unreal
import unreal_project

HASH = "ab" * 32


def send(name, **args):
    """One call; checks what holds for every answer."""
    request = base64.b64encode(json.dumps({"call": name, "args": args}).encode("utf-8")).decode("ascii")
    text = dccbridge_unreal.call(request)
    assert isinstance(text, str) and text.isascii() and "'" not in text and "\n" not in text, text
    return json.loads(text)


def glb(document):
    """A GLB with nothing but its JSON."""
    body = json.dumps(document).encode("utf-8")
    body += b" " * (-len(body) % 4)
    return b"glTF" + struct.pack("<III4s", 2, 20 + len(body), len(body), b"JSON") + body


def unreal_enumerator(name):
    """An enumerator of a class that the stand-in does not list in full."""
    return type("Enumerator", (), {"name": name})()


def fbx(version):
    """A binary FBX file with nothing but its names."""
    wide = version >= 7500

    def record(name, properties, children, start):
        body = b"".join(properties)
        head = 25 if wide else 13
        at = start + head + len(name) + len(body)
        nested = b""
        for child in children:
            nested += record(*child, at + len(nested))
        if children:
            nested += b"\0" * head
        return struct.pack("<QQQB" if wide else "<IIIB", at + len(nested), len(properties), len(body), len(name)) + name + body + nested

    def text(value):
        return b"S" + struct.pack("<I", len(value)) + value

    def number(value):
        return b"L" + struct.pack("<q", value)

    objects = [
        (b"Geometry", [number(1), text(b"Mesh\x00\x01Geometry"), text(b"Mesh")], []),
        (b"Model", [number(2), text("Kiste\x00\x01Model".encode()), text(b"Mesh")], []),
        (b"Model", [number(3), text(b"UCX_Kiste\x00\x01Model"), text(b"Mesh")], []),
        (b"Model", [number(4), text(b"Group\x00\x01Model"), text(b"Null")], []),
        (b"Material", [number(5), text(b"M_Holz\x00\x01Material"), text(b"")], []),
    ]
    data = b"Kaydara FBX Binary  \x00\x1a\x00" + struct.pack("<I", version)
    for top in ((b"FBXHeaderExtension", [], [(b"Creator", [text(b"Blender - 4.2")], [])]), (b"Objects", [], objects)):
        data += record(*top, len(data))
    return data + b"\0" * 64


CRATE = {
    "asset": {"version": "2.0", "generator": "Khronos glTF Blender I/O v3.4.50"},
    "nodes": [{"name": "Crate", "mesh": 0}, {"name": "Empty"}],
    "materials": [{"name": "M_Wood"}],
}


class ScriptTests(unittest.TestCase):
    def setUp(self):
        self.project = unreal_project.reset()

    def code_of(self, answer):
        self.assertEqual(list(answer), ["error"], answer)
        return answer["error"]["code"]

    def file(self, content, name="upload"):
        path = os.path.join(self.project.folder, name)
        with open(path, "wb") as stream:
            stream.write(content)
        return path

    def send_import(self, content, file_name, destination="/Game/Props/SM_Crate", update=False, file_hash=HASH):
        return send("assets.import", destination=destination, file_name=file_name, file=self.file(content), hash=file_hash, source="C:/Users/Jörg/Crate.glb", update=update)
