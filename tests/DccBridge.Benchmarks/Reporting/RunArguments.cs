namespace DccBridge.Benchmarks.Reporting;

/// <summary>Arguments of every command.</summary>
internal sealed record RunArguments(bool Json, int Rounds, string? Only)
{
    public static RunArguments Parse(string[] arguments)
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

    /// <summary>Runs the workloads whose names were asked for.</summary>
    public async Task RunAsync(string prefix, IEnumerable<(string Name, Func<Task> Run)> workloads)
    {
        foreach ((string name, Func<Task> run) in workloads)
        {
            if (Only is null || name.Contains(Only, StringComparison.OrdinalIgnoreCase))
            {
                // Standard output is the report's alone.
                (Json ? TextWriter.Null : Console.Error).WriteLine($"{prefix}: {name}");
                await run();
            }
        }
    }

    /// <summary>Prints the report.</summary>
    /// <returns>The exit code: 0 when all goals are met.</returns>
    public int Conclude(Report report)
    {
        if (Json)
        {
            report.WriteJson(Console.Out);
        }
        else
        {
            report.WriteText(Console.Out);
        }

        return report.Goals.TrueForAll(goal => goal.Met) ? 0 : 1;
    }
}
