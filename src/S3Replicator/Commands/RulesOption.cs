using System.CommandLine;

namespace S3Replicator.Commands;

/// <summary>The <c>--rules</c> option, the same on every verb that needs rules.</summary>
internal static class RulesOption
{
    public static Option<string[]> Create() =>
        SeveralValues.CreateOption("--rules", "A rule document, a folder of them, s3://BUCKET/KEY, or bucket:NAME for that bucket's own replication configuration; several may be given.");
}
