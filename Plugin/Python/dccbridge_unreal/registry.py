"""What the asset registry knows, without loading anything."""

import uuid

from . import engine
from .failure import Failure, invalid

ROOT = "/Game"

# Characters of tags after which a page ends, whatever was asked for: escaped it is at most six times as long, and an answer has a cap.
MAX_PAGE = 2 * 1024 * 1024

# One asset per file of these folders belongs to an actor of a level: no asset that a person names or sees.
_ACTOR_FOLDERS = ("/__ExternalActors__/", "/__ExternalObjects__/")

_TAGS = {
    "StaticMesh": ("Triangles", "Vertices", "UVChannels", "Materials", "CollisionPrims", "LODs"),
    "SkeletalMesh": ("Triangles", "Vertices", "Bones", "Skeleton"),
    "Texture2D": ("Dimensions", "HasAlphaChannel", "Format", "SRGB", "CompressionSettings", "LODGroup"),
    "SoundWave": ("Duration", "SampleRate", "NumChannels"),
    "MaterialInstanceConstant": ("Parent",),
}

METADATA_TAGS = (
    "DccBridge.Hash",
    "DccBridge.Source",
    "DccBridge.Dcc",
    "DccBridge.Nodes",
    "DccBridge.Materials",
    "DccBridge.ImportedAt",
    "DccBridge.Revision",
)


class _Snapshot:
    """The list that is being paged through: sorted once, so that a page costs its own length only. One at a time."""

    def __init__(self):
        self.id = None
        self.entries = []


_snapshot = _Snapshot()


def registry():
    """The asset registry."""
    return engine.part("AssetRegistryHelpers").get_asset_registry()


def class_name(data):
    """Short class name ("StaticMesh")."""
    return str(data.asset_class_path.asset_name)


def path_of(data):
    """Package path ("/Game/Props/SM_Crate")."""
    return str(data.package_name)


def find(path):
    """The asset data of a package's own asset; None where there is none. Unreal compares names without case."""
    found = registry().get_assets_by_package_name(path) or []
    return next((data for data in found if _is_asset(data)), None)


def existing(path):
    """The asset data of a package path, or a failure."""
    data = find(path)
    if data is None:
        raise Failure("asset_not_found", "There is no asset \"%s\" in this project. List the assets to see what there is." % path)
    return data


def packages_below(folder):
    """Package paths of all assets below a folder, as a set."""
    return {path_of(data) for data in registry().get_assets_by_path(folder, recursive=True) or [] if _is_asset(data)}


def described(data):
    """One asset as the registry knows it."""
    kind = class_name(data)
    tags = _values(data, _TAGS.get(kind, ()))
    described_asset = {"path": path_of(data), "class": kind, "tags": tags}
    # Metadata is in the registry only where the project lists the tags; the hash stands for all of them.
    if data.get_tag_value(METADATA_TAGS[0]):
        described_asset["metadata"] = _values(data, METADATA_TAGS)
    return described_asset


def references(path):
    """Package paths below the content root that a package uses."""
    options = engine.part("AssetRegistryDependencyOptions")(
        include_soft_package_references=True,
        include_hard_package_references=True,
        include_searchable_names=False,
        include_soft_management_references=False,
        include_hard_management_references=False,
    )
    found = registry().get_dependencies(path, options) or []
    return sorted({str(name) for name in found if str(name).startswith(ROOT + "/")})


def list_assets(args):
    """assets.list {under, offset, limit, snapshot?}: one page; `snapshot` of the answer asks for the next one."""
    under = engine.text_arg(args, "under", 512)
    offset, limit = args.get("offset"), args.get("limit")
    if not isinstance(offset, int) or offset < 0 or not isinstance(limit, int) or not 0 < limit <= 10000:
        raise invalid("\"offset\" must not be negative and \"limit\" be 1 to 10000.")

    if args.get("snapshot") is None:
        found = registry().get_assets_by_path(under.rstrip("/"), recursive=True) or []
        _snapshot.entries = sorted((data for data in found if _is_shown(data)), key=lambda data: path_of(data).upper())
        _snapshot.id = uuid.uuid4().hex
    elif args["snapshot"] != _snapshot.id:
        raise Failure("editor_script_failed", "Another list was begun meanwhile. List the assets again.")

    total = len(_snapshot.entries)
    page, size = [], 0
    for data in _snapshot.entries[offset:offset + limit]:
        page.append(described(data))
        size += sum(len(value) for value in page[-1]["tags"].values()) + sum(len(value) for value in page[-1].get("metadata", {}).values())
        if size > MAX_PAGE:
            break
    more = offset + len(page) < total
    answer = {"assets": page, "total": total, "snapshot": _snapshot.id if more else None}
    if not more:
        _snapshot.id, _snapshot.entries = None, []
    return answer


def _is_asset(data):
    return _is_shown(data) and not data.is_redirector()


def _is_shown(data):
    """Lists hold redirectors too: the rules speak of those that are left behind. No other function takes one for an asset."""
    path = path_of(data)
    return (
        str(data.asset_name).upper() == path[path.rfind("/") + 1:].upper()
        and not any(folder in path for folder in _ACTOR_FOLDERS)
    )


def _values(data, names):
    values = ((name, data.get_tag_value(name)) for name in names)
    return {name: str(value)[:65536] for name, value in values if value}
