using System.Buffers.Binary;
using DccBridge.Server.Storage;
using DccBridge.Tests.Server.Fakes;

namespace DccBridge.Tests.Server.Storage;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FileEventLogTests : IDisposable
{
    private static readonly Guid Instance = new("11111111-2222-3333-4444-555555555555");
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly RecordingLog _log = new();
    private readonly StorageOptions _options = new() { EventsPerSegment = 4, EventCount = 10 };

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Events_are_numbered_from_one_and_come_back_after_a_restart()
    {
        using (var log = Open())
        {
            Assert.That(Append(log, 3), Is.EqualTo(new long[] { 1, 2, 3 }));
        }

        using (var log = Open())
        {
            var events = log.Read(2, 100);
            Assert.That(events.Select(e => e.Sequence), Is.EqualTo(new long[] { 2, 3 }));
            Assert.That(events.Select(e => BinaryPrimitives.ReadInt64LittleEndian(e.Payload.Span)), Is.EqualTo(new long[] { 2, 3 }), "the payload was made for its number");
            Assert.That(events[0].InstanceId, Is.EqualTo(Instance));
            Assert.That(events[0].At, Is.EqualTo(_time.GetUtcNow().UtcDateTime));
            Assert.That(Append(log, 1), Is.EqualTo(new long[] { 4 }));
        }
    }

    [Test]
    public void A_log_cut_at_any_byte_keeps_all_whole_events_and_goes_on_with_the_next_number()
    {
        using (var log = Open())
        {
            Append(log, 3);
        }

        var path = Directory.GetFiles(_folder.Path, "events-*").Single();
        var whole = File.ReadAllBytes(path);
        var size = (whole.Length - 8) / 3;
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            var kept = Math.Max(0, (length - 8) / size);
            using var log = Open();
            Assert.That(log.NextSequence, Is.EqualTo(kept + 1), $"cut at {length}");
            Assert.That(Append(log, 1), Is.EqualTo(new long[] { kept + 1 }));
            Assert.That(log.Read(1, 100), Has.Count.EqualTo(kept + 1));
        }
    }

    [Test]
    public void Events_over_several_segments_are_read_in_order()
    {
        using var log = Open(_options with { EventCount = 1000 });
        Append(log, 11);
        Assert.That(Directory.GetFiles(_folder.Path, "events-*"), Has.Length.EqualTo(3));
        Assert.That(log.Read(3, 7).Select(e => e.Sequence), Is.EqualTo(new long[] { 3, 4, 5, 6, 7, 8, 9 }));
    }

    [Test]
    public void Of_too_many_events_the_oldest_are_dropped_and_their_files_too()
    {
        using var log = Open();
        Append(log, 30);
        Assert.That(log.FirstSequence, Is.EqualTo(21));
        Assert.That(log.Read(1, 100).Select(e => e.Sequence), Is.EqualTo(Enumerable.Range(21, 10).Select(n => (long)n)));
        Assert.That(Directory.GetFiles(_folder.Path, "events-*"), Has.Length.LessThanOrEqualTo(4));
    }

    [Test]
    public void Events_older_than_seven_days_are_dropped_and_no_number_is_given_twice()
    {
        using (var log = Open())
        {
            Append(log, 6);
            _time.Advance(TimeSpan.FromDays(8));
            Assert.That(log.FirstSequence, Is.EqualTo(7));
            Assert.That(log.Read(1, 100), Is.Empty);
        }

        using (var log = Open())
        {
            Assert.That(Append(log, 1), Is.EqualTo(new long[] { 7 }));
            Assert.That(log.Read(1, 100).Single().Sequence, Is.EqualTo(7));
        }
    }

    [Test]
    public void Acknowledgements_outlive_a_restart_and_never_go_back()
    {
        using (var log = Open())
        {
            Append(log, 2);
            Assert.That(log.Acknowledged("artist"), Is.Null);
            Assert.That(log.Remember("artist", 2), Is.EqualTo(2), "a new client begins at its place");
            Append(log, 3);
            log.Acknowledge("artist", 4);
            log.Acknowledge("artist", 3);
            log.Acknowledge("unknown", 3);
        }

        using (var log = Open())
        {
            Assert.That(log.Remember("artist", 5), Is.EqualTo(4));
            Assert.That(log.Acknowledged("unknown"), Is.Null);
        }
    }

    [Test]
    public void A_client_cannot_acknowledge_what_does_not_exist_yet()
    {
        using var log = Open();
        Append(log, 2);
        log.Remember("artist", 0);
        log.Acknowledge("artist", long.MaxValue);
        Assert.That(log.Acknowledged("artist"), Is.EqualTo(2));
        Assert.That(log.Remember("other", long.MaxValue), Is.EqualTo(2));
    }

    [Test]
    public void Many_acknowledgements_do_not_grow_the_file_without_end()
    {
        using (var log = Open(_options with { EventCount = 100_000, EventsPerSegment = 100_000 }))
        {
            log.Remember("artist", 0);
            for (var i = 1; i <= 10_000; i++)
            {
                Append(log, 1);
                log.Acknowledge("artist", i);
            }
        }

        Assert.That(new FileInfo(_folder["acknowledged.log"]).Length, Is.LessThan(4_200 * 48));
        using var reopened = Open();
        Assert.That(reopened.Acknowledged("artist"), Is.EqualTo(10_000));
    }

    [Test]
    public void An_acknowledged_number_is_not_given_again_when_its_event_was_lost()
    {
        using (var log = Open())
        {
            log.Remember("artist", 0);
            Append(log, 3);
            log.Acknowledge("artist", 3);
        }

        File.Delete(Directory.GetFiles(_folder.Path, "events-*").Single());
        using (var log = Open())
        {
            Assert.That(Append(log, 1), Is.EqualTo(new long[] { 4 }));
        }
    }

    [Test]
    public void Of_too_many_clients_the_one_away_longest_is_forgotten()
    {
        var options = _options with { DurableClients = 2 };
        using (var log = Open(options))
        {
            foreach (var client in new[] { "a", "b", "c" })
            {
                log.Remember(client, 0);
                _time.Advance(TimeSpan.FromMinutes(1));
            }
        }

        using (var log = Open(options))
        {
            Assert.That(new[] { log.Acknowledged("a"), log.Acknowledged("b"), log.Acknowledged("c") }, Is.EqualTo(new long?[] { null, 0, 0 }));
        }
    }

    [Test]
    public void An_event_that_does_not_fit_the_disk_has_no_number()
    {
        var disk = new LimitedDisk(1_000_000);
        using var log = new FileEventLog(_folder.Path, disk, _options, _time, _log);
        Append(log, 2);
        disk.FreeBytes = 10;
        Assert.Throws<IOException>(() => Append(log, 1));
        disk.FreeBytes = 1_000_000;
        Assert.That(Append(log, 1), Is.EqualTo(new long[] { 3 }));
        Assert.That(log.Read(1, 10), Has.Count.EqualTo(3));
    }

    private static List<long> Append(FileEventLog log, int count)
    {
        var sequences = new List<long>();
        for (var i = 0; i < count; i++)
        {
            sequences.Add(log.Append(Instance, sequence =>
            {
                var payload = new byte[20];
                BinaryPrimitives.WriteInt64LittleEndian(payload, sequence);
                return payload;
            }).Sequence);
        }

        return sequences;
    }

    private FileEventLog Open(StorageOptions? options = null) => new(_folder.Path, new SystemDisk(), options ?? _options, _time, _log);
}
