using System.Buffers;
using MessagePack;

namespace DccBridge.Tests.Protocol;

/// <summary>One thing that can be written, read, and compared.</summary>
internal abstract record Token
{
    /// <summary>What reading gives; the token itself where nothing is lost on the way.</summary>
    public virtual Token Expected => this;

    public abstract void Write(ref MessagePackWriter writer);

    public abstract Token Read(ref MessagePackReader reader);

    public sealed record Signed(long Value) : Token
    {
        public override void Write(ref MessagePackWriter writer) => writer.Write(Value);

        public override Token Read(ref MessagePackReader reader) => new Signed(reader.ReadInt64());
    }

    public sealed record Unsigned(ulong Value) : Token
    {
        public override void Write(ref MessagePackWriter writer) => writer.Write(Value);

        public override Token Read(ref MessagePackReader reader) => new Unsigned(reader.ReadUInt64());
    }

    public sealed record Number(double Value) : Token
    {
        public override void Write(ref MessagePackWriter writer) => writer.Write(Value);

        public override Token Read(ref MessagePackReader reader) => new Number(reader.ReadDouble());
    }

    public sealed record Single(float Value) : Token
    {
        public override void Write(ref MessagePackWriter writer) => writer.Write(Value);

        public override Token Read(ref MessagePackReader reader) => new Single(reader.ReadSingle());
    }

    public sealed record Flag(bool Value) : Token
    {
        public override void Write(ref MessagePackWriter writer) => writer.Write(Value);

        public override Token Read(ref MessagePackReader reader) => new Flag(reader.ReadBoolean());
    }

    public sealed record Text(string? Value) : Token
    {
        public override Token Expected => Value is null ? this : new Text(GoldenText.WellFormed(Value));

        public override void Write(ref MessagePackWriter writer) => writer.Write(Value);

        public override Token Read(ref MessagePackReader reader) => new Text(reader.ReadString());
    }

    public sealed record Block(byte[] Value) : Token
    {
        public bool Equals(Block? other) => other is not null && Value.AsSpan().SequenceEqual(other.Value);

        public override int GetHashCode() => Value.Length;

        public override void Write(ref MessagePackWriter writer) => writer.Write(Value);

        public override Token Read(ref MessagePackReader reader) => new Block(reader.ReadBytes()!.Value.ToArray());
    }

    public sealed record Instant(DateTime Value) : Token
    {
        public override void Write(ref MessagePackWriter writer) => writer.Write(Value);

        public override Token Read(ref MessagePackReader reader) => new Instant(reader.ReadDateTime());
    }

    public sealed record Extension(sbyte Code, string Hex) : Token
    {
        public override void Write(ref MessagePackWriter writer) => writer.WriteExtensionFormat(new ExtensionResult(Code, Convert.FromHexString(Hex)));

        public override Token Read(ref MessagePackReader reader)
        {
            var extension = reader.ReadExtensionFormat();
            return new Extension(extension.TypeCode, Convert.ToHexStringLower(extension.Data.ToArray()));
        }
    }

    // Headers are read with the Try form, as no items follow them here.
    public sealed record Array(int Count) : Token
    {
        public override void Write(ref MessagePackWriter writer) => writer.WriteArrayHeader(Count);

        public override Token Read(ref MessagePackReader reader) => new Array(reader.TryReadArrayHeader(out var count) ? count : -1);
    }

    public sealed record Map(int Count) : Token
    {
        public override void Write(ref MessagePackWriter writer) => writer.WriteMapHeader(Count);

        public override Token Read(ref MessagePackReader reader) => new Map(reader.TryReadMapHeader(out var count) ? count : -1);
    }
}
