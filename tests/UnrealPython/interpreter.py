"""Plays the interpreter of an editor for one test: one line in, one line out, as long as standard input is open.

In:  "eval" or "exec", a space, base64 of UTF-8 text.
Out: "ok" or "error", a space, base64 of UTF-8 text. Of an expression the text is the string or its repr(), as the argument says.
"""

import base64
import sys
import traceback


def main(as_repr):
    scope = {"__name__": "__main__", "__builtins__": __builtins__}
    for line in sys.stdin:
        kind, _, text = line.strip().partition(" ")
        code = base64.b64decode(text).decode("utf-8")
        try:
            if kind == "eval":
                value = eval(code, scope)
                answer = repr(value) if as_repr else str(value)
            else:
                exec(code, scope)
                answer = ""
            state = "ok"
        except BaseException:
            state, answer = "error", traceback.format_exc()
        sys.stdout.write("%s %s\n" % (state, base64.b64encode(answer.encode("utf-8")).decode("ascii")))
        sys.stdout.flush()


main(sys.argv[1:] == ["repr"])
