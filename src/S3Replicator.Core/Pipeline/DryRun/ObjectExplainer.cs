using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State;

namespace S3Replicator.Core.Pipeline.DryRun;

/// <summary>Says of an object that exists what each rule would do about it, and what that would cost, by a dry run of the worker's own stages.</summary>
public sealed class ObjectExplainer(IObjectStores stores, EventExplainer events)
{
    /// <summary>Explains the object as if it had just been written; an error when S3 does not let the rules' roles look at it.</summary>
    public async Task<StoreResult<ExplainedRecord>> ExplainAsync(ObjectName name, RuleSet rules, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(rules);
        var named = EventOf(name, head: null);

        if (rules.ForBucket(name.Bucket) is not { } bucketRules)
        {
            return Explainer.Explain(DecodedRecord.Of(named), rules, ObjectState.Unknown, OwnPrincipals.None);
        }

        // Every fact, since the reason why a rule does nothing may rest on any of them.
        var found = await new FactFinder(stores).FindAsync(
            named, bucketRules.Rules[0].Document, ObjectFacts.Size | ObjectFacts.Tags, FoundFacts.Nothing, cancellationToken);

        if (!found.IsSuccess)
        {
            return found.Error;
        }

        if (found.Value.State.IsVanished || found.Value.Head is not { } head)
        {
            return new ExplainedRecord
            {
                Record = DecodedRecord.Of(named),
                Outcome = ExplainOutcome.Ignore,
                Reason = nameof(SkipReason.SourceVanished),
            };
        }

        return await events.ExplainAsync(EventOf(name, head), bucketRules, found.Value.State, cancellationToken);
    }

    private static ObjectEvent EventOf(ObjectName name, ObjectHead? head) => new()
    {
        Bucket = name.Bucket,
        Key = name.Key ?? string.Empty,
        Kind = EventKind.Created,
        Name = "ObjectCreated:*",
        Envelope = EnvelopeForm.S3,
        VersionId = head?.VersionId ?? name.VersionId,
        ETag = head?.ETag,
        Size = head?.Size,
        Time = head?.LastModified,
    };
}
