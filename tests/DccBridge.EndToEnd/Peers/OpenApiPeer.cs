using System.Text;

namespace DccBridge.EndToEnd.Peers;

/// <summary>The published JSON schemas of OpenAPI, applied by the npm package @seriousme/openapi-schema-validator under node.</summary>
internal static class OpenApiPeer
{
    private const string Package = "@seriousme/openapi-schema-validator";
    private const string HowToInstall = $"npm install --prefix artifacts/peers {Package}@2.11.0";

    private const string Script = """
        import fs from 'node:fs';
        import path from 'node:path';
        const { Validator } = await import(path.join(process.argv[1], '@seriousme/openapi-schema-validator', 'index.js'));
        const validator = new Validator();
        const result = await validator.validate(JSON.parse(fs.readFileSync(0, 'utf8')));
        console.log(`${validator.version} ${result.valid}`);
        if (!result.valid) { console.log(JSON.stringify(result.errors, null, 1)); }
        """;

    /// <summary>What it says of a document: the version, then whether it is valid, then what is wrong. A missing peer skips the test, or fails it where DCCBRIDGE_REQUIRE_PEERS is 1.</summary>
    public static string Judge(byte[] document)
    {
        if (!Directory.Exists(Path.Combine(Peer.NodeModules, Package)))
        {
            throw Peer.Missing("the OpenAPI validator", $"there is no {Package} in {Peer.NodeModules}", HowToInstall);
        }

        var node = Peer.Require("node", "apt-get install nodejs", ["node"], "--version");
        return Encoding.UTF8.GetString(node.Run(document, "--input-type=module", "-e", Script, "--", Peer.NodeModules)).Trim();
    }
}
