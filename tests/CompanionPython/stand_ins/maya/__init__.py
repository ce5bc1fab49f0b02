"""A stand-in for Maya's module: a scene in memory, with the flags of maya.cmds that the add-on uses."""

