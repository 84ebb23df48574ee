namespace S3Replicator.Aws;

/// <summary>Endpoints other than AWS's own, as the standard variables name them.</summary>
public sealed record AwsEndpoints(string? S3, string? Sqs, string? Sts)
{
    /// <summary>AWS's own endpoints.</summary>
    public static AwsEndpoints None { get; } = new(null, null, null);

    /// <summary>Reads <c>AWS_ENDPOINT_URL_S3</c>, <c>…_SQS</c>, <c>…_STS</c> and, for those not set, <c>AWS_ENDPOINT_URL</c>.</summary>
    public static AwsEndpoints FromEnvironment(Func<string, string?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var all = Read("AWS_ENDPOINT_URL");
        return new(Read("AWS_ENDPOINT_URL_S3") ?? all, Read("AWS_ENDPOINT_URL_SQS") ?? all, Read("AWS_ENDPOINT_URL_STS") ?? all);

        string? Read(string name) => read(name) is { Length: > 0 } value ? value : null;
    }
}
