using DccBridge.Companion.Resident.Views;
using DccBridge.Companion.Transfers;
using DccBridge.Dcc.Clients;

namespace DccBridge.Companion.Resident.Activities;

/// <summary>What activities need of other rooms. Members are called from any thread.</summary>
internal interface IActivityRooms
{
    /// <summary>Work for a project begins: what its verdicts say is told when it has ended.</summary>
    void Began(string projectPath, string project);

    /// <summary>Work for a project has ended.</summary>
    void Ended(string projectPath, ActivityView view);

    /// <summary>A file was sent and is an asset now.</summary>
    void Sent(string projectPath, string project, InspectedFile file);

    /// <summary>The client of a running DCC.</summary>
    /// <exception cref="ResidentException">It does not run.</exception>
    Task<IDccClient> DccAsync(string dccId, CancellationToken cancellation);
}
