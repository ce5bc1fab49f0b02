using DccBridge.Protocol.Serialization;

namespace DccBridge.Benchmarks.Wire;

/// <summary>The content of the typical call, the same in every run.</summary>
internal static class SampleData
{
    public static string EchoText { get; } = new('e', 64);

    public static TypicalRequest Request { get; } = new()
    {
        Id = (BinaryGuid)new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        Path = "/Game/Environments/Warehouse/Props/Crates/Wooden/SM_Crate_01_A",
        Transform = new(new double[] { 120.5, -33.25, 88, 0, 0, 0.7071067811865476, 0.7071067811865476, 1, 1, 1 }),
        Values = new()
        {
            ["visible"] = true,
            ["lod"] = 2L,
            ["ratio"] = 0.75,
            ["layer"] = "Props",
            ["parent"] = DynamicValue.Nil,
        },
    };

    public static TypicalResponse Response { get; } = new()
    {
        Status = 0,
        Records = [.. Enumerable.Range(0, 20).Select(i => new TypicalRecord
        {
            Id = (BinaryGuid)new Guid(i, 7, 9, 1, 2, 3, 4, 5, 6, 7, 8),
            Name = $"SM_Crate_Wooden_{i:00}A",
            Path = $"/Game/Environments/Warehouse/Props/Crates/Wooden/SM_Crate_{i:00}_A",
            Class = "StaticMesh",
            Size = 1_234_567 + i,
            Modified = 1_763_650_000_000 + i,
        })],
    };
}
