using System.Globalization;
using System.Net.Sockets;
using DccBridge.CustomRules;
using DccBridge.Headless.Content;
using DccBridge.Protocol.Discovery;
using DccBridge.Protocol.Security;
using DccBridge.Server;
using DccBridge.Server.Editor;
using DccBridge.Validation.Settings;
using DccBridge.Validation.Settings.Layers;

namespace DccBridge.Headless.Engine;

/// <summary>The server of this editor, which can be taken down and built again in its place. Started and stopped by one task at a time.</summary>
internal sealed class ServerInPlace(HeadlessOptions options, ContentLayout layout, EditorPorts ports)
{
    private readonly RuleAssemblyLoader _customRules = new();
    private volatile BridgeServer? _server;

    /// <summary>Tells clients what happens in the editor; null while the server is down. Callable from any thread.</summary>
    public EditorEventFeed? Events => _server?.Events;

    /// <summary>Builds the server and opens its doors.</summary>
    /// <returns>The line that tells scripts where it listens.</returns>
    /// <exception cref="ContentFolderException">A port, folder or settings file that the command line names cannot be used.</exception>
    public Task<string> StartAsync(CancellationToken cancellation)
    {
        CheckSettings();
        return StartAsync(options.Port ?? BridgeServerOptions.DefaultPort, cancellation);
    }

    /// <summary>Takes the server down, as an unloaded plugin would, and builds a new one over the same storage on the same port.</summary>
    /// <returns>As <see cref="StartAsync(CancellationToken)"/>.</returns>
    public async Task<string> RestartAsync(CancellationToken cancellation)
    {
        int port = _server?.Port ?? 0;
        await StopAsync().ConfigureAwait(false);
        return await StartAsync(port, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes the server down; without effect when it is down.</summary>
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.StopAsync().ConfigureAwait(false);
        }
    }

    private async Task<string> StartAsync(int port, CancellationToken cancellation)
    {
        var server = new BridgeServer(
            new BridgeServerOptions
            {
                StateFolder = layout.Storage,
                SourceRoots = options.Sources is { } sources ? [sources] : [],
                SettingsFile = Settings.Project,
                StudioSettingsFile = Settings.Studio,
                CustomRules = _customRules,
                PreferredPort = port,
                UseUnixSocket = options.UseSocket,
                EndpointFolder = options.EndpointFolder,
                AllowedScopes = options.AllowExecute ? ScopeNames.AllowedByDefault | Scopes.Execute : ScopeNames.AllowedByDefault,
            },
            ports);
        try
        {
            await server.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is EndpointException or SocketException || DiskErrors.IsRefusal(exception))
        {
            throw new ContentFolderException($"The server cannot start: {exception.Message}", exception);
        }

        _server = server;
        return string.Create(CultureInfo.InvariantCulture, $"ready port={server.Port} instance={server.InstanceId} endpoint={server.EndpointFile}");
    }

    // A file that was named on the command line or in the environment and is not there is a slip of the pen; the project's own need not exist.
    private SettingsSources Settings => new()
    {
        Studio = SettingsSources.StudioOfEnvironment(),
        Project = options.SettingsFile ?? Path.Combine(layout.Root, ValidationSettingsFile.Name),
        ProjectMustExist = options.SettingsFile is not null,
    };

    private void CheckSettings()
    {
        if (options.SettingsFile is null && Settings.Studio is null)
        {
            return;
        }

        try
        {
            LayeredSettings.Load(Settings).Dispose();
        }
        catch (ValidationSettingsException exception)
        {
            throw new ContentFolderException(exception.Message, exception);
        }
    }
}
