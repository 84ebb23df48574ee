namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>What tells a queue from all others.</summary>
internal readonly record struct QueueName(string AccountId, string Region, string Name)
{
    private const string FifoSuffix = ".fifo";
    private const int LongestName = 80;

    public string Arn => $"arn:aws:sqs:{Region}:{AccountId}:{Name}";

    public bool IsFifo => HasFifoSuffix(Name);

    public static bool HasFifoSuffix(string name) => name.EndsWith(FifoSuffix, StringComparison.Ordinal);

    public static QueueName? FromArn(string arn) =>
        arn.Split(':') is ["arn", "aws", "sqs", { Length: > 0 } region, { Length: > 0 } account, { Length: > 0 } name]
            ? new QueueName(account, region, name)
            : null;

    /// <summary>Alphanumeric characters, hyphens and underscores, up to 80, the FIFO suffix included.</summary>
    public static bool IsValid(string name)
    {
        var stem = HasFifoSuffix(name) ? name.AsSpan(0, name.Length - FifoSuffix.Length) : name;
        if (stem.IsEmpty || name.Length > LongestName)
        {
            return false;
        }

        foreach (var c in stem)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
