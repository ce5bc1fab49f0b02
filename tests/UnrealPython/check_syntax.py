"""Fails where a script needs more than Python 3.9, or more than the standard library and `unreal`.

UE 5.4 and newer carry Python 3.11; 3.9 keeps the scripts away from what is new, whatever an engine carries.
"""

import ast
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
files = sorted(folder.glob("**/*.py"))
if not files:
    sys.exit("no scripts in %s" % folder)
for file in files:
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file), feature_version=(3, 9))
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        for name in names:
            root = name.split(".")[0]
            if root != "unreal" and root not in sys.stdlib_module_names:
                sys.exit("%s imports %s" % (file.name, name))
print(len(files))
