using S3Replicator.Aws.S3;
using S3Replicator.Core.Copying;

namespace S3Replicator.Aws.Tests.S3;

public sealed class CopyRequestsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_retention_that_holds_is_set_and_one_that_is_over_is_not()
    {
        RetainedUntil(Now.AddSeconds(1)).ObjectLockRetainUntilDate.ShouldBe(Now.AddSeconds(1).UtcDateTime);
        RetainedUntil(Now.AddSeconds(1)).ObjectLockMode.Value.ShouldBe("GOVERNANCE");
        RetainedUntil(Now).ObjectLockMode.ShouldBeNull();
        RetainedUntil(Now).ObjectLockRetainUntilDate.ShouldBeNull();
    }

    private static Amazon.S3.Model.CopyObjectRequest RetainedUntil(DateTimeOffset until) => CopyRequests.From(
        new CopyCall
        {
            SourceBucket = "source",
            SourceKey = "key",
            DestinationBucket = "destination",
            DestinationKey = "key",
            Attributes = new() { LockMode = "GOVERNANCE", RetainUntil = until },
        },
        Now);
}
