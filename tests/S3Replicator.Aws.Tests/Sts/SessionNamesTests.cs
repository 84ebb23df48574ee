using S3Replicator.Aws.Sts;

namespace S3Replicator.Aws.Tests.Sts;

public sealed class SessionNamesTests
{
    [Fact]
    public void A_session_is_named_after_program_and_worker() => SessionNames.For("worker-1").ShouldBe("s3replicator-worker-1");

    [Fact]
    public void Characters_that_STS_refuses_are_replaced() => SessionNames.For("a b/ü").ShouldBe("s3replicator-a-b--");

    [Fact]
    public void A_session_name_has_64_characters_at_most() => SessionNames.For(new string('x', 200)).Length.ShouldBe(64);
}
