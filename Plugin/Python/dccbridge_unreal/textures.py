"""Settings of textures by the names that cross to the plugin, and by Unreal's."""

from . import engine
from .failure import invalid

CLASSES = ("Texture2D", "TextureCube")

_COMPRESSIONS = {
    "Default": "TC_DEFAULT",
    "NormalMap": "TC_NORMALMAP",
    "Masks": "TC_MASKS",
    "Grayscale": "TC_GRAYSCALE",
    "UserInterface": "TC_EDITOR_ICON",
    "Hdr": "TC_HDR",
}


def setting(name, value):
    """(editor property, its value) of "Srgb", "Compression" or "LodGroup" and a text."""
    if name == "Srgb" and value in ("True", "False"):
        return "srgb", value == "True"
    if name == "Compression" and value in _COMPRESSIONS:
        return "compression_settings", getattr(engine.part("TextureCompressionSettings"), _COMPRESSIONS[value])
    if name == "LodGroup":
        return "lod_group", _group(value)
    raise invalid("A texture has no setting \"%s\" that could be \"%s\"." % (name[:64], value[:64]))


def _group(name):
    """The texture group "WorldNormalMap", which Python calls TEXTUREGROUP_WORLD_NORMAL_MAP."""
    groups = engine.part("TextureGroup")
    wanted = ("TEXTUREGROUP_" + name).replace("_", "").upper()
    for member in dir(groups):
        if member.replace("_", "").upper() == wanted:
            return getattr(groups, member)
    raise invalid("This editor has no texture group \"%s\"." % name[:64])
