using System.Globalization;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Tests.Planning;

namespace S3Replicator.Core.Tests.Rules.Permissions;

public sealed class ScopedSessionPolicyTests
{
    [Fact]
    public void The_narrowest_names_prefixes_and_the_next_the_buckets()
    {
        var policies = ScopedSessionPolicy.Of(Document(Given.Rule().WithPrefix("docs/")));

        policies.Length.ShouldBe(2);
        policies[0].ShouldContain("arn:aws:s3:::src/docs/*");
        policies[0].ShouldContain("arn:aws:s3:::dst/docs/*");
        policies[1].ShouldContain("arn:aws:s3:::src/*");
        policies[1].ShouldNotContain("docs/");
        policies.ShouldAllBe(policy => policy.Length <= 2048 && !policy.Contains("Sid", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_too_long_with_prefixes_names_the_buckets_alone()
    {
        var rules = Enumerable.Range(0, 100).Select(number => Given.Rule(Text(number)).WithPrefix($"a/long/prefix/{Text(number)}/")).ToArray();

        var policy = ScopedSessionPolicy.Of(Document(rules)).ShouldHaveSingleItem();

        policy.Length.ShouldBeLessThanOrEqualTo(2048);
        policy.ShouldContain("arn:aws:s3:::src/*");
    }

    [Fact]
    public void Both_let_a_bucket_be_encrypted_by_default_under_a_key_that_the_rules_do_not_name() =>
        ScopedSessionPolicy.Of(Document(Given.Rule())).ShouldAllBe(policy => policy.Contains("kms:GenerateDataKey", StringComparison.Ordinal));

    private static string Text(int number) => number.ToString("D3", CultureInfo.InvariantCulture);

    private static ReplicationDocument Document(params ReplicationRule[] rules) =>
        new() { Bucket = "src", Role = Given.Role, Rules = [.. rules] };
}
