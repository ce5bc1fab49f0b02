using System.Security.Cryptography;
using System.Text;

namespace DccBridge.Dcc.Clients;

/// <summary>
/// The add-on's modules that do the work in a DCC, as Python that installs them in it: under a name with the hash of their text, so that another version of
/// the add-on, or of this library, is never taken for them. Installing them twice does nothing.
/// </summary>
internal sealed class DccScript
{
    private static readonly string[] Core = ["failure", "sidecar", "workplace", "operations"];

    // Written for Python 3.9 and newer. A module that cannot be loaded takes the others along, so that the next try begins anew.
    private const string Loader = """
        def _load(name, sources):
            import sys, types
            if name in sys.modules:
                return
            made = []
            try:
                for path, source in sources:
                    full = name + "." + path if path else name
                    module = types.ModuleType(full)
                    module.__package__ = full if source is None else full.rpartition(".")[0]
                    if source is None:
                        module.__path__ = []
                    sys.modules[full] = module
                    made.append(full)
                    if path:
                        parent, _, leaf = full.rpartition(".")
                        setattr(sys.modules[parent], leaf, module)
                    if source is not None:
                        exec(compile(source, "<dccbridge>/" + path, "exec"), module.__dict__)
            except BaseException:
                for full in made:
                    sys.modules.pop(full, None)
                raise

        """;

    private DccScript(string name, string room, string install)
    {
        Name = name;
        Install = install;
        Operations = $"__import__('sys').modules['{name}.core.operations']";
        Scene = $"__import__('sys').modules['{name}.{room}.scene']";
    }

    /// <summary>The package's name in <c>sys.modules</c>.</summary>
    public string Name { get; }

    /// <summary>Statements that install it.</summary>
    public string Install { get; }

    /// <summary>An expression that gives the module with <c>perform</c> and <c>as_text</c>.</summary>
    public string Operations { get; }

    /// <summary>An expression that gives the DCC's scene module.</summary>
    public string Scene { get; }

    /// <summary>The script for a DCC.</summary>
    /// <param name="room">Its package in the add-on: "maya", "houdini" or "painter".</param>
    public static DccScript For(string room)
    {
        (string Path, string? Source)[] modules = [("", null), ("core", null), .. Core.Select(module => ($"core.{module}", (string?)Resource($"core/{module}.py"))), (room, null), ($"{room}.scene", Resource($"{room}/scene.py"))];
        var list = string.Join(",", modules.Select(module => $"('{module.Path}',{(module.Source is null ? "None" : $"__import__('base64').b64decode('{Convert.ToBase64String(Encoding.UTF8.GetBytes(module.Source))}').decode('utf-8')")})"));
        var name = "_dccbridge_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list)))[..12];
        return new DccScript(name, room, $"{Loader}\n_load('{name}', [{list}])\n");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(DccScript).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
