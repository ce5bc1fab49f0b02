using System.Text;

namespace DccBridge.Dcc.Maya;

/// <summary>The little program that runs in Maya's Python: it takes requests in pieces, runs them, and gives results in pieces, all in ASCII without apostrophes.</summary>
internal static class MayaScript
{
    /// <summary>Room that a command needs besides its piece.</summary>
    private const int Overhead = 160;

    // Python 2.7 (Maya 2018 to 2020) and 3. An answer begins with its whole length, so that a cut one is seen.
    private const string Source = """
        import base64, json, sys, traceback
        class _DccBridge(object):
            def __init__(self):
                self.parts, self.answer, self.names = [], "", {"__name__": "__dccbridge__"}
            def part(self, text):
                self.parts.append(text)
                return "ok"
            def run(self, most):
                request = json.loads(base64.b64decode("".join(self.parts)).decode("utf-8"))
                self.parts = []
                try:
                    names = dict(self.names, a=request["arguments"]) if request["kind"] == "eval" else self.names
                    code = compile(request["code"], "<dccbridge>", request["kind"])
                    if request["kind"] == "eval":
                        answer = {"ok": eval(code, names)}
                    else:
                        self.names["a"] = request["arguments"]
                        exec(code, self.names)
                        answer = {"ok": None}
                    answer = json.dumps(answer)
                except BaseException as error:
                    kind = type(error)
                    answer = json.dumps({"type": "%s.%s" % (kind.__module__, kind.__name__), "text": "%s" % (error,), "traceback": traceback.format_exc(limit=40)})
                self.answer = base64.b64encode(answer.encode("utf-8")).decode("ascii")
                return "%d:%s" % (len(self.answer), self.more(0, most))
            def more(self, start, most):
                return self.answer[start:start + most]
        sys.modules["__main__"]._dccbridge = _DccBridge()
        """;

    /// <summary>The commands that install it; each answers with "ok", or with nothing of its own.</summary>
    /// <param name="bufferSize">The port's buffer.</param>
    public static IEnumerable<string> Install(int bufferSize)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(Source));
        yield return "__import__('sys').modules['__main__'].__dict__.update(_dccbridge_code=[])";
        foreach (var piece in Pieces(text, bufferSize))
        {
            yield return $"__import__('sys').modules['__main__']._dccbridge_code.append('{piece}')";
        }

        yield return "eval(compile(__import__('base64').b64decode(''.join(__import__('sys').modules['__main__'].__dict__.pop('_dccbridge_code'))),'<dccbridge>','exec'),{})";
    }

    /// <summary>Hands over a piece of a request.</summary>
    public static string Part(string piece) => $"__import__('sys').modules['__main__']._dccbridge.part('{piece}')";

    /// <summary>Runs the request whose pieces were handed over.</summary>
    public static string Run(int most) => FormattableString.Invariant($"__import__('sys').modules['__main__']._dccbridge.run({most})");

    /// <summary>A further piece of the answer.</summary>
    public static string More(int start, int most) => FormattableString.Invariant($"__import__('sys').modules['__main__']._dccbridge.more({start},{most})");

    /// <summary>The text in pieces that fit into a command.</summary>
    public static IEnumerable<string> Pieces(string text, int bufferSize)
    {
        var most = Math.Max(256, bufferSize - Overhead);
        for (var start = 0; start < text.Length; start += most)
        {
            yield return text.Substring(start, Math.Min(most, text.Length - start));
        }
    }
}
