"""The add-on in Maya."""
