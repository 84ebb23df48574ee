namespace S3Replicator.Doctor.Permissions;

/// <summary>A key that nobody has, since it ends in what was drawn by lot for this run.</summary>
internal sealed record ProbeKey(string Bucket, string Key);
