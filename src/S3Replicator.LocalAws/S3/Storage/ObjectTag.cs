namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>A tag of an object.</summary>
internal readonly record struct ObjectTag(string Key, string Value);
