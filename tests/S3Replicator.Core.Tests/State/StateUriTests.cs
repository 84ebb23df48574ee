using S3Replicator.Core.State;

namespace S3Replicator.Core.Tests.State;

public sealed class StateUriTests
{
    [Theory]
    [InlineData("s3://bucket-1", "bucket-1", "")]
    [InlineData("s3://bucket-1/", "bucket-1", "")]
    [InlineData("S3://bucket.1/one", "bucket.1", "one/")]
    [InlineData("s3://bucket-1/one/two/", "bucket-1", "one/two/")]
    [InlineData("s3://bucket-1//one", "bucket-1", "one/")]
    public void Reads_a_bucket_with_a_prefix(string text, string bucket, string keyPrefix)
    {
        StateUri.TryParse(text, out var uri, out _).ShouldBeTrue();

        var found = uri.ShouldBeOfType<StateBucketUri>();
        found.Bucket.ShouldBe(bucket);
        found.KeyPrefix.ShouldBe(keyPrefix);
    }

    [Theory]
    [InlineData("/var/lib/state", "/var/lib/state")]
    [InlineData("file:///var/lib/state", "/var/lib/state")]
    [InlineData("file:///var/my%20state", "/var/my state")]
    [InlineData("file://localhost/var/state", "/var/state")]
    [InlineData("/var/lib/../state/", "/var/state/")]
    public void Reads_a_folder(string text, string path)
    {
        StateUri.TryParse(text, out var uri, out _).ShouldBeTrue();

        uri.ShouldBeOfType<StateFolderUri>().Path.ShouldBe(path);
    }

    [Fact]
    public void A_relative_path_is_one_from_the_working_folder()
    {
        StateUri.TryParse("state", out var uri, out _).ShouldBeTrue();

        uri.ShouldBeOfType<StateFolderUri>().Path.ShouldBe(Path.Combine(Environment.CurrentDirectory, "state"));
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData(" ", "empty")]
    [InlineData("s3://", "bucket")]
    [InlineData("s3:///prefix", "bucket")]
    [InlineData("s3://Bucket/prefix", "bucket")]
    [InlineData("s3://bucket_1/prefix", "bucket")]
    [InlineData("s3://bucket/prefix?x=1", "prefix")]
    [InlineData("https://bucket.s3.amazonaws.com/", "neither")]
    [InlineData("file://host/share", "this machine")]
    [InlineData("file:///", "folder")]
    [InlineData("a\0b", "no path")]
    public void Says_why_a_text_names_no_place(string? text, string word)
    {
        StateUri.TryParse(text, out _, out var problem).ShouldBeFalse();

        problem.ShouldContain(word);
    }
}
