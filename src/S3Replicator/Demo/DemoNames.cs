namespace S3Replicator.Demo;

/// <summary>The names of what the demo sets up.</summary>
internal static class DemoNames
{
    public const string HomeRegion = "us-east-1";

    public const string AwayRegion = "eu-west-1";

    public const string SourceBucket = "demo-source";

    public const string MirrorBucket = "demo-mirror";

    public const string ArchiveBucket = "demo-archive";

    public const string Queue = "demo-events";

    public const string Role = "arn:aws:iam::000000000000:role/s3replicator";
}
