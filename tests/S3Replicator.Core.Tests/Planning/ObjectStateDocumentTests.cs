using System.Text;
using FsCheck.Xunit;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Planning;

public sealed class ObjectStateDocumentTests
{
    [Fact]
    public void Reads_every_member()
    {
        var state = Parse(
            """
            {"tags":{"k":"v"},"encryption":"aws:kms","storageClass":"INTELLIGENT_TIERING","archiveStatus":"ARCHIVE_ACCESS","restored":true,
             "size":1,"current":true,"isReplica":false,"hops":2,"vanished":true,"atDestination":true}
            """);

        state.Tags.ShouldBe([new ObjectTag("k", "v")]);
        (state with { Tags = null }).ShouldBe(new ObjectState
        {
            Encryption = "aws:kms",
            StorageClass = "INTELLIGENT_TIERING",
            ArchiveStatus = "ARCHIVE_ACCESS",
            IsRestored = true,
            Size = 1,
            IsCurrent = true,
            IsReplica = false,
            Hops = 2,
            IsVanished = true,
            IsAtDestination = true,
        });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"tags":null,"size":null}""")]
    [InlineData("\uFEFF{}")]
    public void Takes_what_is_not_given_as_not_known(string json) => Parse(json).ShouldBe(ObjectState.Unknown);

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"tag":{}}""", "there is no member tag")]
    [InlineData("""{"tags":[]}""", "tags takes")]
    [InlineData("""{"tags":{"k":1}}""", "tags takes")]
    [InlineData("""{"tags":{"k":"\ud800"}}""", "not Unicode")]
    [InlineData("""{"encryption":"KMS"}""", "encryption takes AES256")]
    [InlineData("""{"encryption":1}""", "encryption takes AES256")]
    [InlineData("""{"storageClass":1}""", "storageClass takes text")]
    [InlineData("""{"size":"1"}""", "size takes a whole number")]
    [InlineData("""{"size":-1}""", "size takes a whole number")]
    [InlineData("""{"hops":1.5}""", "hops takes a whole number")]
    [InlineData("""{"current":"yes"}""", "current takes true or false")]
    public void Says_what_is_wrong(string json, string error)
    {
        ObjectStateDocument.Parse(Encoding.UTF8.GetBytes(json), out var found).ShouldBeNull();
        found!.ShouldContain(error);
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_are_a_state_or_an_error_and_never_thrown(byte[] json) =>
        (ObjectStateDocument.Parse(json, out var error) is null).ShouldBe(error is not null);

    private static ObjectState Parse(string json)
    {
        var state = ObjectStateDocument.Parse(Encoding.UTF8.GetBytes(json), out var error);
        error.ShouldBeNull();
        return state.ShouldNotBeNull();
    }
}
