using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using Testcontainers.LocalStack;

namespace S3Replicator.Tests.Scenarios;

/// <summary>LocalStack in a container, where a Docker engine answers.</summary>
public sealed class LocalStackFixture : ScenarioFixture
{
    private const string Image = "localstack/localstack:4";

    private LocalStackContainer? _container;

    public override async ValueTask DisposeAsync()
    {
        if (_container is not null)
        {
            await _container.DisposeAsync();
        }
    }

    protected override async Task<ScenarioEndpoint?> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _container = new LocalStackBuilder(Image).WithEnvironment("SERVICES", "s3,sqs,sts").Build();
            await _container.StartAsync(cancellationToken);
            return ScenarioEndpoint.OnThisMachine(_container.GetConnectionString());
        }
        catch (DockerUnavailableException)
        {
            Hindrance = "No Docker engine answers here, so LocalStack did not judge this.";
        }
        catch (DockerApiException exception)
        {
            Hindrance = $"The Docker engine does not start {Image}, so LocalStack did not judge this: {exception.Message}";
        }

        return null;
    }
}
