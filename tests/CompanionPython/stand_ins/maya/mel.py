"""Stand-in for maya.mel: keeps the commands, and exports as the FBX plug-in does."""

import re

from . import cmds

lines = []
failure = []
variables = {"gMainWindow": "MayaWindow", "gShelfTopLevel": "ShelfLayout"}


def eval(line):  # noqa: A001 (its name in Maya)
    lines.append(line)
    if failure:
        raise RuntimeError(failure[0])
    # An assignment gives its value.
    match = re.fullmatch(r"\$\w+ = \$(\w+)", line)
    if match:
        return variables[match.group(1)]
    match = re.fullmatch(r'FBXExport -f "(.*)" -s', line)
    if match:
        cmds.export(match.group(1))
