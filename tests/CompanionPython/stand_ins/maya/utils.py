"""Stand-in for maya.utils."""


def executeDeferred(use, *arguments):
    use(*arguments)
