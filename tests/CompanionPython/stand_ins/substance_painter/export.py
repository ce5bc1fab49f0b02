"""Page export."""

import enum
import os


class ExportStatus(enum.Enum):
    Success, Cancelled, Warning, Error = range(4)


class TextureExportResult:
    def __init__(self, status, message, textures):
        self.status, self.message, self.textures = status, message, textures


def export_project_textures(config):
    textures = {}
    for item in config["exportList"]:
        path = os.path.join(config["exportPath"], "T_%s_D.%s" % (item["rootPath"], config["exportParameters"][0]["parameters"]["fileFormat"]))
        with open(path, "wb") as stream:
            stream.write(b"\x89PNG")
        textures[(item["rootPath"], "")] = [path]
    return TextureExportResult(ExportStatus.Success, "", textures)
