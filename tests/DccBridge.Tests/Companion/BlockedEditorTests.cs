using System.Threading.Channels;
using DccBridge.Companion.Unreal;
using DccBridge.Protocol.Contracts.Editor;

namespace DccBridge.Tests.Companion;

[TestFixture]
[CancelAfter(30_000)]
public class BlockedEditorTests
{
    [Test]
    public async Task A_block_is_told_once_and_so_is_its_end(CancellationToken cancellation)
    {
        var editor = new FakeSession { State = new EditorState { Activity = EditorActivity.Stalled, SecondsSinceTick = 7, CurrentWork = "asset.import" } };
        var time = new PressedTime();
        var said = Channel.CreateUnbounded<string>();
        await BlockedEditor.RunAsync(editor, time, line => said.Writer.TryWrite(line), async () =>
        {
            Assert.That(await said.Reader.ReadAsync(cancellation), Does.Contain("7 s with asset.import"));
            editor.State = editor.State with { SecondsSinceTick = 8 };
            time.Tick();
            editor.State = new EditorState { Activity = EditorActivity.Ticking };
            time.Tick();
            Assert.That(await said.Reader.ReadAsync(cancellation), Is.EqualTo("The editor goes on."));
        });
        Assert.That(said.Reader.Count, Is.Zero);
    }

    /// <summary>Its timers fire when the test says so.</summary>
    private sealed class PressedTime : TimeProvider
    {
        private Action? _fire;

        public void Tick() => _fire!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return new Pressed();
        }

        private sealed class Pressed : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
