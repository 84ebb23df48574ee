using System.CommandLine;

namespace S3Replicator.Commands;

/// <summary>The rule documents that a verb about rules looks at.</summary>
internal static class RulePaths
{
    public static Argument<string[]> CreateArgument() => new("PATH")
    {
        Description = "Rule files, and folders of them (*.json, *.yaml, *.yml, *.xml).",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<bool> CreateStrict() => new("--strict")
    {
        Description = "Refuse whatever S3 itself refuses; otherwise much of it is a warning.",
    };
}
