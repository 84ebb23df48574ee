using System.CommandLine;

namespace S3Replicator.Commands;

/// <summary>The verbs about rule documents.</summary>
internal static class RulesCommand
{
    public static Command Create() => new("rules", "Check, explain, show and import rule documents.")
    {
        RulesValidateCommand.Create(),
        RulesExplainCommand.Create(),
        RulesShowCommand.Create(),
        RulesImportCommand.Create(),
    };
}
