using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>Buckets of other accounts than the one that reads and writes them: their own policies must allow it too.</summary>
internal static class ForeignBuckets
{
    private static readonly ImmutableArray<PolicyStatement> None = [];

    /// <summary>What somebody from outside does in a bucket.</summary>
    /// <param name="Bucket">The bucket's name.</param>
    /// <param name="Owner">The account that owns it.</param>
    /// <param name="Principal">Who reads or writes it: the role, or the worker itself where the rule has none.</param>
    /// <param name="IsSource">Whether the rule replicates from it, and not into it.</param>
    /// <param name="Rule">The rule.</param>
    internal readonly record struct Access(string Bucket, string Owner, string Principal, bool IsSource, BoundRule Rule);

    /// <summary>All such access, by bucket.</summary>
    public static ILookup<string, Access> Of(RuleSet rules, string? worker) => rules.Documents
        .SelectMany(document => document.Rules, (document, rule) => new BoundRule(document, rule, Index: 0))
        .Where(rule => rule.Rule.IsEnabled)
        .SelectMany(rule => AccessOf(rule, rule.Document.Role ?? worker))
        .ToLookup(access => access.Bucket, StringComparer.Ordinal);

    /// <summary>The policy of one bucket.</summary>
    public static PolicyDocument PolicyOf(IEnumerable<Access> bucket) => new([.. bucket
        .GroupBy(access => access.Principal, StringComparer.Ordinal)
        .SelectMany((group, index) => StatementsOf([.. group]).Select(statement => statement with
        {
            Sid = index == 0 ? statement.Sid : FormattableString.Invariant($"{statement.Sid}{index + 1}"),
            Principal = new("AWS", [group.Key]),
        }))]);

    private static IEnumerable<Access> AccessOf(BoundRule rule, string? principal)
    {
        if (principal?.Split(':') is not [_, _, _, _, { Length: > 0 } account, ..])
        {
            yield break;
        }

        if (rule.Document.SourceAccount is { } source && !string.Equals(source, account, StringComparison.Ordinal))
        {
            yield return new(rule.Document.Bucket, source, principal, IsSource: true, rule);
        }

        if (rule.Rule.Destination.Account is { } destination && !string.Equals(destination, account, StringComparison.Ordinal))
        {
            yield return new(rule.Rule.Destination.Bucket, destination, principal, IsSource: false, rule);
        }
    }

    private static ImmutableArray<PolicyStatement> StatementsOf(ImmutableArray<Access> accesses)
    {
        var read = accesses.Where(access => access.IsSource).Select(access => access.Rule).ToList();
        var written = accesses.Where(access => !access.IsSource).Select(access => access.Rule).ToList();
        return [.. read.Count > 0 ? RolePermissions.OfSource(read) : None, .. written.Count > 0 ? RolePermissions.OfDestination(written) : None];
    }
}
