"""The companion (`dccbridge tray`), by its HTTP API on the loopback. Every call may block for its limit: call it on a thread of its own, never on a DCC's main thread."""

import http.client
import json
import os
import socket
import urllib.error
import urllib.parse
import urllib.request

from . import folders, instance
from .failure import Failure, refused

MOST_BYTES = 16 * 1024 * 1024
START = "Start it: run 'dccbridge tray', or double-click dccbridge."


class Companion:
    """A running companion. `Companion.find()` finds it."""

    def __init__(self, url, token, lives):
        """lives: raises a Failure when the companion is gone; asked whenever a connection stands, and before anything is said over it."""
        self.url = url
        self._token = token
        # Proxies of the user's environment have no business with the loopback.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect(), _CheckedFirst(lives))

    @staticmethod
    def find(folder=None):
        """Reads the companion's endpoint file; it counts while the companion holds its lock, and no longer."""
        folder = folder or folders.state_folder()
        content = instance.read(folder)
        if content is None:
            raise Failure("notRunning", "The DccBridge companion does not run. " + START)
        path = os.path.join(folder, "companion.json")
        try:
            endpoint = json.loads(content.decode("utf-8"))
            url, token = endpoint["url"], endpoint["token"]
            if endpoint["version"] != 1:
                raise Failure("nonsense", "The companion is of another version than this add-on. Run 'dccbridge install --dcc' again.")
            parts = urllib.parse.urlsplit(url)
            # Anything else would carry the token off this machine.
            if parts.scheme != "http" or parts.hostname != "127.0.0.1" or not parts.port or not isinstance(token, str) or not token.isascii() or not token.isprintable():
                raise ValueError("url")
            machine, here = endpoint.get("machine"), instance.this_machine()
            if machine is not None and here is not None and machine != here:
                raise refused("'%s' is of a companion on another machine, with which this one shares the folder. Set DCCBRIDGE_HOME on each of them to a folder of its own." % path)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Failure("nonsense", "'%s' is damaged. Delete it and start 'dccbridge tray' again." % path)

        def lives():
            # What ended gave up its lock before, or with, its port; one that was started anew wrote the file anew.
            if instance.read(folder) != content:
                raise Failure("notRunning", "The DccBridge companion has ended meanwhile, or was started anew: try again. " + START)

        return Companion("http://127.0.0.1:%d" % parts.port, token, lives)

    def get(self, path, query=None, limit=10):
        """GET; the answer as JSON."""
        asked = {name: value for name, value in (query or {}).items() if value is not None}
        return self._ask("GET", path + ("?" + urllib.parse.urlencode(asked) if asked else ""), None, limit)

    def post(self, path, body=None, limit=10):
        """POST; the answer as JSON, None when there is none."""
        return self._ask("POST", path, {} if body is None else body, limit)

    def send(self, files, origin, to=None, editor=None, key=None):
        """Begins to send files; gives the activity."""
        return self.post("/api/send", {"files": list(files), "to": to or None, "editor": editor or None, "onConflict": "update", "origin": origin, "idempotencyKey": key})

    def activity(self, id, wait=0):
        """An activity; waits up to so many seconds for its end."""
        return self.get("/api/activities/%s" % urllib.parse.quote(id, safe=""), {"wait": wait or None}, limit=wait + 10)

    def findings(self, **query):
        """A page of findings; the names of the query are those of the API (limit, sort, text, ...)."""
        return self.get("/api/findings", query, limit=15)

    def dashboard(self):
        """A page address that opens the dashboard once, within a minute."""
        return self.post("/api/dashboard-link")["url"]

    def _ask(self, method, path, body, limit):
        data = None if body is None else json.dumps(body).encode("utf-8")
        request = urllib.request.Request(self.url + path, data=data, method=method)
        request.add_header("Authorization", "Bearer " + self._token)
        request.add_header("Accept", "application/json")
        if data is not None:
            request.add_header("Content-Type", "application/json")
        try:
            with self._opener.open(request, timeout=limit) as answer:
                return _json(_whole(answer))
        except urllib.error.HTTPError as error:
            with error:
                raise _problem(error)
        except (socket.timeout, TimeoutError):
            raise Failure("busy", "The companion did not answer within %d s. Look at its dashboard before you try again: what was asked may be done." % limit)
        except urllib.error.URLError as error:
            if isinstance(error.reason, (socket.timeout, TimeoutError)):
                raise Failure("busy", "The companion did not answer within %d s. Look at its dashboard before you try again: what was asked may be done." % limit)
            raise Failure("notRunning", "The DccBridge companion does not answer (%s). %s" % (error.reason, START))
        except OSError as error:
            raise Failure("notRunning", "The connection to the DccBridge companion broke (%s). %s" % (error, START))
        except (ValueError, http.client.HTTPException) as error:
            raise Failure("nonsense", "What answers at %s is no DccBridge companion (%s). Start 'dccbridge tray' again." % (self.url, error))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token somewhere else."""

    def redirect_request(self, request, file, code, message, headers, new_url):
        return None


class _CheckedFirst(urllib.request.HTTPHandler):
    """Between the look at the lock and the connection the companion may have ended and its port be somebody else's: asked once more when the connection stands."""

    def __init__(self, lives):
        super().__init__()
        self._lives = lives

    def http_open(self, request):
        lives = self._lives

        class Connection(http.client.HTTPConnection):
            def connect(self):
                super().connect()
                lives()

        return self.do_open(Connection, request)


def _whole(answer):
    content = answer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Failure("tooLarge", "The companion's answer is larger than %d MiB. Look at the dashboard instead." % (MOST_BYTES >> 20))
    return content


def _json(content):
    return json.loads(content.decode("utf-8")) if content.strip() else None


def _problem(error):
    """The companion's own instruction out of an error answer."""
    try:
        problem = json.loads(error.read(1024 * 1024).decode("utf-8"))
        text = problem.get("detail") or problem.get("title")
    except (ValueError, AttributeError, OSError):
        text = None
    if error.code == 401:
        return Failure("refused", "The companion does not accept this add-on's token. Start 'dccbridge tray' again.")
    if not isinstance(text, str) or not text:
        text = "The companion answered with HTTP status %d. Its log says more (dashboard > Logs)." % error.code
    return Failure("notRunning" if error.code == 503 else "refused", text)
