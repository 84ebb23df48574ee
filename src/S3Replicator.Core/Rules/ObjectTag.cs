namespace S3Replicator.Core.Rules;

/// <summary>One object tag.</summary>
public readonly record struct ObjectTag(string Key, string Value);
