"""The project that the stand-in module `unreal` plays, and the faults that tests switch on."""

import json
import os
import shutil
import struct
import tempfile
import weakref


class Project:
    """Assets by package path, folders on disk, and what went wrong or was said."""

    def __init__(self):
        self.assets = {}
        self.faults = set()
        self.log = []
        self.loads = []
        self.saves = []
        self.shown = []
        self.checked_out = []
        self.transactions = []
        self.open_transactions = 0
        self.playing = False
        self.source_control = False
        self.registry_metadata = False
        self.objects = {}
        self.defaults = {}
        self.dirty = []
        self.files = {}
        self.queried = []
        self.ticks = {}
        self.frame = 1
        self.notifications = []
        self.running_task = None
        self.waiting_tasks = []
        self.interchange_returns_objects = True
        self.keeps_slots = False
        self.folder = tempfile.mkdtemp(prefix="dccbridge_unreal_")
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def add(self, asset):
        """Puts an asset into the project."""
        self.assets[asset.path.upper()] = asset
        return asset

    def find(self, path):
        """The asset of a package or object path, None where there is none."""
        return self.assets.get(str(path).split(".")[0].upper())

    def fault(self, name):
        """Whether a fault is switched on."""
        return name in self.faults


project = Project()


def reset():
    """An empty project without faults."""
    global project
    project = Project()
    return project


def fault(name):
    """Switches a fault on: import_makes_nothing, import_fails, import_renames, save_fails, delete_fails, rename_fails,
    import_resets, rename_fails_for:<path>, load_fails, objects_gone, tools_missing, checkout_fails, interchange_takes_nothing, odd_facts, still_loading, tasks_cannot_fail."""
    project.faults.add(name)


def names_of_gltf(file):
    """Names of nodes with meshes and of materials, as an importer would make assets of them."""
    with open(file, "rb") as stream:
        data = stream.read()
    if data[:4] == b"glTF":
        length = struct.unpack("<I", data[12:16])[0]
        data = data[20:20 + length]
    document = json.loads(data)
    return [entry.get("name", "Material") for entry in document.get("materials", [])]


def size_of_png(file):
    """Width and height of a PNG."""
    with open(file, "rb") as stream:
        head = stream.read(24)
    return struct.unpack(">II", head[16:24])


def stem(file):
    """Name of a file without folders and ending."""
    return os.path.splitext(os.path.basename(file))[0]
