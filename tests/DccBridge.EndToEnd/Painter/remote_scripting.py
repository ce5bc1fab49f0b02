"""A stand-in for Substance 3D Painter's remote scripting, true to what is public of it: POST run.json with a script in base64. JavaScript is answered with JSON; what Python is answered
with is the caller's choice here, because it is not documented.

remote_scripting.py FOLDER-OF-MODULES [--says TEXT] [--drops] [--holds FILE]
"""

import argparse
import base64
import http.server
import json
import os
import sys
import time

arguments = argparse.ArgumentParser()
arguments.add_argument("modules")
arguments.add_argument("--says", default="", help="the answer to Python")
arguments.add_argument("--drops", action="store_true", help="runs no Python, and says nothing of it")
arguments.add_argument("--holds", help="Python waits until this file is there: a dialog")
options = arguments.parse_args()
sys.dont_write_bytecode = True
sys.path.insert(0, options.modules)

from substance_painter import project  # noqa: E402

JAVASCRIPT = {"alg.project.isOpen()": project.is_open}
project.state.update(path="/proj/箱.spp")
names = {}


class Remote(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/run.json":
            self.answer(404, "")
        elif "js" in request:
            script = base64.b64decode(request["js"]).decode("utf-8")
            self.answer(200, json.dumps(JAVASCRIPT[script]() if script in JAVASCRIPT else {"error": "ReferenceError"}))
        else:
            script = base64.b64decode(request["python"]).decode("utf-8")
            while options.holds and not os.path.exists(options.holds):
                time.sleep(0.01)
            if not options.drops:
                try:
                    eval(compile(script, "<remote>", "eval"), names)
                except Exception as error:
                    print("python failed: %r" % error, flush=True)
            self.answer(200, options.says)

    def answer(self, status, text):
        content = text.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Remote)
print("listens on %d" % server.server_port, flush=True)
server.serve_forever()
