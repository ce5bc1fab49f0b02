using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DccBridge.Companion.Resident;
using DccBridge.Companion.Resident.Views;
using Microsoft.AspNetCore.Http;

namespace DccBridge.Companion.Api;

/// <summary>The table of endpoints. What one reads and answers is typed where it is added, so that the OpenAPI document cannot say anything else.</summary>
internal sealed class ApiTable(IResident resident, ApiOptions options, TimeProvider time)
{
    private static readonly FlagParameter Wait = new("wait", "1 answers when the activity has ended (200) instead of when it was taken (202).");

    private readonly List<ApiEndpoint> _endpoints = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<ApiEndpoint> Endpoints => _endpoints;

    /// <summary>Adds one that is not of the usual kinds.</summary>
    public void Add(ApiEndpoint endpoint) => _endpoints.Add(endpoint);

    /// <summary>Answers with a value.</summary>
    public void Get<T>(string path, string summary, JsonTypeInfo<T> answer, Func<ApiCall, T> run, params IReadOnlyList<ApiParameter> parameters) =>
        GetAsync(path, summary, answer, call => Task.FromResult(run(call)), parameters);

    /// <summary>Answers with a value that takes time.</summary>
    public void GetAsync<T>(string path, string summary, JsonTypeInfo<T> answer, Func<ApiCall, Task<T>> run, params IReadOnlyList<ApiParameter> parameters) =>
        Value("GET", path, summary, answer, run, parameters);

    /// <summary>Does something that needs no body, and answers with what came of it.</summary>
    public void Do<T>(string path, string summary, JsonTypeInfo<T> answer, Func<ApiCall, Task<T>> run, params IReadOnlyList<ApiParameter> parameters) =>
        Value("POST", path, summary, answer, run, parameters);

    /// <summary>Does something that a body asks for, and answers with what came of it.</summary>
    /// <param name="method">POST or PUT.</param>
    /// <param name="path">Its path.</param>
    /// <param name="summary">One line for a person.</param>
    /// <param name="body">What is read.</param>
    /// <param name="whenEmpty">Stands for a body that is left out; null when there must be one.</param>
    /// <param name="answer">What is answered.</param>
    /// <param name="run">Does it.</param>
    /// <param name="parameters">Parts of the address.</param>
    public void Do<TBody, T>(
        string method, string path, string summary, JsonTypeInfo<TBody> body, TBody? whenEmpty, JsonTypeInfo<T> answer, Func<ApiCall, TBody, Task<T>> run, params IReadOnlyList<ApiParameter> parameters)
        where TBody : class, new() =>
        Add(new ApiEndpoint
        {
            Method = method,
            Path = path,
            Summary = summary,
            Parameters = parameters,
            Body = body,
            BodyIsOptional = whenEmpty is not null,
            Answers = [new ApiAnswer(StatusCodes.Status200OK, "Done.", answer)],
            RunAsync = async call => await AnswerAsync(call, StatusCodes.Status200OK, answer, await run(call, await call.ReadAsync(body, whenEmpty).ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false),
        });

    /// <summary>Does something that leaves nothing to say.</summary>
    public void Silent(string method, string path, string summary, Func<ApiCall, Task> run, params IReadOnlyList<ApiParameter> parameters) => Add(new ApiEndpoint
    {
        Method = method,
        Path = path,
        Summary = summary,
        Parameters = parameters,
        Answers = [new ApiAnswer(StatusCodes.Status204NoContent, "Done.")],
        RunAsync = async call =>
        {
            await run(call).ConfigureAwait(false);
            call.Context.Response.StatusCode = StatusCodes.Status204NoContent;
        },
    });

    /// <summary>Does something that a body asks for and that leaves nothing to say.</summary>
    public void Silent<TBody>(string path, string summary, JsonTypeInfo<TBody> body, Func<ApiCall, TBody, Task> run, params IReadOnlyList<ApiParameter> parameters)
        where TBody : class, new() =>
        Add(new ApiEndpoint
        {
            Method = "POST",
            Path = path,
            Summary = summary,
            Parameters = parameters,
            Body = body,
            Answers = [new ApiAnswer(StatusCodes.Status204NoContent, "Done.")],
            RunAsync = async call =>
            {
                await run(call, await call.ReadAsync(body, null).ConfigureAwait(false)).ConfigureAwait(false);
                call.Context.Response.StatusCode = StatusCodes.Status204NoContent;
            },
        });

    /// <summary>Begins an activity that needs no body.</summary>
    public void Begin(string path, string summary, Func<ApiCall, ActivityView> begin, params IReadOnlyList<ApiParameter> parameters) => Add(new ApiEndpoint
    {
        Method = "POST",
        Path = path,
        Summary = summary,
        Parameters = [.. parameters, Wait],
        Answers = Begun,
        RunAsync = call => AnswerAsync(call, begin(call)),
    });

    /// <summary>Begins an activity that a body asks for.</summary>
    public void Begin<TBody>(string path, string summary, JsonTypeInfo<TBody> body, TBody? whenEmpty, Func<ApiCall, TBody, ActivityView> begin, params IReadOnlyList<ApiParameter> parameters)
        where TBody : class, new() =>
        Add(new ApiEndpoint
        {
            Method = "POST",
            Path = path,
            Summary = summary,
            Parameters = [.. parameters, Wait],
            Body = body,
            BodyIsOptional = whenEmpty is not null,
            Answers = Begun,
            RunAsync = async call => await AnswerAsync(call, begin(call, await call.ReadAsync(body, whenEmpty).ConfigureAwait(false))).ConfigureAwait(false),
        });

    /// <summary>Waits for the end of an activity; null when it did not come in time.</summary>
    public async Task<ActivityView?> EndOfAsync(ApiCall call, Guid id, TimeSpan longest)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, limit.Token);
        try
        {
            return await resident.Activities.WaitAsync(id, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !call.Cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Writes a value as JSON.</summary>
    public static Task AnswerAsync<T>(ApiCall call, int status, JsonTypeInfo<T> type, T value)
    {
        call.Context.Response.StatusCode = status;
        call.Context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(call.Context.Response.BodyWriter, value, type, call.Cancellation);
    }

    private static IReadOnlyList<ApiAnswer> Begun { get; } =
    [
        new ApiAnswer(StatusCodes.Status202Accepted, "Taken; Location names the activity, which tells how it goes on.", ApiJson.Default.ActivityView),
        new ApiAnswer(StatusCodes.Status200OK, "With wait=1: it has ended.", ApiJson.Default.ActivityView),
    ];

    private void Value<T>(string method, string path, string summary, JsonTypeInfo<T> answer, Func<ApiCall, Task<T>> run, IReadOnlyList<ApiParameter> parameters) => Add(new ApiEndpoint
    {
        Method = method,
        Path = path,
        Summary = summary,
        Parameters = parameters,
        Answers = [new ApiAnswer(StatusCodes.Status200OK, "Done.", answer)],
        RunAsync = async call => await AnswerAsync(call, StatusCodes.Status200OK, answer, await run(call).ConfigureAwait(false)).ConfigureAwait(false),
    });

    private async Task AnswerAsync(ApiCall call, ActivityView begun)
    {
        call.Context.Response.Headers.Location = $"/api/activities/{begun.Id:D}";
        var ended = Wait.Read(call) ? await EndOfAsync(call, begun.Id, options.LongestWait).ConfigureAwait(false) : null;
        await AnswerAsync(call, ended is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, ApiJson.Default.ActivityView, ended ?? begun).ConfigureAwait(false);
    }
}
