"""Failures whose text is an instruction for the person who reads it."""


class Failure(Exception):
    """Something was not done.

    reason: refused (nothing was done), busy, notRunning, nonsense, tooLarge, failed, notSupported; the same words as in the companion.
    """

    def __init__(self, reason, message, traceback=None):
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.traceback = traceback

    def as_json(self):
        """As it travels."""
        return {"reason": self.reason, "message": self.message, "traceback": self.traceback}


def refused(message):
    """Nothing was done, and the message says what to do first."""
    return Failure("refused", message)
