namespace S3Replicator.Tests.Scenarios;

/// <summary>Judged by LocalStack.</summary>
public sealed class LocalStackScenarios(LocalStackFixture fixture) : ReplicationScenarios(fixture), IClassFixture<LocalStackFixture>;
