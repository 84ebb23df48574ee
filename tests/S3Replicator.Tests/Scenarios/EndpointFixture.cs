using S3Replicator.LocalAws;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Scenarios;

/// <summary>The endpoint that the environment names; where it names none, the embedded local AWS, and workers there have least privilege.</summary>
public sealed class EndpointFixture : ScenarioFixture
{
    private LocalAwsServer? _local;

    public override ValueTask DisposeAsync() => _local?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<ScenarioEndpoint?> StartAsync(CancellationToken cancellationToken)
    {
        if (ScenarioEndpoint.FromEnvironment() is { } given)
        {
            return given;
        }

        var local = _local = await LocalAwsServer.StartAsync(new LocalAwsOptions(), cancellationToken);
        var endpoint = ScenarioEndpoint.OnThisMachine(local.Endpoint.ToString().TrimEnd('/'));
        return endpoint with { VariablesOf = arguments => LeastPrivilege.Apply(local, arguments, endpoint.Variables) };
    }
}
