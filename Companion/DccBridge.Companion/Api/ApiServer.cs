using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DccBridge.Companion.Api.Endpoints;
using DccBridge.Companion.Api.Security;
using DccBridge.Companion.Logs;
using DccBridge.Companion.Resident;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DccBridge.Companion.Api;

/// <summary>The local HTTP API and the dashboard over a resident companion, on 127.0.0.1.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly DashboardSessions _sessions;
    private readonly ApiOptions _options;
    private readonly CancellationTokenSource _stopping;
    private readonly ILogger _log;
    private int _disposed;

    private ApiServer(WebApplication application, DashboardSessions sessions, ApiOptions options, CancellationTokenSource stopping, ILogger log, ApiTable table)
    {
        _application = application;
        _sessions = sessions;
        _options = options;
        _stopping = stopping;
        _log = log;
        Table = table;
    }

    /// <summary>What is served.</summary>
    public ApiTable Table { get; }

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>Address of the dashboard, with a slash at its end.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));

    /// <summary>Starts it.</summary>
    /// <param name="resident">Does what is asked for.</param>
    /// <param name="start">What else it needs.</param>
    /// <param name="cancellation">Stops the start.</param>
    /// <exception cref="ApiStartException">The port cannot be had.</exception>
    public static async Task<ApiServer> StartAsync(IResident resident, ApiStart start, CancellationToken cancellation)
    {
        try
        {
            return await StartAsync(resident, start, start.Options.Port, cancellation).ConfigureAwait(false);
        }
        catch (IOException e) when (IsOccupied(e) && start.Options is { MayTakeAnotherPort: true, Port: not 0 })
        {
            start.Logs.CreateLogger<ApiServer>().LogWarning("Port {Port} is occupied; another one is taken.", start.Options.Port);
            return await StartAsync(resident, start, 0, cancellation).ConfigureAwait(false);
        }
        catch (IOException e) when (IsOccupied(e))
        {
            throw new ApiStartException(string.Create(CultureInfo.InvariantCulture, $"Port {start.Options.Port} of 127.0.0.1 cannot be had: {e.InnerException?.Message ?? e.Message}. End the program that has it, or choose another one with --port (0 is any that is free)."), e);
        }
    }

    /// <summary>A link that opens the dashboard in a browser of this machine, once, for a minute.</summary>
    /// <param name="page">A page of it ("findings?rule=tex.pow2"); null is the first.</param>
    public Uri CreateDashboardLink(string? page = null) => DashboardLinks.Create(Address, _sessions, page);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        using (var limit = new CancellationTokenSource(_options.StopTimeout))
        {
            try
            {
                await _application.StopAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _log.LogWarning("Requests were still running when the API stopped; they were broken off.");
            }
        }

        await _application.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static async Task<ApiServer> StartAsync(IResident resident, ApiStart start, int port, CancellationToken cancellation)
    {
        var options = start.Options;
        var log = start.Logs.CreateLogger<ApiServer>();
        var application = Build(options, port, start.Logs);
        var sessions = new DashboardSessions(options, start.Time);
        var stopping = new CancellationTokenSource();
        var table = new ApiTable(resident, options, start.Time);
        var server = new ApiServer(application, sessions, options, stopping, log, table);
        try
        {
            var gate = new ApiGate(new ApiToken(start.Token), sessions, new WrongTokens(start.Time), new WrongTokens(start.Time), () => server.Port, log);
            ApiEndpoints.AddAll(table, new ApiParts
            {
                Resident = resident,
                Sessions = sessions,
                Logs = start.LogLines,
                Quit = start.Quit,
                Stopping = stopping.Token,
                Address = () => server.Address,
                CookieName = () => gate.CookieName,
                Options = options,
                Time = start.Time,
            });
            Serve(application, table, gate, new ApiProblems(log), new StaticPages(start.Pages));
            await application.StartAsync(cancellation).ConfigureAwait(false);
            server.Port = new Uri(application.Urls.First()).Port;
            log.LogInformation("The API listens on 127.0.0.1:{Port}.", server.Port);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static WebApplication Build(ApiOptions options, int port, ILoggerFactory logs)
    {
        // Empty: no file and no variable of the machine changes where or how this listens.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "dccbridge" });
        builder.Services.AddSingleton<ILoggerFactory>(new OnlyWarnings(logs));
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = options.MaxHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = options.MaxHeaders;
            kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
            kestrel.Limits.RequestHeadersTimeout = options.HeadersTimeout;
            kestrel.Limits.KeepAliveTimeout = options.KeepAliveTimeout;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        return builder.Build();
    }

    private static void Serve(WebApplication application, ApiTable table, ApiGate gate, ApiProblems problems, StaticPages pages)
    {
        application.Use((context, next) => problems.RunAsync(context, async inner =>
        {
            ApiGate.Protect(inner.Response);
            gate.CheckPlace(inner);
            await next(inner).ConfigureAwait(false);
        }));
        application.UseRouting();
        foreach (var endpoint in table.Endpoints)
        {
            application.MapMethods(endpoint.Path, [endpoint.Method], context =>
            {
                var call = new ApiCall(context);
                gate.CheckAccess(call, endpoint.Access);
                call.CheckQuery(endpoint.Parameters);
                return endpoint.RunAsync(call);
            }).WithDisplayName($"{endpoint.Path}");
        }

        application.MapMethods("/{**path}", ["GET"], context =>
        {
            if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            {
                // What the API does not know asks for the token too, and is no page.
                gate.CheckAccess(new ApiCall(context), ApiAccess.Known);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            return pages.RunAsync(context);
        }).WithDisplayName("/");
        application.UseEndpoints(_ => { });
    }

    private static bool IsOccupied(IOException failure) =>
        failure.InnerException is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AccessDenied };

    /// <summary>The companion hears signals itself; the server must not hear them too.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>What the API needs beside the resident companion.</summary>
internal sealed record ApiStart
{
    /// <summary>Lets programs in.</summary>
    public required string Token { get; init; }

    /// <summary>Begins the end of the companion.</summary>
    public required Action Quit { get; init; }

    /// <summary>The log, for reading.</summary>
    public required ILogLines LogLines { get; init; }

    /// <summary>The log, for writing.</summary>
    public required ILoggerFactory Logs { get; init; }

    /// <summary>Holds the dashboard's files.</summary>
    public System.Reflection.Assembly Pages { get; init; } = typeof(ApiServer).Assembly;

    /// <summary>Limits.</summary>
    public ApiOptions Options { get; init; } = new();

    /// <summary>Measures and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>The API cannot be started. The text is an instruction.</summary>
internal sealed class ApiStartException(string message, Exception inner) : Exception(message, inner);
