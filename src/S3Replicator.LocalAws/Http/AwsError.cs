namespace S3Replicator.LocalAws.Http;

/// <summary>An error as AWS answers it.</summary>
internal sealed record AwsError(int Status, string Code, string Message)
{
    /// <summary>Further elements of the error document, in order.</summary>
    public KeyValuePair<string, string>[] Details { get; init; } = [];

    /// <summary>Headers that come with the error.</summary>
    public KeyValuePair<string, string>[] Headers { get; init; } = [];

    /// <summary>Whether a fault rule asked for it, word by word.</summary>
    public bool IsInjected { get; init; }

    public AwsError With(string detail, string value) => this with { Details = [.. Details, new(detail, value)] };

    public AwsError WithHeader(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };
}
