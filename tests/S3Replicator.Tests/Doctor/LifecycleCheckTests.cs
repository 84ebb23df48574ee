using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Doctor;
using S3Replicator.Doctor.Buckets;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Tests.Doctor;

public sealed class LifecycleCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static ReplicationRule Rule => new() { Id = "r", Filter = new() { Prefix = "docs/", Tags = [new("team", "x")], ObjectSizeLessThan = 1000 }, Destination = new() { Bucket = "replica" } };

    [Fact]
    public void One_day_is_too_soon_and_two_are_not()
    {
        var found = Judge(Expiring(1, new() { Prefix = "docs/" }));

        found.Result.ShouldBe(CheckResult.Warn);
        found.Mend.ShouldStartWith("Let it act after 2 days at least");
        Judge(Expiring(2, new() { Prefix = "docs/" })).Result.ShouldBe(CheckResult.Pass);
    }

    [Fact]
    public void Rules_for_other_objects_do_not_matter()
    {
        Judge(Expiring(1, new() { Prefix = "logs/" })).Result.ShouldBe(CheckResult.Pass);
        Judge(Expiring(1, new() { Tag = new() { Key = "team", Value = "y" } })).Result.ShouldBe(CheckResult.Pass);
        Judge(Expiring(1, new() { ObjectSizeGreaterThan = 999 })).Result.ShouldBe(CheckResult.Pass);
        Judge(Expiring(1, new() { And = new() { Prefix = "logs/", Tags = [new() { Key = "a", Value = "b" }] } })).Result.ShouldBe(CheckResult.Pass);
        Judge(Expiring(1, new() { Prefix = "docs/2026/" })).Result.ShouldBe(CheckResult.Warn);
        Judge(Expiring(1, new() { Tag = new() { Key = "other", Value = "y" } })).Result.ShouldBe(CheckResult.Warn);
    }

    [Fact]
    public void Dates_archives_and_versions_no_longer_current_count_too()
    {
        Judge(Active(rule => rule.Expiration = new() { Date = Now.UtcDateTime.AddDays(-3) })).Result.ShouldBe(CheckResult.Warn);
        Judge(Active(rule => rule.Expiration = new() { Date = Now.UtcDateTime.AddDays(30) })).Result.ShouldBe(CheckResult.Pass);
        Judge(Active(rule => rule.Transitions = [new() { Days = 0, StorageClass = S3StorageClass.DeepArchive }])).Found.ShouldContain("archives objects after 0 days");
        Judge(Active(rule => rule.Transitions = [new() { Days = 0, StorageClass = S3StorageClass.GlacierInstantRetrieval }])).Result.ShouldBe(CheckResult.Pass);
        Judge(Active(rule => rule.NoncurrentVersionExpiration = new() { NoncurrentDays = 1 })).Found.ShouldContain("no longer current");
    }

    [Fact]
    public void A_disabled_rule_does_nothing()
    {
        var rule = Expiring(1, new() { Prefix = string.Empty });
        rule.Status = LifecycleRuleStatus.Disabled;

        Judge(rule).Result.ShouldBe(CheckResult.Pass);
    }

    private static Finding Judge(LifecycleRule lifecycle) => LifecycleCheck.Of("source", Rule, [lifecycle], Now);

    private static LifecycleRule Expiring(int days, LifecycleFilter filter) => Active(rule =>
    {
        rule.Filter = filter;
        rule.Expiration = new() { Days = days };
    });

    private static LifecycleRule Active(Action<LifecycleRule> set)
    {
        var rule = new LifecycleRule { Id = "tidy", Status = LifecycleRuleStatus.Enabled, Filter = new() { Prefix = string.Empty } };
        set(rule);
        return rule;
    }
}
