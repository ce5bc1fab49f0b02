"""Page application."""


def version():
    return "10.1.2"
