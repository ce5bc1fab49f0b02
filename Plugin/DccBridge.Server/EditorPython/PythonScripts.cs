using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace DccBridge.Server.EditorPython;

/// <summary>The scripts that are shipped inside this assembly, and the code that puts them into an interpreter.</summary>
internal sealed class PythonScripts
{
    /// <summary>Name of the package in the interpreter.</summary>
    public const string Package = "dccbridge_unreal";

    private const string Prefix = "DccBridge.Python.";

    private PythonScripts(string stamp, string installCode)
    {
        Stamp = stamp;
        InstallCode = installCode;
    }

    /// <summary>SHA-256 over all names and texts: another build of the scripts has another stamp.</summary>
    public string Stamp { get; }

    /// <summary>Statements that replace whatever version of the package the interpreter has by this one. ASCII.</summary>
    public string InstallCode { get; }

    /// <summary>Reads them out of this assembly.</summary>
    public static PythonScripts Read()
    {
        var assembly = typeof(PythonScripts).Assembly;
        var names = assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = new StringBuilder();
        foreach (var name in names)
        {
            var text = Text(assembly, name);
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData([0]);
            hash.AppendData(text);
            hash.AppendData([0]);
            var module = name[Prefix.Length..^".py".Length];
            files.Append('"').Append(module).Append("\": \"").Append(Convert.ToBase64String(text)).Append("\", ");
        }

        var stamp = Convert.ToHexStringLower(hash.GetHashAndReset());
        return new PythonScripts(stamp, Install.Replace("@FILES@", files.ToString(), StringComparison.Ordinal).Replace("@STAMP@", stamp, StringComparison.Ordinal));
    }

    private static byte[] Text(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    // Everything happens inside one function, so that nothing but the package itself stays in the interpreter. The old modules
    // go first; where a new one does not load they come back, so that a broken build does not take the working one away.
    private const string Install = """
        def _dccbridge_install():
            import base64, importlib.abc, importlib.util, sys
            files = {@FILES@}
            package = "dccbridge_unreal"

            class Loader(importlib.abc.InspectLoader):
                def get_source(self, name):
                    key = "__init__" if name == package else name[len(package) + 1:]
                    return base64.b64decode(files[key]).decode("utf-8")

                def is_package(self, name):
                    return name == package

            class Finder(importlib.abc.MetaPathFinder):
                def find_spec(self, name, path=None, target=None):
                    if name == package or (name.startswith(package + ".") and name[len(package) + 1:] in files):
                        return importlib.util.spec_from_loader(name, Loader(), origin="dccbridge:" + name)
                    return None

            def ours():
                return [name for name in sys.modules if name == package or name.startswith(package + ".")]

            old = {name: sys.modules.pop(name) for name in ours()}
            finder = Finder()
            sys.meta_path.insert(0, finder)
            try:
                __import__(package)
                for name in files:
                    if name != "__init__":
                        __import__(package + "." + name)
                sys.modules[package].STAMP = "@STAMP@"
            except BaseException:
                for name in ours():
                    del sys.modules[name]
                sys.modules.update(old)
                raise
            finally:
                sys.meta_path.remove(finder)

        try:
            _dccbridge_install()
        finally:
            del _dccbridge_install

        """;
}
