using DccBridge.Dcc.Brine;

namespace DccBridge.Dcc.Rpyc;

/// <summary>Values with their label: plain ones by value, objects by reference (rpyc core/protocol.py, _box and _unbox).</summary>
/// <param name="connection">Whose objects they are.</param>
/// <param name="callbacks">Objects of this side that Python holds.</param>
internal sealed class RpycBoxing(RpycConnection connection, RpycCallbackTable callbacks)
{
    /// <summary>Adds a frame whose content <paramref name="write"/> boxes. Callbacks of a frame that cannot be written are not lent.</summary>
    /// <exception cref="BrineException">Something in it can be sent neither by value nor by reference, or it is too long; nothing was added.</exception>
    public void Add(RpycFrameWriter frames, int maxBytes, RpycMessage message, long sequence, Action<BrineWriter, List<RpycCallback>> write)
    {
        var lent = new List<RpycCallback>();
        try
        {
            frames.Add(maxBytes, message, sequence, (write, lent), static (brine, content) => content.write(brine, content.lent));
        }
        catch (BrineException)
        {
            foreach (var callback in lent)
            {
                callbacks.Release(callback, 1);
            }

            throw;
        }
    }

    /// <summary>Writes a value with its label.</summary>
    /// <param name="brine">Where it goes.</param>
    /// <param name="value">The value.</param>
    /// <param name="lent">Gets the callbacks in it, each as often as it was lent.</param>
    /// <exception cref="BrineException">It can be sent neither by value nor by reference.</exception>
    public void Box(BrineWriter brine, object? value, List<RpycCallback> lent)
    {
        switch (value)
        {
            case RpycReference reference:
                if (!ReferenceEquals(reference.Connection, connection))
                {
                    throw new BrineException($"{reference} lives on another connection.");
                }

                Label(brine, RpycLabel.ReceiversObject);
                brine.Write(reference.Id);
                break;
            case RpycCallback callback:
                Label(brine, RpycLabel.SendersObject);
                brine.Write(callbacks.Lend(callback));
                lent.Add(callback);
                break;
            case PythonTuple tuple when !IsDeeplyPlain(tuple):
                Label(brine, RpycLabel.Tuple);
                brine.TupleHead(tuple.Count);
                foreach (var item in tuple)
                {
                    Box(brine, item, lent);
                }

                break;
            default:
                Label(brine, RpycLabel.Value);
                brine.Write(value);
                break;
        }
    }

    /// <summary>The value of a labelled one.</summary>
    /// <exception cref="BrineException">It is no labelled value, or names an object that this side never lent.</exception>
    public object? Unbox(object? boxed)
    {
        if (boxed is not PythonTuple { Count: 2 } pair || pair[0] is not long label)
        {
            throw new BrineException("A value has no label.");
        }

        return ((RpycLabel)label, pair[1]) switch
        {
            (RpycLabel.Value, var value) => value,
            (RpycLabel.Tuple, PythonTuple items) => new PythonTuple(items.Select(Unbox).ToArray()),
            (RpycLabel.ReceiversObject, PythonTuple id) => callbacks.Find(id),
            (RpycLabel.SendersObject, PythonTuple { Count: 3 } id) => new RpycReference(connection, id),
            _ => throw new BrineException($"A value has the label {label} and a content that does not fit it."),
        };
    }

    private static void Label(BrineWriter brine, RpycLabel label)
    {
        brine.TupleHead(2);
        brine.Write((long)label);
    }

    private static bool IsDeeplyPlain(PythonTuple tuple) =>
        tuple.All(static item => item is PythonTuple inner ? IsDeeplyPlain(inner) : item is not (RpycReference or RpycCallback));
}
