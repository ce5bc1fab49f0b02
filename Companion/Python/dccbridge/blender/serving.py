"""The door for the companion in Blender: drained by a timer where there is a user interface, by a loop in `blender -b`."""

import atexit
import contextlib
import os
import signal

import bpy

from ..core.listener import Listener
from . import scene


class Door:
    """The one listener of this Blender. Blender's timers and add-ons are global, so its owner is the add-on's module."""

    def __init__(self):
        self.listener = None
        self.problem = None

    def open(self, allows_code, folder=None):
        """Listens; a failure is kept in `problem`, because an add-on must be usable without it."""
        if self.listener:
            return
        try:
            self.listener = Listener(scene, allows_code, folder).start()
            self.problem = None
        except OSError as error:
            self.problem = "The companion cannot reach this Blender (%s). Restart Blender, or set DCCBRIDGE_HOME to a folder that can be written." % error
            return
        # Blender ends without disabling its add-ons.
        atexit.register(self.close)
        if not bpy.app.background:
            bpy.app.timers.register(self._tick, first_interval=0.05, persistent=True)

    def close(self):
        """Stops listening and removes the endpoint file."""
        if not self.listener:
            return
        self.listener.stop()
        self.listener = None
        atexit.unregister(self.close)
        if not bpy.app.background and bpy.app.timers.is_registered(self._tick):
            bpy.app.timers.unregister(self._tick)

    def _tick(self):
        if not self.listener:
            return None
        done = self.listener.pump()
        # Quick while somebody is there, nearly free while nobody is.
        return 0.0 if done else 0.03 if self.listener.is_connected else 0.25


def serve(allows_code=False, folder=None):
    """For `blender -b`, where no timer fires: serves until the process is asked to end (Ctrl-C, SIGTERM). For farm machines and tests."""
    listener = Listener(scene, lambda: allows_code, folder)
    stopping = []

    def stop(number, frame):
        stopping.append(number)

    handlers = [(number, signal.signal(number, stop)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        listener.start()
        print("DccBridge: %s listens on 127.0.0.1:%d, process %d" % (listener.application, listener.port, os.getpid()), flush=True)
        while not stopping:
            listener.pump(wait=0.2)
    finally:
        listener.stop()
        for number, handler in handlers:
            with contextlib.suppress(TypeError):
                signal.signal(number, handler)
