"""The add-on in Blender. `register` and `unregister` are Blender's; `serve` is for `blender -b`."""


def register():
    """Puts the menus, the panel and the settings in place, and listens for the companion."""
    from . import interface

    interface.register()


def unregister():
    """Takes all of it away again."""
    from . import interface

    interface.unregister()


def serve(allows_code=False):
    """Serves the companion in `blender -b` until the process is asked to end.

    blender -b scene.blend --python-expr "import dccbridge.blender; dccbridge.blender.serve()"
    """
    from . import serving

    serving.serve(allows_code)
