"""Maya runs it at its start, because it lies in a module's scripts folder."""

import sys

if sys.version_info >= (3, 9):
    import maya.cmds as cmds

    def _dccbridge():
        from dccbridge.maya import menu

        menu.install()

    # The main window is not there yet.
    cmds.evalDeferred(_dccbridge, lowestPriority=True)
