namespace S3Replicator.LocalAws.Sqs.Messages;

/// <summary>A typed attribute that travels beside the body.</summary>
/// <param name="Name">Up to 256 characters.</param>
/// <param name="DataType"><c>String</c>, <c>Number</c> or <c>Binary</c>, with an optional custom label.</param>
/// <param name="StringValue">For strings and numbers.</param>
/// <param name="BinaryValue">For binary values.</param>
internal sealed record MessageAttribute(string Name, string DataType, string? StringValue, byte[]? BinaryValue);
