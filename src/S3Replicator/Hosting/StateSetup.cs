using S3Replicator.Aws;
using S3Replicator.Aws.State;
using S3Replicator.Commands;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State;

namespace S3Replicator.Hosting;

/// <summary>Opens the state store that <c>--state</c> names, or ends the verb.</summary>
internal static class StateSetup
{
    private const string Forms = "It is a folder, file:///folder or s3://bucket/prefix.";

    /// <summary>Opens the store for a worker and marks it; null where none is named.</summary>
    public static async Task<IStateStore?> OpenForWritingAsync(string? text, RuleSet rules, AwsContext aws, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            return null;
        }

        var uri = Parse(text);
        CheckApart(uri, rules);
        return await GuardAsync(uri, async () =>
        {
            var store = await OpenAsync(uri, () => Task.FromResult(aws), cancellationToken);
            await StateLayout.PrepareAsync(store, cancellationToken);
            return store;
        });
    }

    /// <summary>Ends the verb where a worker could not use what is named; opens nothing.</summary>
    public static void Check(string? text, RuleSet rules)
    {
        if (text is not null)
        {
            CheckApart(Parse(text), rules);
        }
    }

    /// <summary>Opens the store for a verb that looks into it; AWS is asked for only where the state is in a bucket.</summary>
    public static async Task<IStateStore> OpenForReadingAsync(string? text, CancellationToken cancellationToken)
    {
        var uri = Parse(text);
        return await GuardAsync(uri, async () =>
        {
            var store = await OpenAsync(uri, () => AwsSetup.CreateAsync(regionOfQueue: null, cancellationToken), cancellationToken);

            if (!await StateLayout.ExistsAsync(store, cancellationToken))
            {
                await Console.Error.WriteLineAsync($"There is no state at {uri} yet.");
            }

            return store;
        });
    }

    /// <summary>Turns a fault of the store into the end of the verb.</summary>
    public static async Task<T> GuardAsync<T>(StateUri uri, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (StateStoreException exception)
        {
            throw uri is StateBucketUri
                ? new CommandException(
                    ExitCode.AwsRefused,
                    exception.Message,
                    "We need s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject under the prefix.",
                    exception)
                : new CommandException(ExitCode.WrongUsage, $"The state at {uri} cannot be used: {exception.Message}", innerException: exception);
        }
    }

    public static StateUri Parse(string? text) =>
        text is null ? throw new CommandException(ExitCode.WrongUsage, "No state is named.", $"Name it with --state. {Forms}")
        : StateUri.TryParse(text, out var uri, out var problem) ? uri
        : throw new CommandException(ExitCode.WrongUsage, $"--state {text} cannot be used: {problem}.", Forms);

    private static async Task<IStateStore> OpenAsync(StateUri uri, Func<Task<AwsContext>> aws, CancellationToken cancellationToken) => uri switch
    {
        StateBucketUri bucket => await S3StateStore.OpenAsync(await aws(), bucket, TimeProvider.System, cancellationToken),
        StateFolderUri folder => new FolderStateStore(folder.Path, TimeProvider.System),
        _ => throw new NotSupportedException($"No store is known for {uri}."),
    };

    /// <summary>State where a rule replicates from would cause events about state for ever.</summary>
    private static void CheckApart(StateUri uri, RuleSet rules)
    {
        if (uri is not StateBucketUri state || rules.ForBucket(state.Bucket) is not { } sources)
        {
            return;
        }

        foreach (var rule in sources.Rules.Select(bound => bound.Rule).Where(rule => rule.IsEnabled))
        {
            if (rule.Filter.Prefix.StartsWith(state.KeyPrefix, StringComparison.Ordinal) || state.KeyPrefix.StartsWith(rule.Filter.Prefix, StringComparison.Ordinal))
            {
                throw new CommandException(
                    ExitCode.WrongUsage,
                    $"Rule {rule.Id} would replicate the state at {uri}, and each replica would write more state.",
                    "Keep state in another bucket, or under a prefix that no rule covers.");
            }
        }
    }
}
