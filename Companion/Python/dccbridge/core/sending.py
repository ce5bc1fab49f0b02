"""Sending files to Unreal without holding up the DCC: the companion is asked on a thread, the DCC looks at the state when it draws."""

import threading
import time
import uuid

from .companion import Companion
from .failure import Failure

ENDS = ("succeeded", "failed", "cancelled", "interrupted")
MOST_SECONDS = 3600


class Sending:
    """One send. `state` changes as it goes on: starting, queued, running, succeeded, failed, ...; `text` is one line for a person."""

    def __init__(self, files, origin, to=None, editor=None, find=Companion.find, changed=None):
        self.files = list(files)
        self.state = "starting"
        self.text = "Sending %s" % _count(len(self.files), "file")
        self.progress = 0.0
        self.activity = None
        self._origin, self._to, self._editor = origin, to, editor
        self._find, self._changed = find, changed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="DccBridge send", daemon=True)

    @property
    def is_over(self):
        """It has ended, one way or the other."""
        return self.state in ENDS

    def start(self):
        """Begins; comes back at once."""
        self._thread.start()
        return self

    def cancel(self):
        """Asks the companion to stop it."""
        self._stop.set()

    def wait(self, seconds):
        """Waits for the end; for scripts without a user interface."""
        self._thread.join(seconds)
        return self.is_over

    def _run(self):
        try:
            companion = self._find()
            # One key for the whole send: were it asked for twice, it would be done once.
            self._show(companion.send(self.files, self._origin, self._to, self._editor, uuid.uuid4().hex))
            until = time.monotonic() + MOST_SECONDS
            asked = False
            while not self.is_over:
                if self._stop.is_set() and not asked:
                    asked = True
                    companion.post("/api/activities/%s/cancel" % self.activity["id"])
                if time.monotonic() > until:
                    raise Failure("busy", "Unreal did not finish within an hour. The companion's dashboard shows how far it is.")
                # It waits over there, so that its answer comes as soon as the send ends; the pause is for a companion that does not wait.
                began = time.monotonic()
                self._show(companion.activity(self.activity["id"], wait=1))
                if not self.is_over and time.monotonic() - began < 0.1:
                    time.sleep(0.2)
        except Failure as failure:
            self._end(failure.message)
        except Exception as error:  # the person must see it: nobody looks at a thread's traceback
            self._end("Sending failed in the add-on (%s: %s). Please report it." % (type(error).__name__, error))

    def _show(self, activity):
        self.activity = activity
        try:
            state = activity["state"]
            self.progress = 1.0 if state in ENDS else float(activity.get("progress") or 0)
            error = activity.get("error")
            if error:
                self.text = error["message"]
            elif state in ENDS:
                # The companion's line counts the findings already.
                self.text = activity.get("message") or "%s%s" % (activity["title"], _findings(activity))
            else:
                self.text = activity.get("message") or "%s: %s" % (activity["title"], activity.get("stage") or state)
        except (KeyError, TypeError, ValueError):
            raise Failure("nonsense", "The companion is of another version than this add-on. Run 'dccbridge install --dcc' again.")
        self._set(state)

    def _end(self, text):
        self.text = text
        self._set("failed")

    def _set(self, state):
        # Last: whoever sees the state sees its text.
        self.state = state
        if self._changed:
            self._changed(self)


def _findings(activity):
    errors, warnings = activity.get("errors") or 0, activity.get("warnings") or 0
    return " (%s, %s)" % (_count(errors, "error"), _count(warnings, "warning")) if errors or warnings else ""


def _count(count, noun):
    return "%d %s%s" % (count, noun, "" if count == 1 else "s")
