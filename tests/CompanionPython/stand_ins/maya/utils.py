"""Stand-in for maya.utils: what is deferred waits for an idle event, which the test brings about on its main thread."""

import queue

_waiting = queue.Queue()


def executeDeferred(function, *arguments, **keywords):
    """From any thread; comes back at once."""
    _waiting.put((function, arguments, keywords))


def idle():
    """One idle event: runs what waits; whether there was anything."""
    ran = False
    while True:
        try:
            function, arguments, keywords = _waiting.get_nowait()
        except queue.Empty:
            return ran
        ran = True
        function(*arguments, **keywords)
