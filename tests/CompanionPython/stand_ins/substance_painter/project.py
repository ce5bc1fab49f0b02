"""Page project."""

state = {"path": None, "dirty": False}


def is_open():
    return state["path"] is not None


def file_path():
    assert is_open()
    return state["path"]


def needs_saving():
    assert is_open()
    return state["dirty"]


def close():
    state.update(path=None, dirty=False)


def open(path):  # noqa: A001 (its name in Painter)
    assert not is_open(), "Painter raises when a project is open"
    state.update(path=path, dirty=False)
