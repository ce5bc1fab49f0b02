"""The part of DccBridge that runs in Unreal's Python: one call in, one JSON document out."""

from .entry import call

__all__ = ["call"]

# Which build of the scripts this is; the plugin sets it when it installs them.
STAMP = ""
