using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DccBridge.Benchmarks.Reporting;

/// <summary>One goal and what was measured.</summary>
internal sealed record Goal(string Name, double Value, string Rule, bool Met);

/// <summary>One figure without a goal.</summary>
internal sealed record Figure(string Name, double Value, string Unit);

/// <summary>All of a run.</summary>
internal sealed class Report
{
    public string Machine { get; init; } = $"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}";

    public DateTime Date { get; init; } = DateTime.UtcNow;

    public int Rounds { get; init; }

    public List<Figure> Figures { get; } = [];

    public List<Goal> Goals { get; } = [];

    public void Add(string name, double value, string unit) => Figures.Add(new(name, Math.Round(value, 3), unit));

    public void AtMost(string name, double value, double limit) =>
        Goals.Add(new(name, Math.Round(value, 6), string.Create(CultureInfo.InvariantCulture, $"<= {limit}"), value <= limit));

    public void AtLeast(string name, double value, double limit) =>
        Goals.Add(new(name, Math.Round(value, 3), string.Create(CultureInfo.InvariantCulture, $">= {limit}"), value >= limit));

    public void WriteJson(TextWriter output) => output.WriteLine(JsonSerializer.Serialize(this, ReportJson.Default.Report));

    public void WriteText(TextWriter output)
    {
        output.WriteLine($"{Date:yyyy-MM-dd HH:mm} UTC, {Machine}, {Rounds} paired rounds, medians");
        foreach (Figure figure in Figures)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure.Name,-66} {figure.Value,14:N2} {figure.Unit}"));
        }

        output.WriteLine("goals");
        foreach (Goal goal in Goals)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(goal.Met ? "met   " : "MISSED")} {goal.Name,-60} {goal.Value,10:0.######}  {goal.Rule}"));
        }
    }
}

/// <summary>JSON without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
