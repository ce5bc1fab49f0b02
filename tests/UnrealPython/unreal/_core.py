"""Names, objects and structures. The signatures are those of Epic's Unreal Python API reference (class pages, 5.4 to 5.7)."""

import unreal_project


class Name:
    """Page Name: a case-insensitive identifier; it is no str, and becomes one only through str()."""

    def __init__(self, text="None"):
        self._text = str(text)

    def __str__(self):
        return self._text

    def __eq__(self, other):
        return str(self).upper() == str(other).upper()

    def __hash__(self):
        return hash(self._text.upper())


class Text(Name):
    """Page Text."""


class Array(list):
    """Page Array."""


class _Properties:
    """Page _ObjectBase: get_editor_property(name), set_editor_property(name, value); unknown names raise."""

    PROPERTIES = {}

    def __init__(self, **values):
        self._values = {name: default for name, default in self.PROPERTIES.items()}
        for name, value in values.items():
            self.set_editor_property(name, value)

    def get_editor_property(self, name):
        """Page _ObjectBase."""
        if name not in self._values:
            raise Exception("%s: Failed to find property '%s' for attribute '%s' on '%s'" % (type(self).__name__, name, name, type(self).__name__))
        return self._values[name]

    def set_editor_property(self, name, value, notify_mode=None):
        """Page _ObjectBase."""
        if name not in self._values:
            raise Exception("%s: Failed to find property '%s' for attribute '%s' on '%s'" % (type(self).__name__, name, name, type(self).__name__))
        self._values[name] = value


class StructBase(_Properties):
    """Page StructBase."""


class Vector:
    """Page Vector: x, y, z."""

    def __init__(self, x=0.0, y=0.0, z=0.0):
        self.x, self.y, self.z = x, y, z


class Box:
    """Page Box: min, max."""

    def __init__(self, min=None, max=None):
        self.min, self.max = min or Vector(), max or Vector()


class TopLevelAssetPath:
    """Page TopLevelAssetPath: package_name, asset_name."""

    def __init__(self, package_name="", asset_name=""):
        self.package_name, self.asset_name = Name(package_name), Name(asset_name)


class _Enumerator:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        return "<%s>" % self.name


class Object(_Properties):
    """Page Object. A destroyed one raises whatever is done with it, as wrappers do."""

    def __init__(self, path="/Engine/Transient", **values):
        super().__init__(**values)
        self.__dict__["path"] = path
        self.__dict__["metadata"] = {}
        self.__dict__["tags"] = {}
        self.__dict__["redirector"] = False
        self.__dict__["listed"] = {}

    def _check(self):
        if unreal_project.project.fault("objects_gone"):
            raise Exception("%s: Internal Error - ObjectInstance is null!" % type(self).__name__)

    def get_editor_property(self, name):
        """Page _ObjectBase."""
        self._check()
        return super().get_editor_property(name)

    def get_path_name(self):
        """Page _ObjectBase: get_path_name() -> str."""
        self._check()
        return "%s.%s" % (self.path, self.path.rpartition("/")[2])


class ScopedEditorTransaction:
    """Page ScopedEditorTransaction: (desc), a context manager."""

    def __init__(self, desc):
        self._desc = desc

    def __enter__(self):
        unreal_project.project.open_transactions += 1
        unreal_project.project.transactions.append(self._desc)
        return self

    def __exit__(self, type, value, traceback):
        unreal_project.project.open_transactions -= 1
        return False
