using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tests.Pipeline;
using S3Replicator.Core.Tests.Planning;

namespace S3Replicator.Core.Tests.Copying;

// What S3 is asked for when an archived source is to be restored.
public sealed class RestoreSourceTests
{
    [Theory]
    [InlineData("GLACIER", null, "RestoreObject Bulk 3")]
    [InlineData("INTELLIGENT_TIERING", "ARCHIVE_ACCESS", "RestoreObject Bulk for good")]
    public async Task An_archive_class_is_told_for_how_long_and_an_archive_tier_is_not(string storageClass, string? tier, string expected)
    {
        var source = new FakeSource(new() { ETag = "etag", Size = 1, LastModified = Given.Time, VersionId = "v1", StorageClass = storageClass, ArchiveStatus = tier });
        var rule = Given.Rule() with { Archived = new(Restore: true, Tier: "Bulk", Days: 3) };
        var created = Given.Event(EventKind.Created, "key", "v1");
        var plan = new CopyPlan { Strategy = CopyStrategyNames.RestoreSource, Event = created, Decision = Given.Decide(rule, created), Versions = VersionScope.Latest };

        var outcome = await new RestoreSourceStrategy().ExecuteAsync(new(plan, source, source), TestContext.Current.CancellationToken);

        outcome.Kind.ShouldBe(OutcomeKind.Deferred);
        source.Requests.ShouldBe(["HeadObject", expected]);
    }
}
