using System.Diagnostics;

namespace DccBridge.EndToEnd.Tray;

/// <summary>Waits for what other programs do on a screen, where nobody tells when it is done.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks again and again until there is something.</summary>
    /// <exception cref="TimeoutException">There was nothing within the limit.</exception>
    public static async Task<T> SomeAsync<T>(Func<Task<T?>> look, string what, int seconds = 30)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(seconds))
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(Step);
        }

        throw new TimeoutException($"Within {seconds} s there was no {what}.");
    }
}
