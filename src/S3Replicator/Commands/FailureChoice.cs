using System.CommandLine;
using S3Replicator.Core.State.Failures;

namespace S3Replicator.Commands;

/// <summary>The options by which the verbs about failures choose among them; without any they mean all.</summary>
internal sealed class FailureChoice
{
    private readonly Option<string?> _rule = new("--rule") { Description = "Only failures of the rule with this ID.", HelpName = "ID" };
    private readonly Option<string?> _reason = new("--reason") { Description = "Only failures with this code, such as DstBucketNotFound.", HelpName = "CODE" };
    private readonly Option<string?> _since = PastTime.CreateOption("--since", "Only operations that failed since then.");
    private readonly Option<string?> _id = new("--id") { Description = "Only the failure with this id.", HelpName = "ID" };
    private readonly Option<string?> _state = StateOption.Create();

    public void AddTo(Command command)
    {
        command.Options.Add(_rule);
        command.Options.Add(_reason);
        command.Options.Add(_since);
        command.Options.Add(_id);
        command.Options.Add(_state);
    }

    public string? StateOf(ParseResult parsed) => parsed.GetValue(_state);

    public FailureQuery QueryOf(ParseResult parsed, TimeProvider timeProvider) => new()
    {
        Rule = parsed.GetValue(_rule),
        Reason = parsed.GetValue(_reason),
        Since = parsed.GetValue(_since) is { } since ? PastTime.Parse(since, timeProvider.GetUtcNow()) : null,
        Id = parsed.GetValue(_id),
    };
}
