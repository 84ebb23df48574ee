namespace S3Replicator.Doctor;

/// <summary>What SQS says of a queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its URL.</param>
/// <param name="Region">Its region, where the URL tells it.</param>
/// <param name="Attributes">Its attributes by SQS's names.</param>
internal sealed record QueueFacts(string Name, string Url, string? Region, IReadOnlyDictionary<string, string> Attributes)
{
    public string? Arn => Attributes.GetValueOrDefault("QueueArn");
}
