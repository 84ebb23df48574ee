namespace S3Replicator.Tests.Scenarios;

/// <summary>Judged by the endpoint that S3REPLICATOR_TEST_ENDPOINT names, and by local without it.</summary>
public sealed class EndpointScenarios(EndpointFixture fixture) : ReplicationScenarios(fixture), IClassFixture<EndpointFixture>;
