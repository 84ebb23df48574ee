namespace S3Replicator.Doctor.Permissions;

/// <summary>What was found of a permission.</summary>
/// <param name="Permission">Whether it is there.</param>
/// <param name="Behind">The missing action that hides it.</param>
internal sealed record Verdict(Permission Permission, string? Behind = null);
