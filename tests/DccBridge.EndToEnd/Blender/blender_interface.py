"""Runs in a Blender with a user interface: enables the add-on as a user does, and says so. Arguments: the folder above the package, "code" to allow code."""

import os
import sys
import traceback

import addon_utils
import bpy

folder, allow = sys.argv[sys.argv.index("--") + 1:]
sys.path.insert(0, folder)


def begin():
    try:
        enable()
    except BaseException:
        traceback.print_exc()
        # A timer's failure would leave Blender open.
        os._exit(1)


def enable():
    assert addon_utils.enable("dccbridge", default_set=True) is not None
    bpy.context.preferences.addons["dccbridge"].preferences.allow_code = allow == "code"
    print("DccBridge: the add-on is enabled, process %d" % os.getpid(), flush=True)


bpy.context.preferences.view.show_splash = False

# Once the user interface is up: an add-on that is enabled before has no window.
bpy.app.timers.register(begin, first_interval=0.1)
