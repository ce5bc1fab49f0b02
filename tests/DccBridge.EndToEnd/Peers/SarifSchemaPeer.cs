using System.Text;

namespace DccBridge.EndToEnd.Peers;

/// <summary>
/// The JSON schema of SARIF 2.1.0 as Microsoft's npm package @microsoft/jest-sarif ships it (2.1.0-rtm.5, the same as OASIS published), applied by ajv
/// under node.
/// </summary>
internal static class SarifSchemaPeer
{
    private const string HowToInstall = "npm install --prefix artifacts/peers @microsoft/jest-sarif@1.0.0-beta.0 ajv@8.20.0 ajv-draft-04@1.0.0 ajv-formats@3.0.1";

    // The schema's pattern of languages is no regular expression of ECMAScript's Unicode mode.
    private const string Script = """
        const fs = require('fs'), path = require('path'), modules = process.argv[1];
        const load = name => { const loaded = require(path.join(modules, name)); return loaded.default ?? loaded; };
        const Ajv = load('ajv-draft-04'), schema = path.join(modules, '@microsoft', 'jest-sarif', 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json');
        const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
        load('ajv-formats')(ajv);
        const check = ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
        check(JSON.parse(fs.readFileSync(0, 'utf8')));
        console.log((check.errors ?? []).map(error => `${error.instancePath} ${error.message}`).join('\n'));
        """;

    /// <summary>What the schema says against a document; empty when nothing. A missing peer skips the test, or fails it where DCCBRIDGE_REQUIRE_PEERS is 1.</summary>
    public static string Problems(byte[] document)
    {
        foreach (var package in (string[])["@microsoft/jest-sarif", "ajv", "ajv-draft-04", "ajv-formats"])
        {
            if (!Directory.Exists(Path.Combine(Peer.NodeModules, package)))
            {
                throw Peer.Missing("the SARIF schema", $"there is no {package} in {Peer.NodeModules}", HowToInstall);
            }
        }

        var node = Peer.Require("node", "apt-get install nodejs", ["node"], "--version");
        return Encoding.UTF8.GetString(node.Run(document, "-e", Script, "--", Peer.NodeModules)).Trim();
    }
}
