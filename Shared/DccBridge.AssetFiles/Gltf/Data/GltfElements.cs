using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DccBridge.AssetFiles.Gltf.Data;

/// <summary>Reads the elements of an accessor in rising order through a window of bounded size; sparse ones are laid over them.</summary>
internal sealed class GltfElements
{
    private const int WindowBytes = 64 * 1024;
    private const string What = "the mesh data";

    private readonly GltfJson _json;
    private readonly GltfAccessor _accessor;
    private readonly byte[] _window;
    private readonly GltfElements? _sparseIndices;
    private readonly GltfElements? _sparseValues;
    private int _first;
    private int _loaded;
    private int _sparseNext;
    private int _sparseIndex = -1;

    public GltfElements(GltfJson json, GltfAccessor accessor)
    {
        _json = json;
        _accessor = accessor;
        // What is read into it overwrites it; without bytes its zeros are the elements.
        _window = accessor.Bytes is { } bytes ? GC.AllocateUninitializedArray<byte>((int)Math.Min(bytes.Length, WindowBytes)) : new byte[accessor.ElementBytes];
        if (accessor.Sparse is { } sparse)
        {
            _sparseIndices = new GltfElements(json, sparse.Indices);
            _sparseValues = new GltfElements(json, sparse.Values);
            NextSparse();
        }
    }

    /// <summary>Offset of an element in its file.</summary>
    public long OffsetOf(int index) => _accessor.Bytes is { } bytes ? bytes.Start + ((long)index * _accessor.Stride) : _json.OffsetOf(_accessor.Element);

    /// <summary>An error at an element.</summary>
    public AssetFileException Error(int index, string message) =>
        _accessor.Bytes is { } bytes ? bytes.Source.Error(OffsetOf(index), message) : _json.Error(_accessor.Element, message);

    /// <summary>A whole number, for accessors of unsigned scalars. Indices must rise from call to call.</summary>
    public uint UnsignedAt(int index) => Unsigned(At(index));

    /// <summary>A number, for accessors of scalars. Indices must rise from call to call.</summary>
    public float ScalarAt(int index) => Number(At(index));

    /// <summary>The first numbers of an element, as many as there is room for. Indices must rise from call to call.</summary>
    public void VectorAt(int index, Span<float> vector)
    {
        var bytes = At(index);
        if (_accessor.Component == GltfComponent.Float && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(bytes)[..vector.Length].CopyTo(vector);
            return;
        }

        var step = GltfAccessor.BytesOf(_accessor.Component);
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = Number(bytes[(i * step)..]);
        }
    }

    /// <summary>The first whole numbers of an element, for accessors of unsigned numbers. Indices must rise from call to call.</summary>
    public void UnsignedAt(int index, Span<uint> vector)
    {
        var bytes = At(index);
        var step = GltfAccessor.BytesOf(_accessor.Component);
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = Unsigned(bytes[(i * step)..]);
        }
    }

    /// <summary>The whole numbers of elements that follow each other, for accessors of unsigned scalars. Indices must rise from call to call.</summary>
    public void UnsignedFrom(int first, Span<uint> numbers)
    {
        if (_accessor.Bytes is null || _sparseIndices is not null)
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = UnsignedAt(first + i);
            }

            return;
        }

        while (numbers.Length > 0)
        {
            At(first);
            var ready = numbers[..Math.Min(numbers.Length, _first + _loaded - first)];
            Take(_window.AsSpan((first - _first) * _accessor.Stride), ready);
            first += ready.Length;
            numbers = numbers[ready.Length..];
        }
    }

    /// <summary>The numbers of all elements one after the other.</summary>
    public void CopyTo(Span<float> numbers)
    {
        var components = numbers.Length / _accessor.Count;
        if (_accessor is { Component: GltfComponent.Float, Bytes: { } bytes, Sparse: null } && _accessor.Stride == components * sizeof(float) && BitConverter.IsLittleEndian)
        {
            bytes.Source.Read(bytes.Start, MemoryMarshal.AsBytes(numbers), What);
            return;
        }

        for (var i = 0; i < _accessor.Count; i++)
        {
            VectorAt(i, numbers.Slice(i * components, components));
        }
    }

    private void Take(ReadOnlySpan<byte> bytes, Span<uint> numbers)
    {
        var stride = _accessor.Stride;
        switch (_accessor.Component)
        {
            case GltfComponent.UnsignedByte:
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = bytes[i * stride];
                }

                break;
            case GltfComponent.UnsignedShort:
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * stride)..]);
                }

                break;
            default:
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * stride)..]);
                }

                break;
        }
    }

    private uint Unsigned(ReadOnlySpan<byte> bytes) => _accessor.Component switch
    {
        GltfComponent.UnsignedByte => bytes[0],
        GltfComponent.UnsignedShort => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
    };

    // Normalized integers as the specification converts them (3.11, equations for normalized integers).
    private float Number(ReadOnlySpan<byte> bytes) => (_accessor.Component, _accessor.Normalized) switch
    {
        (GltfComponent.Float, _) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (GltfComponent.Byte, false) => (sbyte)bytes[0],
        (GltfComponent.Byte, true) => Math.Max((sbyte)bytes[0] / 127f, -1f),
        (GltfComponent.UnsignedByte, false) => bytes[0],
        (GltfComponent.UnsignedByte, true) => bytes[0] / 255f,
        (GltfComponent.Short, false) => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        (GltfComponent.Short, true) => Math.Max(BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32767f, -1f),
        (GltfComponent.UnsignedShort, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (GltfComponent.UnsignedShort, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes) / 65535f,
        _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
    };

    private ReadOnlySpan<byte> At(int index)
    {
        while (_sparseIndex >= 0 && _sparseIndex < index)
        {
            NextSparse();
        }

        if (_sparseIndex == index)
        {
            return _sparseValues!.At(_sparseNext - 1);
        }

        if (_accessor.Bytes is not { } bytes)
        {
            return _window;
        }

        if (index < _first || index >= _first + _loaded)
        {
            _first = index;
            _loaded = Math.Min(_accessor.Count - index, ((_window.Length - _accessor.ElementBytes) / _accessor.Stride) + 1);
            var length = ((_loaded - 1) * _accessor.Stride) + _accessor.ElementBytes;
            bytes.Source.Read(bytes.Start + ((long)index * _accessor.Stride), _window.AsSpan(0, length), What);
        }

        return _window.AsSpan((index - _first) * _accessor.Stride, _accessor.ElementBytes);
    }

    private void NextSparse()
    {
        if (_sparseNext == _accessor.Sparse!.Indices.Count)
        {
            _sparseIndex = -1;
            return;
        }

        var index = _sparseIndices!.UnsignedAt(_sparseNext);
        var following = _accessor.Sparse.Indices.Count - 1 - _sparseNext;
        if (index + (long)following >= _accessor.Count || index <= _sparseIndex)
        {
            throw _sparseIndices.Error(_sparseNext, $"sparse index {index}, with {following} more to follow, does not rise or does not stay below {_accessor.Count}; export it again");
        }

        _sparseIndex = (int)index;
        _sparseNext++;
    }
}
