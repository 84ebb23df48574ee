using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using S3Replicator.Core.Events;

namespace S3Replicator.Core.Tests.Events;

public sealed class KeyDecodingTests
{
    [Theory]
    [InlineData("plain.txt", "plain.txt")]
    [InlineData("a+b", "a b")]
    [InlineData("a%2Bb", "a+b")]
    [InlineData("a%20b", "a b")]
    [InlineData("dir%2Fname", "dir/name")]
    [InlineData("%C3%A9", "é")]
    [InlineData("%c3%a9", "é")]
    [InlineData("%F0%9F%98%80", "\U0001F600")]
    [InlineData("a%252Bb", "a%2Bb")]
    [InlineData("100%", "100%")]
    [InlineData("100%2", "100%2")]
    [InlineData("100%zz", "100%zz")]
    [InlineData("%+1", "% 1")]
    [InlineData("%FF", "%FF")]
    [InlineData("%C3", "%C3")]
    [InlineData("%C3+%A9", "%C3 %A9")]
    [InlineData("%C3%A9%FF%41", "é%FFA")]
    [InlineData("%ED%A0%80", "%ED%A0%80")]
    [InlineData("%F0%9F%98", "%F0%9F%98")]
    [InlineData("%E2%82%AC%E2%82", "€%E2%82")]
    [InlineData("é+%C3%A9", "é é")]
    [InlineData("..%2F..%2Fetc", "../../etc")]
    [InlineData("%00", "\0")]
    public void Decodes_exactly_once_and_leaves_what_is_no_encoded_text(string written, string key) =>
        KeyOf(written).ShouldBe(key);

    [Property(MaxTest = 500)]
    public void Gives_back_every_key_that_was_encoded(NonEmptyString text)
    {
        var key = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));

        KeyOf(WebUtility.UrlEncode(key)).ShouldBe(key);
        KeyOf(Uri.EscapeDataString(key)).ShouldBe(key);
    }

    [Fact]
    public void Decodes_a_key_of_1024_encoded_bytes()
    {
        var key = string.Concat(Enumerable.Repeat("é", 512));

        KeyOf(WebUtility.UrlEncode(key)).ShouldBe(key);
    }

    [Fact]
    public void Leaves_keys_of_EventBridge_as_they_are_unless_told_otherwise()
    {
        const string body = """{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"src"},"object":{"key":"a+b%20c"}}}""";

        EventDecoder.Default.Decode(body)[0].Event!.Key.ShouldBe("a+b%20c");
        new EventDecoder(KeyEncoding.Encoded).Decode(body)[0].Event!.Key.ShouldBe("a b c");
    }

    private static string KeyOf(string written)
    {
        var text = System.Text.Json.JsonEncodedText.Encode(written);
        var body = """{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"KEY"}}}]}""";
        return Sample.DecodeOne(body.Replace("KEY", text.Value, StringComparison.Ordinal)).Event!.Key;
    }
}
