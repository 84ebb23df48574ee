using System.Collections.Immutable;
using S3Replicator.Core.Rules.Binding;
using S3Replicator.Core.Rules.Sources;
using S3Replicator.Core.Rules.Validation;
using S3Replicator.Core.Rules.Writing;

namespace S3Replicator.Core.Rules;

/// <summary>Turns rule documents in any format into rules, or into everything that is wrong with them.</summary>
public static class RuleLoader
{
    /// <summary>Loads rule documents from texts already read.</summary>
    /// <param name="texts">The files, in the order in which their rules count.</param>
    /// <param name="strict">Whether what S3 itself refuses is an error; otherwise it is a warning.</param>
    public static RuleLoadResult Load(IEnumerable<RuleText> texts, bool strict = false) => Load(texts, [], strict);

    /// <summary>Loads rule documents from files and folders.</summary>
    /// <param name="paths">Files, and folders whose <c>*.json</c>, <c>*.yaml</c>, <c>*.yml</c> and <c>*.xml</c> files are taken by name.</param>
    /// <param name="strict">Whether what S3 itself refuses is an error; otherwise it is a warning.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static Task<RuleLoadResult> LoadAsync(IEnumerable<string> paths, bool strict = false, CancellationToken cancellationToken = default) =>
        LoadAsync(paths.Select(path => RuleSources.Of(path, remote: null)), strict, cancellationToken);

    /// <summary>Loads rule documents from sources of any kind.</summary>
    /// <param name="sources">The sources, in the order in which their rules count.</param>
    /// <param name="strict">Whether what S3 itself refuses is an error; otherwise it is a warning.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<RuleLoadResult> LoadAsync(IEnumerable<IRuleSource> sources, bool strict = false, CancellationToken cancellationToken = default)
    {
        var reading = await RuleReading.OfAllAsync(sources, cancellationToken);
        return Load(reading.Texts, reading.Problems, strict);
    }

    internal static RuleLoadResult Load(IEnumerable<RuleText> texts, IEnumerable<RuleProblem> unread, bool strict)
    {
        var problems = new ProblemList(strict);
        foreach (var problem in unread)
        {
            problems.Error(problem);
        }

        var loaded = ImmutableArray.CreateBuilder<LoadedDocument>();
        foreach (var text in texts)
        {
            loaded.AddRange(TextLoader.Load(text, problems));
        }

        RuleValidators.CheckTogether(loaded.ToImmutable(), problems);
        if (!problems.Errors.IsEmpty)
        {
            return new RuleLoadResult(Rules: null, problems.Errors, problems.Warnings);
        }

        ImmutableArray<ReplicationDocument> documents = [.. loaded.Select(document => document.Model!)];
        return new RuleLoadResult(new RuleSet(documents, DocumentRevision.Of(documents)), problems.Errors, problems.Warnings);
    }
}
