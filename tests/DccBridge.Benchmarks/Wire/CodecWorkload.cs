using DccBridge.Benchmarks.Reporting;
using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using DccBridge.Protocol.Serialization;

namespace DccBridge.Benchmarks.Wire;

/// <summary>Encode and decode of the typical messages beside source-generated System.Text.Json with the same content.</summary>
internal static class CodecWorkload
{
    public static Task RunAsync(Report report, int rounds)
    {
        Compare(report, rounds, "request", 2.5, SampleData.Request, JsonRequest.Sample, CodecJson.Default.JsonRequest, 20_000);
        Compare(report, rounds, "response", 2, SampleData.Response, JsonResponse.Sample, CodecJson.Default.JsonResponse, 5_000);
        double[] transforms = [.. Enumerable.Range(0, 100_000).Select(i => i * 0.37)];
        Compare(report, rounds, "10,000 transforms", 9, new PackedArray<double>(transforms), transforms, CodecJson.Default.DoubleArray, 30);
        return Task.CompletedTask;
    }

    private static void Compare<TMessage, TJson>(Report report, int rounds, string name, double goal, TMessage message, TJson json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TJson> type, int count)
        where TMessage : IMessage<TMessage>
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(buffer, message);
        byte[] encoded = buffer.WrittenSpan.ToArray();
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(json, type);
        var jsonBuffer = new ArrayBufferWriter<byte>(text.Length + 1024);
        using var jsonWriter = new Utf8JsonWriter(jsonBuffer);

        double Time(Action work)
        {
            long started = Stopwatch.GetTimestamp();
            for (int i = 0; i < count; i++)
            {
                work();
            }

            return Stopwatch.GetElapsedTime(started).TotalMicroseconds / count;
        }

        void Encode()
        {
            buffer.ResetWrittenCount();
            MessageCodec.Encode(buffer, message);
        }

        void EncodeJson()
        {
            jsonBuffer.ResetWrittenCount();
            jsonWriter.Reset();
            JsonSerializer.Serialize(jsonWriter, json, type);
        }

        void Decode() => MessageCodec.Decode<TMessage>(encoded);
        void DecodeJson() => JsonSerializer.Deserialize(text, type);
        for (int i = 0; i < 3; i++)
        {
            _ = Time(Encode) + Time(Decode) + Time(EncodeJson) + Time(DecodeJson);
            Thread.Sleep(100);
        }

        List<double> writes = [], reads = [], jsonWrites = [], jsonReads = [];
        for (int round = 0; round < rounds; round++)
        {
            writes.Add(Time(Encode));
            jsonWrites.Add(Time(EncodeJson));
            reads.Add(Time(Decode));
            jsonReads.Add(Time(DecodeJson));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Encode();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        report.Add($"codec {name}, write / read", Median.Of(writes), "us write");
        report.Add($"codec {name}, read", Median.Of(reads), "us read");
        report.Add($"codec {name}, System.Text.Json write", Median.Of(jsonWrites), "us write");
        report.Add($"codec {name}, System.Text.Json read", Median.Of(jsonReads), "us read");
        report.Add($"codec {name}, bytes (JSON {text.Length})", encoded.Length, "bytes");
        IEnumerable<double> faster = Enumerable.Range(0, rounds).Select(i => (jsonWrites[i] + jsonReads[i]) / (writes[i] + reads[i]));
        report.AtLeast($"codec {name}, times faster than System.Text.Json", Median.Of(faster), goal);
        report.AtMost($"codec {name}, bytes allocated on write", allocated, 0);
    }
}
