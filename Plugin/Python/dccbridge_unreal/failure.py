"""Failures whose text may be shown to the artist."""


class Failure(Exception):
    """A failure with a code of the plugin's error table and an instruction for the person who reads it."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(message):
    """The caller's arguments are wrong: a fault of the plugin, not of the artist."""
    return Failure("invalid_args", message)
