"""A question to the companion on a thread, so that no DCC waits for it. The DCC looks for the answer when it draws."""

import threading

from .failure import Failure


class Asking:
    """`ask` runs on a thread. When `is_over`, there is an `answer`, or a `problem` as text for a person."""

    def __init__(self, ask):
        self.answer = None
        self.problem = None
        self.is_over = False
        self._ask = ask
        self._then = None
        self._lock = threading.Lock()
        threading.Thread(target=self._run, name="DccBridge question", daemon=True).start()

    def _run(self):
        try:
            self.answer = self._ask()
        except Failure as failure:
            self.problem = failure.message
        except Exception as error:  # the person must see it: nobody looks at a thread's traceback
            self.problem = "The add-on failed (%s: %s). Please report it." % (type(error).__name__, error)
        with self._lock:
            self.is_over = True
            then = self._then
        if then:
            then()

    def then(self, use):
        """Has `use` called once it is over: on the thread of the question, or here when it is over already."""
        with self._lock:
            self._then = use
            is_over = self.is_over
        if is_over:
            use()
