using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>The session policy that narrows a role's session to what a document's own rules need; pure.</summary>
public static class ScopedSessionPolicy
{
    /// <summary>The most characters that STS takes of a policy handed to AssumeRole.</summary>
    private const int MostCharacters = 2048;

    /// <summary>Under which keys a bucket encrypts by default, the rules do not say; so any, which the role's own policy allows, but through S3 alone.</summary>
    private static readonly PolicyStatement Keys = new()
    {
        Sid = "Keys",
        Actions = [.. Actions.Encrypt],
        Resources = ["*"],
        Conditions = [new("StringLike", "kms:ViaService", ["s3.*.amazonaws.com*"])],
    };

    /// <summary>The policies to try, the narrowest first: by buckets and prefixes, and by buckets alone, which is shorter.</summary>
    public static ImmutableArray<string> Of(ReplicationDocument document)
    {
        var needed = RolePermissions.Of([document])
            .RemoveAll(statement => statement.Actions.All(action => action.StartsWith("kms:", StringComparison.Ordinal)));
        var byPrefix = Write(needed);
        var byBucket = Write(OfBuckets(needed));
        return byPrefix.Length <= MostCharacters ? [byPrefix, byBucket] : [byBucket];
    }

    /// <summary>One statement for each set of buckets, whatever prefixes they were narrowed to.</summary>
    private static IEnumerable<PolicyStatement> OfBuckets(IEnumerable<PolicyStatement> statements) => statements
        .GroupBy(statement => string.Join(' ', statement.Resources.Select(WholeBucket).Distinct(StringComparer.Ordinal)), StringComparer.Ordinal)
        .Select(group => group.First() with
        {
            Actions = [.. group.SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Resources = [.. group.Key.Split(' ')],
        });

    private static string WholeBucket(string resource) =>
        resource.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? $"{resource.AsSpan(0, slash)}/*" : resource;

    private static string Write(IEnumerable<PolicyStatement> statements)
    {
        var policy = new PolicyDocument([.. statements, Keys]).ToJson();

        foreach (var statement in policy["Statement"]!.AsArray())
        {
            statement!.AsObject().Remove("Sid");
        }

        return policy.ToJsonString();
    }
}
