using DccBridge.Companion.Resident.State;

namespace DccBridge.Tests.Companion.Resident;

/// <summary>The real disk, which a test can fill: then half of what is written arrives, as on a real one.</summary>
internal sealed class FillableDisk : IStateDisk
{
    private readonly StateDisk _real = new();

    public bool IsFull { get; set; }

    public Stream Append(string path) => new Filled(this, _real.Append(path));

    public Stream Create(string path) => new Filled(this, _real.Create(path));

    public void Flush(Stream stream)
    {
        ThrowWhenFull();
        _real.Flush(((Filled)stream).Inner);
    }

    private void ThrowWhenFull()
    {
        if (IsFull)
        {
            throw new IOException("No space left on device");
        }
    }

    private sealed class Filled(FillableDisk disk, Stream inner) : Stream
    {
        public Stream Inner => inner;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (disk.IsFull)
            {
                inner.Write(buffer[..(buffer.Length / 2)]);
            }

            disk.ThrowWhenFull();
            inner.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
