using S3Replicator.Aws;
using S3Replicator.Aws.S3;
using S3Replicator.Commands;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Sources;

namespace S3Replicator.Hosting;

/// <summary>Loads the rules that a verb works by, or ends the verb.</summary>
internal static class RuleSetup
{
    /// <summary>Loads them; AWS is asked for only where a name leads there.</summary>
    public static async Task<RuleSet> LoadAsync(IEnumerable<string> names, Func<Task<AwsContext>> aws, CancellationToken cancellationToken)
    {
        var isRemote = names.Any(name => RuleSources.Of(name, remote: null) is not FileRuleSource);
        return await LoadAsync(names, isRemote ? new S3RuleDocuments(await aws()) : null, cancellationToken);
    }

    public static Task<RuleSet> LoadAsync(IEnumerable<string> names, AwsContext aws, CancellationToken cancellationToken) =>
        LoadAsync(names, new S3RuleDocuments(aws), cancellationToken);

    private static async Task<RuleSet> LoadAsync(IEnumerable<string> names, IRemoteDocuments? remote, CancellationToken cancellationToken)
    {
        var result = await RuleLoader.LoadAsync(names.Select(name => RuleSources.Of(name, remote)), strict: false, cancellationToken);

        foreach (var warning in result.Warnings)
        {
            await Console.Error.WriteLineAsync($"{warning.File}{warning.Pointer}: warning {warning.Code}: {warning.Message}");
        }

        if (result.Rules is { } rules)
        {
            return rules;
        }

        var lines = result.Errors.Select(error => $"{error.File}{error.Pointer}: {error.Code}: {error.Message} {error.Hint}".TrimEnd());
        throw new CommandException(ExitCode.WrongUsage, string.Join(Environment.NewLine, lines));
    }
}
