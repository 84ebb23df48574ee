namespace S3Replicator.Tests.Scenarios;

/// <summary>An endpoint for the scenarios of one class, started and probed once.</summary>
public abstract class ScenarioFixture : IAsyncLifetime
{
    private IReadOnlyDictionary<Capability, string> _lacks = new Dictionary<Capability, string>();

    private ScenarioEndpoint? _endpoint;

    /// <summary>Why there is no endpoint; null where there is one.</summary>
    protected string? Hindrance { get; set; }

    public async ValueTask InitializeAsync()
    {
        if (await StartAsync(TestContext.Current.CancellationToken) is { } endpoint)
        {
            _endpoint = await endpoint.WithRoleAsync(TestContext.Current.CancellationToken);
            _lacks = await EndpointProbe.RunAsync(_endpoint, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Starts a scenario, or skips it with the reason why it cannot take place here.</summary>
    public async Task<ScenarioWorld> StartWorldAsync(bool versioned, bool locks, IEnumerable<Capability> needs, CancellationToken cancellationToken)
    {
        Assert.SkipWhen(_endpoint is null, Hindrance ?? string.Empty);
        string[] reasons = [.. needs.Where(_lacks.ContainsKey).Select(need => _lacks[need])];
        Assert.SkipWhen(reasons.Length > 0, $"The endpoint cannot take this scenario: {string.Join("; ", reasons)}.");
        return await ScenarioWorld.StartAsync(_endpoint!, isRoleUsable: !_lacks.ContainsKey(Capability.AssumeRole), versioned, locks, cancellationToken);
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Starts the endpoint, or says why not in <see cref="Hindrance"/>.</summary>
    protected abstract Task<ScenarioEndpoint?> StartAsync(CancellationToken cancellationToken);
}
