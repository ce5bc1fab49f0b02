using DccBridge.Dcc.Blender;
using DccBridge.Dcc.Clients;
using DccBridge.Dcc.Probing;

namespace DccBridge.EndToEnd.RoundTrip;

/// <summary>Finds Blenders by the endpoint files of the add-on.</summary>
internal sealed class EndpointProbe(string folder) : IDccProbe
{
    public async Task<IReadOnlyList<DccFound>> LookAsync(CancellationToken cancellationToken = default)
    {
        var all = new List<DccFound>();
        foreach (var found in LookAtFiles())
        {
            await using var client = CreateClient(found);
            try
            {
                all.Add(found with { Info = await client.GetInfoAsync(cancellationToken) });
            }
            catch (DccException e)
            {
                all.Add(found with { Problem = e });
            }
        }

        return all;
    }

    public IReadOnlyList<DccFound> LookAtFiles() => [.. Directory.GetFiles(folder, "blender-*.json").Select(BlenderEndpoint.Read).OfType<BlenderEndpoint>().Select(endpoint => new DccFound
    {
        Id = $"blender-{endpoint.ProcessId}",
        Kind = DccKind.Blender,
        Address = $"127.0.0.1:{endpoint.Port}",
        Port = endpoint.Port,
        Name = endpoint.Application,
        Capabilities = DccCapabilities.All,
        EndpointFile = endpoint.Path,
    })];

    public IDccClient CreateClient(DccFound found, DccClientOptions? options = null) => new BlenderClient(found.EndpointFile!, options);
}
