"""What hrpyc.start_server does in Houdini, on a free port of the loopback: an rpyc server in classic mode beside a stand-in `hou`.

rpyc_server.py [FOLDER-OF-HOU]
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "hou_stand_in"))

import rpyc  # noqa: E402
from rpyc.utils.server import ThreadedServer  # noqa: E402

server = ThreadedServer(rpyc.SlaveService, hostname="127.0.0.1", port=0, reuse_addr=True, auto_register=False)
print("rpyc %s listens on %d" % (rpyc.__version__, server.port), flush=True)
server.start()
