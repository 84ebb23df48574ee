using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State.Failures;

namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>Gathers what receipts and failures say of one object, from the newest hour back.</summary>
public sealed class ObjectStatusFinder(ReceiptLog receipts, FailureLog failures, TimeProvider timeProvider)
{
    /// <summary>Finds the status.</summary>
    /// <param name="bucket">The source bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="versionId">The version, or null for whatever came last.</param>
    /// <param name="rules">The bucket's rules, where they are known: they tell what is pending, and when the search can end.</param>
    /// <param name="since">How far back to search.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<ObjectStatus> FindAsync(
        string bucket, string key, string? versionId, BucketRules? rules, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var failed = await failures.OfObjectAsync(bucket, key, cancellationToken)
            .Where(failure => IsOfVersion(failure.Event.VersionId, versionId))
            .ToListAsync(cancellationToken);
        var expected = rules is null ? [] : ExpectedBy(rules, bucket, key, versionId);
        var (found, searchedFrom) = await SearchAsync(bucket, key, versionId, expected, since, cancellationToken);
        var replicas = new SortedDictionary<(string Rule, string Destination), ReplicaStatus>();

        foreach (var of in found.Select(PlaceOf).Concat(failed.Select(PlaceOf)).Distinct())
        {
            var failure = failed.Where(failure => PlaceOf(failure) == of).MaxBy(failure => failure.Time);
            replicas[of] = ReplicaStatuses.Of(found.Where(receipt => PlaceOf(receipt) == of), failure)!;
        }

        foreach (var decision in expected)
        {
            replicas.TryAdd(PlaceOf(decision), ReplicaStatuses.Pending(decision, versionId));
        }

        var newest = found.MaxBy(receipt => receipt.CompletedAt)?.SourceVersion ?? failed.MaxBy(failure => failure.Time)?.Event.VersionId;
        return new(bucket, key, versionId ?? newest, [.. replicas.Values], searchedFrom);
    }

    private static (string Rule, string Destination) PlaceOf(Receipt receipt) => (receipt.Rule, receipt.DestinationBucket);

    private static (string Rule, string Destination) PlaceOf(FailureRecord failure) => (failure.Rule, failure.Destination.Bucket);

    private static (string Rule, string Destination) PlaceOf(Decision decision) => (decision.Rule.Rule.Id, decision.Rule.Rule.Destination.Bucket);

    private static bool IsOfVersion(string? found, string? asked) => asked is null || string.Equals(found, asked, StringComparison.Ordinal);

    /// <summary>What the rules would do about a put of the object.</summary>
    private static List<Decision> ExpectedBy(BucketRules rules, string bucket, string key, string? versionId)
    {
        var put = new ObjectEvent
        {
            Bucket = bucket,
            Key = key,
            VersionId = versionId,
            Kind = EventKind.Created,
            Name = "ObjectCreated:Put",
            Envelope = EnvelopeForm.S3,
        };
        return [.. Decider.Decide(put, rules, ObjectState.Unknown, OwnPrincipals.None).Where(decision => decision.Acts)];
    }

    private async Task<(List<Receipt> Found, DateTimeOffset SearchedFrom)> SearchAsync(
        string bucket, string key, string? versionId, List<Decision> expected, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = new List<Receipt>();
        var missing = expected.Select(PlaceOf).ToHashSet();
        DateTimeOffset? hour = null;

        await foreach (var segment in receipts.NewestFirstAsync(since, timeProvider.GetUtcNow(), cancellationToken))
        {
            // Inside an hour segments are in no order of time.
            if (hour is { } searched && segment.Hour < searched && expected.Count > 0 && missing.Count == 0)
            {
                return (found, searched);
            }

            hour = segment.Hour;

            foreach (var receipt in segment.OfObject(bucket, key).Where(receipt => IsOfVersion(receipt.SourceVersion, versionId)))
            {
                found.Add(receipt);
                missing.Remove(PlaceOf(receipt));
            }
        }

        return (found, since);
    }
}
