using S3Replicator.Tests.Local;

namespace S3Replicator.Tests.Scenarios;

/// <summary>The endpoint that the environment names; where it names none, the verb <c>local</c> as a process of its own.</summary>
public sealed class EndpointFixture : ScenarioFixture
{
    private LocalProgram? _local;

    public override ValueTask DisposeAsync() => _local?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<ScenarioEndpoint?> StartAsync(CancellationToken cancellationToken)
    {
        if (ScenarioEndpoint.FromEnvironment() is { } given)
        {
            return given;
        }

        _local = await LocalProgram.StartAsync(cancellationToken);
        return ScenarioEndpoint.OnThisMachine(_local.Endpoint);
    }
}
