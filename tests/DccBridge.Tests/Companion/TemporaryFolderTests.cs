using DccBridge.Companion.Platform;

namespace DccBridge.Tests.Companion;

[TestFixture]
public sealed class TemporaryFolderTests
{
    [Test]
    public async Task Two_that_remove_it_at_once_leave_nothing()
    {
        for (var round = 0; round < 20; round++)
        {
            var folder = new TemporaryFolder();
            for (var i = 0; i < 40; i++)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.Folder($"{i:D2}"), "file"), "x");
            }

            using var start = new Barrier(2);
            void Remove()
            {
                start.SignalAndWait(TimeSpan.FromSeconds(20));
                folder.Dispose();
            }

            await Task.WhenAll(Task.Run(Remove), Task.Run(Remove)).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.That(folder.Root, Does.Not.Exist);
        }
    }
}
