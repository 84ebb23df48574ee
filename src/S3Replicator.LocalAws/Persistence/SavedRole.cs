namespace S3Replicator.LocalAws.Persistence;

/// <summary>A role that somebody defined; policies as they were written.</summary>
internal sealed record SavedRole(string Arn, string? Trust, IReadOnlyList<string>? Permissions, int MaxSessionSeconds);
