namespace DccBridge.Benchmarks.Wire;

/// <summary>Arguments of the wire command.</summary>
internal sealed record WireArguments(bool Json, int Rounds, string? Only)
{
    public static WireArguments Parse(string[] arguments)
    {
        bool json = false;
        int rounds = 9;
        string? only = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--json":
                    json = true;
                    break;
                case "--rounds" when i + 1 < arguments.Length:
                    rounds = int.Parse(arguments[++i]);
                    break;
                case "--only" when i + 1 < arguments.Length:
                    only = arguments[++i];
                    break;
                default:
                    throw new ArgumentException($"'{arguments[i]}' is not understood; see dccbridge-benchmarks without arguments.");
            }
        }

        return new(json, Math.Clamp(rounds, 1, 101), only);
    }
}
