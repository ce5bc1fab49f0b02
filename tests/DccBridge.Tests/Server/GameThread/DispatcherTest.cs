using DccBridge.Server.GameThread;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.GameThread;

/// <summary>A dispatcher with a clock and an engine thread that the test moves.</summary>
public abstract class DispatcherTest
{
    private protected static readonly TimeSpan FastTick = TimeSpan.FromMilliseconds(16);
    private protected static readonly TimeSpan SlowTick = TimeSpan.FromMilliseconds(333);

    private protected ManualTime Time { get; } = new();

    private protected FakeEngineThread Engine { get; } = new();

    private protected RecordingLog Log { get; } = new();

    private protected GameThreadDispatcher New(GameThreadOptions? options = null)
    {
        var dispatcher = new GameThreadDispatcher(Engine, Log, options ?? new GameThreadOptions(), Time);
        dispatcher.Start();
        return dispatcher;
    }

    private protected void Pace(TimeSpan interval, int ticks = 10)
    {
        for (var i = 0; i < ticks; i++)
        {
            Engine.Tick();
            Time.Advance(interval);
        }
    }
}
