"""Maya runs it at its start, because it lies in a module's scripts folder."""

import sys

if sys.version_info >= (3, 9):
    import maya.cmds as cmds

    # The main window is not there yet. Maya documents text here, which it runs among the user's own names: it adds but one that nobody else has.
    cmds.evalDeferred("import dccbridge.maya.menu; dccbridge.maya.menu.install()", lowestPriority=True)
