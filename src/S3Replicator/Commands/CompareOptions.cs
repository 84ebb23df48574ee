using System.CommandLine;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Rules.Permissions.Existing;
using S3Replicator.Iam;

namespace S3Replicator.Commands;

/// <summary>The options with which <c>iam</c> compares a role that is there instead of printing policies.</summary>
internal sealed class CompareOptions
{
    private readonly Option<string[]> _files = SeveralValues.CreateOption(
        "--compare",
        "What a role has today, to be compared with what the rules need: what aws iam get-role, get-role-policy and get-policy-version print, "
            + "policy documents, or what iam prints; - is standard input. All files together are one role.");

    private readonly Option<string?> _role = new("--role")
    {
        Description = "With --compare: the rules' role that the files' role is, or shall stand in for, where that is not clear by itself.",
        HelpName = "ARN",
    };

    private readonly Option<string> _output = OutputFormat.CreateOption();

    public void AddTo(Command command)
    {
        command.Options.Add(_files);
        command.Options.Add(_role);
        command.Options.Add(_output);
        command.Validators.Add(given =>
        {
            if (given.GetResult(_role) is not null && given.GetResult(_files) is null)
            {
                given.AddError("--role is for --compare alone.");
            }
        });
    }

    public bool IsWanted(ParseResult parsed) => parsed.GetResult(_files) is not null;

    public async Task<int> RunAsync(ParseResult parsed, RequiredPolicies policies, string? worker, CancellationToken cancellationToken)
    {
        var parts = await ExistingRoleFiles.ReadAsync(parsed.GetValue(_files) ?? [], cancellationToken);
        var choice = RoleChoice.Choose(policies, worker, parts, parsed.GetValue(_role));

        if (choice.Required is not { } required)
        {
            throw new CommandException(
                ExitCode.WrongUsage, TerminalText.Visible(choice.Problem!), choice.Mend is null ? null : TerminalText.Visible(choice.Mend));
        }

        var comparison = RoleComparer.Compare(required, choice.Existing, isWorkerKnown: worker is not null);
        await parsed.InvocationConfiguration.Output.WriteAsync(OutputFormat.IsJson(parsed, _output)
            ? ComparisonJson.Write(comparison)
            : ComparisonText.Write(comparison, TerminalText.ForStandardOutput()));
        return comparison.Suffices ? ExitCode.Done : ExitCode.AnswerIsNo;
    }
}
