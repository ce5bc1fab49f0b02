"""Import of one file: Interchange where it takes the file, else an AssetImportTask. No dialog, whatever happens."""

import datetime
import errno
import json
import os
import shutil
import uuid

from . import assets, engine, fbx, gltf, metadata, registry, source_control
from .keeping import Kept
from .failure import Failure

_MESHES = ("StaticMesh", "SkeletalMesh")
_TEXTURES = ("Texture2D", "TextureCube")

# Ending -> classes that the main asset may have, whether Interchange is asked first, what the file begins with.
KINDS = {
    ".glb": (_MESHES, True, (b"glTF",)),
    ".gltf": (_MESHES, True, ()),
    ".fbx": (_MESHES, True, ()),
    ".obj": (_MESHES, True, ()),
    ".png": (_TEXTURES, False, (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": (_TEXTURES, False, (b"\xff\xd8\xff",)),
    ".jpeg": (_TEXTURES, False, (b"\xff\xd8\xff",)),
    ".tga": (_TEXTURES, False, ()),
    ".exr": (_TEXTURES, False, (b"\x76\x2f\x31\x01",)),
    ".hdr": (_TEXTURES, False, (b"#?RADIANCE", b"#?RGBE")),
    ".wav": (("SoundWave",), False, (b"RIFF", b"RF64", b"BW64")),
}


def import_file(args):
    """assets.import {destination, file_name, file, hash, source, update}: {"assets": [{path, class, action}]}, the main one first."""
    destination = engine.text_arg(args, "destination", 512)
    file_name = engine.text_arg(args, "file_name", 255)
    content = engine.text_arg(args, "file")
    mapping = {"Source": engine.text_arg(args, "source"), "Hash": engine.text_arg(args, "hash", 64)}
    ending = os.path.splitext(file_name)[1].lower()
    if ending not in KINDS:
        raise Failure("unsupported_file", "\"%s\" cannot be imported: DccBridge takes %s. Export it as one of these." % (file_name, ", ".join(sorted(KINDS))))

    classes, by_interchange, _ = KINDS[ending]
    engine.refuse_while_loading()
    existing = registry.find(destination)
    kept = None
    if existing is not None:
        kind = registry.class_name(existing)
        asset = metadata.load(destination)
        known = metadata.read(asset)
        if known.get("DccBridge.Hash") == mapping["Hash"] and known.get("DccBridge.Source") == mapping["Source"]:
            return {"assets": [{"path": registry.path_of(existing), "class": kind, "action": "unchanged"}]}
        if args.get("update") is not True:
            raise Failure("asset_exists", "\"%s\" exists. Ask for an update to overwrite it, or send \"%s\" to another path." % (destination, file_name))
        if kind not in classes:
            raise Failure("asset_exists", "\"%s\" is a %s and \"%s\" would make it a %s. Delete that asset first, or send the file to another path." % (destination, kind, file_name, classes[0]))

        kept = Kept(asset, kind)

    engine.refuse_while_playing()
    folder, _, name = destination.rpartition("/")
    staged = _stage(content, file_name, name + ending)
    try:
        mapping.update(_examine(staged, file_name, ending))
        if existing is not None and source_control.is_on():
            source_control.check_out_or_add([destination])
        return _import(staged, file_name, folder, name, classes, by_interchange, kept, mapping)
    finally:
        shutil.rmtree(os.path.dirname(staged), ignore_errors=True)


def _stage(content, file_name, staged_name):
    """A copy with the ending and the name that the importers look at: uploads have neither, and Interchange names assets after the file."""
    paths = engine.part("Paths")
    saved = str(paths.convert_relative_path_to_full(paths.project_saved_dir()))
    folder = os.path.join(saved, "DccBridge", "Import", uuid.uuid4().hex)
    staged = os.path.join(folder, staged_name)
    try:
        os.makedirs(folder)
        shutil.copyfile(content, staged)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise Failure("disk_full", "There is no room on the editor's disk for \"%s\". Make room and try again." % file_name) from error
        raise Failure("content_missing", "The uploaded content of \"%s\" cannot be read in the editor. Upload it again." % file_name) from error
    return staged


def _examine(staged, file_name, ending):
    """Refuses what is not what its ending says, before Unreal gets it; returns what the file says of itself."""
    signatures = KINDS[ending][2]
    with open(staged, "rb") as stream:
        head = stream.read(16)
    if not head or (signatures and not head.startswith(signatures)):
        raise Failure("malformed_file", "\"%s\" is malformed at byte 0: it does not begin as %s files do. Export it again." % (file_name, ending))
    if ending in (".glb", ".gltf"):
        return gltf.read(staged, file_name)
    return fbx.read(staged) if ending == ".fbx" else {}


def _import(staged, file_name, folder, name, classes, by_interchange, kept, mapping):
    destination, is_update = folder + "/" + name, kept is not None
    before = registry.packages_below(folder)
    try:
        named = _by_interchange(staged, folder, name, is_update) if by_interchange else None
        if named is None:
            named = _by_task(staged, folder, name, is_update)
        after = registry.packages_below(folder)
        made = sorted((named & after) | (after - before), key=str.upper)
        main = _main(made, destination, classes)
        if main is None:
            raise Failure("malformed_file", "Unreal made no %s of \"%s\"; the output log says why. Check the file, export it again." % (classes[0], file_name))
        if main.upper() != destination.upper():
            if is_update:
                raise Failure("editor_script_failed", "Unreal imported \"%s\" as \"%s\" and left \"%s\" as it was. Give the object in the DCC the asset's name, then export again." % (file_name, main, destination))
            assets.move(main, destination)
            made = [destination if path == main else path for path in made]
        return {"assets": _conclude(made, destination, before, kept, mapping)}
    except BaseException:
        _undo(folder, before)
        raise


def _by_interchange(staged, folder, name, is_update):
    """Packages that Interchange says it made; None where it does not take the file. Pipelines are those of the project's settings."""
    manager_class = getattr(engine.module(), "InterchangeManager", None)
    if manager_class is None:
        return None
    manager = manager_class.get_interchange_manager_scripted()
    source = manager_class.create_source_data(staged)
    can_translate = getattr(manager, "can_translate_source_data", None)
    if source is None or (can_translate is not None and not can_translate(source)):
        return None
    parameters = engine.part("ImportAssetParameters")()
    parameters.set_editor_property("is_automated", True)
    for option, value in (("replace_existing", is_update), ("destination_name", name)):
        engine.optional(lambda option=option, value=value: parameters.set_editor_property(option, value))
    # Up to 5.5 a truth value, later the objects or None. With a truth value nothing says which assets were updated: the
    # one of the asked name is, when it was there; what is new the registry tells in either case.
    result = manager.import_asset(folder, source, parameters)
    if result is True:
        return {folder + "/" + name}
    return {str(made.get_path_name()).split(".")[0] for made in result or [] if made is not None}


def _by_task(staged, folder, name, is_update):
    """Packages that an import task says it made."""
    task = engine.part("AssetImportTask")()
    options = {
        "filename": staged,
        "destination_path": folder,
        "destination_name": name,
        "automated": True,
        "replace_existing": is_update,
        "replace_existing_settings": False,
        "save": False,
        "async_": False,
    }
    for option, value in options.items():
        task.set_editor_property(option, value)
    tools = engine.part("AssetToolsHelpers").get_asset_tools()
    if tools is None:
        raise Failure("editor_part_missing", "The editor's asset tools are not running. Restart the editor.")
    tools.import_asset_tasks([task])
    return {str(path).split(".")[0] for path in task.get_editor_property("imported_object_paths") or []}


def _main(made, destination, classes):
    """The asset that the artist meant: the one of the asked name, else the first of a fitting class."""
    kinds = {path: registry.class_name(registry.existing(path)) for path in made}
    fitting = [path for path in made if kinds[path] in classes]
    return next((path for path in fitting if path.upper() == destination.upper()), fitting[0] if fitting else None)


def _conclude(made, destination, before, kept, mapping):
    """Writes the mapping to what was made, saves all of it in one go, and tells it."""
    made.sort(key=lambda path: (path.upper() != destination.upper(), path.upper()))
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    known = {path.upper() for path in before}
    loaded, told = [], []
    names = {}
    with engine.transaction("DccBridge: import"):
        for path in made:
            asset = metadata.load(path)
            tags_before = metadata.read(asset)
            if path.upper() != destination.upper() and path.upper() in known and "DccBridge.Source" not in tags_before:
                # It was there and is not of ours: what the importer did to it is not saved in anybody's name.
                continue
            revision = tags_before.get("DccBridge.Revision", "0")
            tags = {"DccBridge.ImportedAt": now, "DccBridge.Revision": str(int(revision) + 1 if revision.isdecimal() else 1)}
            if path.upper() == destination.upper():
                # First of all: its slots tell how the DCC calls the materials beside it.
                if kept is not None:
                    kept.restore(asset)
                names = _material_names(asset)
                tags.update({metadata.PREFIX + key: value for key, value in mapping.items()})
            else:
                # The nodes belong to the main asset; what lies beside it knows its file and, if it is a material, its own name there.
                named = names.get(path.upper())
                tags.update({metadata.PREFIX + key: mapping[key] for key in ("Source", "Hash", "Dcc") if key in mapping})
                tags[metadata.PREFIX + "Materials"] = json.dumps(named, ensure_ascii=False) if named else ""
            metadata.write(asset, tags)
            loaded.append(asset)
            data = registry.existing(path)
            told.append({"path": registry.path_of(data), "class": registry.class_name(data), "action": "updated" if path.upper() in known else "created"})
    metadata.save(loaded)
    return told


def _material_names(mesh):
    """By path, how the DCC calls the materials in the slots of a mesh."""
    names = {}
    for slot in engine.editor_property(mesh, "static_materials") or engine.editor_property(mesh, "materials") or []:
        name = str(engine.editor_property(slot, "imported_material_slot_name"))
        material = engine.editor_property(slot, "material_interface")
        if material is not None and name != "None":
            known = names.setdefault(str(material.get_path_name()).split(".")[0].upper(), [])
            if name not in known:
                known.append(name)
    return names


def _undo(folder, before):
    """Takes away what a failed import made. What it changed in assets that were there is not saved, and reloading brings it back."""
    try:
        for path in registry.packages_below(folder) - before:
            engine.subsystem("EditorAssetSubsystem").delete_asset(path)
    except Exception:  # noqa: B902 - the first failure is the one to tell
        engine.log_error("DccBridge: what a failed import made below %s could not be removed. Delete it by hand." % folder)
