"""The add-on in Houdini."""
