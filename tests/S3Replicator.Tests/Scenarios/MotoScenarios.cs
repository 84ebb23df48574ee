namespace S3Replicator.Tests.Scenarios;

/// <summary>Judged by moto.</summary>
public sealed class MotoScenarios(MotoFixture fixture) : ReplicationScenarios(fixture), IClassFixture<MotoFixture>;
