"""Substance 3D Painter's project, for the operations of dccbridge.core.operations. Painter has no nodes: what can be selected are texture sets."""

import os

import substance_painter.export
import substance_painter.project as project
import substance_painter.textureset as textureset

from ..core import sidecar
from ..core.failure import Failure, refused

KIND = "painter"
FORMATS = ("textures",)
PRESET = "Unreal Engine (Packed)"


def application():
    """Name and version as people say them."""
    return "Substance Painter " + version()


def version():
    """Painter's version; its Python tells it from 7.2 on."""
    try:
        import substance_painter.application

        return substance_painter.application.version()
    except (ImportError, AttributeError):
        return ""


def info():
    """What runs and what is open."""
    is_open = project.is_open()
    return {
        "kind": KIND,
        "version": version(),
        "scene": scene_file(),
        "unsaved": bool(project.needs_saving()) if is_open else False,
        "unitMeters": None,
        "upAxis": None,
        "pid": os.getpid(),
    }


def scene_file():
    """The .spp file, absolute; None when none is open or it was never saved."""
    path = project.file_path() if project.is_open() else None
    return os.path.abspath(path) if path else None


def selection():
    """The active texture set."""
    return [_node(textureset.get_active_stack().material())] if project.is_open() else []


def _node(texture_set):
    name = texture_set.name() if callable(texture_set.name) else texture_set.name
    return {"name": name, "path": None, "uuid": None, "type": "textureSet"}


def select(nodes):
    """Makes the first texture set of these names the active one: Painter has one at a time."""
    if not project.is_open():
        raise refused("No project is open in Substance Painter. Open it there, then try again.")
    sets = {_node(texture_set)["name"]: texture_set for texture_set in textureset.all_texture_sets()}
    known = [wanted for wanted in nodes if wanted["name"] in sets]
    if known:
        textureset.set_active_stack(sets[known[0]["name"]].all_stacks()[0])
    return {"found": [_node(sets[wanted["name"]]) for wanted in known[:1]], "missing": [wanted for wanted in nodes if wanted not in known[:1]]}


def open_file(path, discard):
    """Opens a project in place of the open one."""
    if project.is_open():
        if project.needs_saving() and not discard:
            raise refused("The project in Substance Painter has changes that are not saved. Save it there, then try again.")
        project.close()
    project.open(path)


def export(folder, name, format, whole_scene, options):
    """Exports the textures of the active texture set, or of all."""
    if not project.is_open():
        raise refused("No project is open in Substance Painter. Open it there, then try again.")
    names = [_node(texture_set)["name"] for texture_set in textureset.all_texture_sets()] if whole_scene else [item["name"] for item in selection()]
    config = {
        "exportPath": folder,
        "exportShaderParams": False,
        "defaultExportPreset": options.pop("preset", None) or _preset(),
        "exportList": [{"rootPath": texture_set} for texture_set in names],
        "exportParameters": [{"parameters": dict({"fileFormat": "png", "paddingAlgorithm": "infinite"}, **options)}],
    }
    result = substance_painter.export.export_project_textures(config)
    if result.status != substance_painter.export.ExportStatus.Success:
        raise Failure("failed", "Substance Painter's export failed: %s" % result.message)
    files = [os.path.abspath(file) for textures in result.textures.values() for file in textures]
    if not files:
        raise Failure("failed", "Substance Painter exported no texture: the preset '%s' has no maps for these texture sets." % config["defaultExportPreset"])
    warnings = []
    nodes = [{"name": texture_set, "path": None, "uuid": None, "shape": None, "materials": [texture_set]} for texture_set in names]
    for file in files:
        # A texture set is a material of the mesh; textures have neither unit nor axis, so those of Unreal stand there.
        _, more = sidecar.write(file, KIND, application(), scene_file(), 0.01, "Z", format, {"preset": config["defaultExportPreset"]}, nodes, [{"name": texture_set, "textures": files} for texture_set in names])
        warnings += more
    return {"file": files[0], "sidecar": sidecar.path_of(files[0]), "moreFiles": files[1:], "warnings": warnings}


def _preset():
    import substance_painter.resource

    return substance_painter.resource.ResourceID(context="starter_assets", name=PRESET).url()
