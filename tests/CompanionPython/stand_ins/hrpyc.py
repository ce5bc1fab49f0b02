"""Stand-in for Houdini's hrpyc, which has the names of rpyc in it: a server takes its port when it is made, serves in start() and until close()."""

import errno
import threading

taken = set()
made = []


class SlaveService:
    pass


class ThreadedServer:
    def __init__(self, service, hostname=None, ipv6=False, port=0, backlog=4096, reuse_addr=True, authenticator=None, registrar=None, auto_register=None, protocol_config=None, logger=None, listener_timeout=0.5, socket_path=None):
        if port in taken:
            raise OSError(errno.EADDRINUSE, "Address already in use")
        taken.add(port)
        made.append(self)
        self.given = dict(service=service, hostname=hostname, port=port, reuse_addr=reuse_addr, auto_register=auto_register)
        self.started, self._ended = threading.Event(), threading.Event()
        self._port = port

    def start(self):
        self.started.set()
        self._ended.wait()

    def close(self):
        taken.discard(self._port)
        self._ended.set()
