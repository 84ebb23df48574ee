namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>Compares a role as it is with what rules need; pure.</summary>
public static class RoleComparer
{
    /// <summary>The differences.</summary>
    /// <param name="required">What the rules need; without a trust policy where it is the worker itself.</param>
    /// <param name="existing">What is there.</param>
    /// <param name="isWorkerKnown">Whether the trust that is needed names the worker; otherwise it names the whole account.</param>
    public static RoleComparison Compare(RequiredRole required, ExistingRole existing, bool isWorkerKnown)
    {
        ArgumentNullException.ThrowIfNull(required);
        ArgumentNullException.ThrowIfNull(existing);
        var partition = RoleArn.TryParse(required.Arn, out var arn) ? arn.Partition : "aws";
        var needs = Need.Of(required.Permissions, partition);
        var statements = existing.Permissions.Select(statement => new StatementPatterns(statement)).ToList();
        var native = NativeReplication.Find(existing, statements, needs);
        IEnumerable<RoleDifference> differences =
        [
            .. required.Trust.Statements.SelectMany(trust => TrustOf(trust, existing, isWorkerKnown)),
            .. PermissionComparison.Of(needs, statements),
            .. existing.Boundaries.Select(Bounded),
            .. SurplusSearch.Of(needs, statements, native),
        ];
        return new()
        {
            Role = required.Arn,
            Described = existing.Arn,
            Native = native,
            Differences = [.. differences.OrderByDescending(difference => difference.Stops).ThenBy(difference => difference.Kind == DifferenceKind.Surplus)],
        };
    }

    private static IEnumerable<RoleDifference> TrustOf(PolicyStatement trust, ExistingRole existing, bool isWorkerKnown) => existing.Trust is { } statements
        ? TrustComparison.Of(trust, statements, isWorkerKnown)
        :
        [
            new()
            {
                Kind = DifferenceKind.NotCompared,
                IsTrust = true,
                Statement = trust.Sid,
                Found = "No file has the trust policy.",
                Mend = "Give what `aws iam get-role` prints as well.",
                Stops = false,
            },
        ];

    private static RoleDifference Bounded(string boundary) => new()
    {
        Kind = DifferenceKind.NotCompared,
        Statement = boundary,
        Found = "The role has a permissions boundary. What that leaves out is denied, and it is not compared.",
        Mend = "See to it that the boundary allows what `s3replicator iam` prints without --compare.",
        Stops = false,
    };
}
