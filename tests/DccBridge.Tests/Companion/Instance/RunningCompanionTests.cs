using System.Net;
using System.Net.Sockets;
using System.Text;
using DccBridge.Companion.Api.Security;
using DccBridge.Companion.Instance;
using DccBridge.Companion.Platform;
using DccBridge.Tests.Companion.Resident;

namespace DccBridge.Tests.Companion.Instance;

/// <summary>Who is given the token by other starts of the program: the port of a companion that is gone may be anybody's.</summary>
[TestFixture]
public sealed class RunningCompanionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TemporaryFolder _temporary = null!;
    private CompanionFolders _folders = null!;
    private Listener _stranger = null!;
    private CompanionEndpoint _left = null!;

    [SetUp]
    public void Prepare()
    {
        _temporary = new TemporaryFolder();
        _folders = new CompanionFolders(Path.Combine(_temporary.Root, "home"));
        _folders.Prepare();
        _stranger = new Listener();
        _left = new CompanionEndpoint(1, new Uri($"http://127.0.0.1:{_stranger.Port}/"), ApiToken.Create(), 1, DateTimeOffset.UnixEpoch);
        _left.Write(_folders);
    }

    [TearDown]
    public async Task Remove()
    {
        await _stranger.DisposeAsync();
        _temporary.Dispose();
    }

    [Test]
    public async Task The_port_of_a_killed_one_is_not_even_called()
    {
        var running = new RunningCompanion(_folders, TimeProvider.System);
        Assert.That(await running.DashboardLinkAsync(null, CancellationToken.None).WaitAsync(Patience), Is.Null);
        Assert.That(await running.QuitAsync(CancellationToken.None).WaitAsync(Patience), Is.False);
        Assert.That(_stranger.Calls, Is.Zero);
    }

    [Test]
    public async Task One_that_is_killed_while_the_connection_is_made_takes_its_token_along()
    {
        var held = InstanceLock.TryTake(_folders)!;
        var running = new RunningCompanion(_folders, TimeProvider.System)
        {
            Dial = async (end, cancellation) =>
            {
                held.Dispose();
                return await DialAsync(end, cancellation);
            },
        };
        Assert.That(await running.DashboardLinkAsync(null, CancellationToken.None).WaitAsync(Patience), Is.Null);
        Assert.That(await _stranger.HeardAsync(), Is.Empty);
    }

    [Test]
    public async Task One_that_ends_while_the_connection_is_made_takes_its_token_along()
    {
        // At an orderly end the file goes first, then the port, and the lock last.
        using var held = InstanceLock.TryTake(_folders)!;
        var running = new RunningCompanion(_folders, TimeProvider.System)
        {
            Patience = TimeSpan.FromSeconds(1),
            Dial = (end, cancellation) =>
            {
                CompanionEndpoint.Remove(_folders);
                return DialAsync(end, cancellation);
            },
        };
        Assert.That(() => running.QuitAsync(CancellationToken.None).WaitAsync(Patience), Throws.TypeOf<InstanceException>().With.Property("Code").EqualTo(InstanceException.Silent));
        Assert.That(await _stranger.HeardAsync(), Is.Empty);
    }

    [Test]
    public async Task One_that_starts_does_not_let_the_file_of_a_killed_one_stand_beside_its_lock()
    {
        var opened = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var bench = new CliBench
        {
            Adjust = services => services with
            {
                CompanionFolders = () => _folders,
                OpenResident = (_, _, _) =>
                {
                    opened.SetResult(File.Exists(_folders.EndpointFile));
                    return new PlayedResident();
                },
            },
        };
        using var stop = new CancellationTokenSource();
        var running = bench.RunAsync(stop.Token, "tray", "--no-icon", "--port", "0");
        Assert.That(await opened.Task.WaitAsync(Patience), Is.False);
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
        Assert.That(_stranger.Calls, Is.Zero);
    }

    private static async Task<Stream> DialAsync(EndPoint end, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(end, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Takes what comes to a port and answers nothing.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource<string> _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _running;
        private int _calls;

        public Listener()
        {
            _listener.Start();
            _running = RunAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Calls => Volatile.Read(ref _calls);

        /// <summary>All that the first caller said until it hung up.</summary>
        public Task<string> HeardAsync() => _heard.Task.WaitAsync(Patience);

        public async ValueTask DisposeAsync()
        {
            _listener.Dispose();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task RunAsync()
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _calls);
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                var said = new StringBuilder();
                var buffer = new byte[4096];
                try
                {
                    while (await client.GetStream().ReadAsync(buffer, limit.Token) is > 0 and var count)
                    {
                        said.Append(Encoding.Latin1.GetString(buffer, 0, count));
                    }
                }
                catch (Exception e) when (e is IOException or OperationCanceledException)
                {
                    // It hung up hard, or waits for an answer that does not come.
                }

                _heard.TrySetResult(said.ToString());
            }
        }
    }
}
