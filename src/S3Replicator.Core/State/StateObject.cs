namespace S3Replicator.Core.State;

/// <summary>An object of the state store.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ETag">Changes with the content; for <see cref="StateCondition.IfMatch"/>.</param>
public sealed record StateObject(ReadOnlyMemory<byte> Content, string ETag);
