using System.CommandLine;

namespace S3Replicator.Commands;

/// <summary>The <c>--state</c> option, the same on every verb that needs state.</summary>
internal static class StateOption
{
    public static Option<string?> Create() => new("--state")
    {
        Description = "Where receipts and failures are kept: a folder, or s3://bucket/prefix for a fleet.",
        HelpName = "URI",
    };
}
