using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using DccBridge.Headless.Content;
using DccBridge.Headless.Engine;
using DccBridge.Server.Editor;

namespace DccBridge.Headless;

internal static class Program
{
    private const int Failed = 1;
    private const int CouldNotStart = 2;

    private static async Task<int> Main(string[] arguments)
    {
        HeadlessOptions options;
        try
        {
            options = CommandLine.Parse(arguments);
        }
        catch (UsageException exception)
        {
            await Console.Error.WriteLineAsync($"dccbridge-headless: {exception.Message}").ConfigureAwait(false);
            return CouldNotStart;
        }

        if (options.ShowHelp || options.ShowVersion)
        {
            await Console.Out.WriteAsync(options.ShowHelp ? CommandLine.Help() : Version() + "\n").ConfigureAwait(false);
            return 0;
        }

        try
        {
            using EditorLog log = OpenLog(options);
            return await RunAsync(options, log).ConfigureAwait(false);
        }
        catch (ContentFolderException exception)
        {
            await Console.Error.WriteLineAsync($"dccbridge-headless: {exception.Message}").ConfigureAwait(false);
            return CouldNotStart;
        }
    }

    private static async Task<int> RunAsync(HeadlessOptions options, EditorLog log)
    {
        ContentLayout layout = ContentLayout.Open(options.ContentFolder);
        using ContentLock held = ContentLock.Take(layout);
        using TextWriter output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" });
        var editor = new HeadlessEditor(layout, options, log, output.WriteLine);
        using PosixSignalRegistration interrupt = options.IsStoppedByParent
            ? PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true)
            : StopOn(PosixSignal.SIGINT, editor);
        using PosixSignalRegistration terminate = StopOn(PosixSignal.SIGTERM, editor);
        using PosixSignalRegistration hangUp = StopOn(PosixSignal.SIGHUP, editor);
        if (options.Control)
        {
            ControlInput.Start(Console.In, editor, output.WriteLine);
        }

        try
        {
            await editor.RunAsync().ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception) when (exception is not ContentFolderException)
        {
            log.Write(BridgeLogLevel.Error, "The editor failed.", exception);
            return Failed;
        }
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, HeadlessEditor editor) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        editor.Stop();
    });

    private static EditorLog OpenLog(HeadlessOptions options)
    {
        BridgeLogLevel lowest = options.Verbose ? BridgeLogLevel.Debug : BridgeLogLevel.Information;
        if (options.LogFile is not { } file)
        {
            return new EditorLog(Console.Error, lowest, TimeProvider.System);
        }

        try
        {
            return new EditorLog(new StreamWriter(file, append: true, new UTF8Encoding(false)), lowest, TimeProvider.System);
        }
        catch (Exception exception) when (DiskErrors.IsRefusal(exception) || exception is ArgumentException or NotSupportedException)
        {
            throw new ContentFolderException($"The log '{file}' cannot be written: {exception.Message} Give another file with --log.", exception);
        }
    }

    private static string Version() =>
        typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
