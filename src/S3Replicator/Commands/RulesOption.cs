using System.CommandLine;

namespace S3Replicator.Commands;

/// <summary>The <c>--rules</c> option, the same on every verb that needs rules.</summary>
internal static class RulesOption
{
    public static Option<string[]> Create() =>
        SeveralValues.CreateOption("--rules", "A rule document, or a folder of them; several may be given.");
}
