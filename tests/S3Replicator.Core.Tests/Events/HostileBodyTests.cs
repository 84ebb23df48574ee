using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Events;

namespace S3Replicator.Core.Tests.Events;

public sealed class HostileBodyTests
{
    private static readonly byte[][] Bodies = [.. Sample.Names.Select(name => Encoding.UTF8.GetBytes(Sample.Body(name)))];

    [Property(MaxTest = 1000)]
    public void Any_bytes_are_records_and_never_thrown(byte[] body) => Answers(body);

    [Property(MaxTest = 500)]
    public void Any_text_is_records_and_never_thrown(string? body) => EventDecoder.Default.Decode(body ?? string.Empty).ShouldNotBeEmpty();

    [Property(MaxTest = 2000)]
    public Property Any_message_spoilt_at_some_bytes_is_records_and_never_thrown()
    {
        var spoilt =
            from body in Gen.Elements(Bodies)
            from places in Gen.Choose(0, 1_000_000).ArrayOf(3)
            from bytes in Gen.Elements("{}[]\":,\\u0dD8-.eE+% \0\u00ff"u8.ToArray()).ArrayOf(3)
            select Spoil(body, places, bytes);
        return Prop.ForAll(spoilt.ToArbitrary(), Answers);
    }

    [Property(MaxTest = 1000)]
    public Property Any_message_cut_short_is_not_JSON()
    {
        var cut =
            from body in Gen.Elements(Bodies)
            from length in Gen.Choose(0, 1_000_000)
            select body[..(length % TrimmedLength(body))];
        return Prop.ForAll(
            cut.ToArbitrary(),
            body => EventDecoder.Default.Decode(body.AsSpan()).ShouldHaveSingleItem().Rejected.ShouldBe(RejectReason.NotJson));
    }

    [Property(MaxTest = 500)]
    public Property Any_value_in_place_of_another_is_records_and_never_thrown()
    {
        var swapped =
            from body in Gen.Elements(Bodies.Where(body => body[0] == '{').ToArray())
            from member in Gen.Choose(0, 1000)
            from value in Gen.Elements("null", "7", "-1.5e9", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[[{\"a\":[]}]]", "true", "1e999")
            select Swap(Encoding.UTF8.GetString(body), member, value);
        return Prop.ForAll(swapped.ToArbitrary(), Answers);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"Records\":", "}")]
    [InlineData("{\"Records\":[{\"s3\":[", "]}]}")]
    public void A_body_nested_without_end_is_rejected(string open, string close)
    {
        var body = string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000));

        Sample.DecodeOne(body).Rejected.ShouldNotBeNull();
    }

    [Fact]
    public void SNS_messages_inside_each_other_are_rejected_at_the_second()
    {
        var body = "{}";
        for (var level = 0; level < 6; level++)
        {
            body = $$"""{"Type":"Notification","Message":"{{System.Text.Json.JsonEncodedText.Encode(body)}}"}""";
        }

        Sample.DecodeOne(body).Rejected.ShouldBe(RejectReason.UnknownSchema);
    }

    private static void Answers(byte[] body)
    {
        foreach (var record in EventDecoder.Default.Decode(body.AsSpan()))
        {
            (record.Event is not null || record.Ignored is not null || record.Rejected is not null).ShouldBeTrue();
            (record.Rejected is null || (record.Event is null && record.Ignored is null && record.Detail is not null)).ShouldBeTrue();
            (record.Event is null || (record.Event.Key.Length > 0 && record.Event.Bucket.Length > 0 && record.Event.Name.Length > 0)).ShouldBeTrue();
        }
    }

    private static int TrimmedLength(byte[] body) => body.AsSpan().TrimEnd("\n"u8).Length;

    private static byte[] Spoil(byte[] body, int[] places, byte[] bytes)
    {
        var spoilt = (byte[])body.Clone();
        for (var index = 0; index < places.Length; index++)
        {
            spoilt[places[index] % spoilt.Length] = bytes[index];
        }

        return spoilt;
    }

    // Puts the value where a member's value began; what is left of the old one is kept as the next member's.
    private static byte[] Swap(string body, int member, string value)
    {
        var colons = Enumerable.Range(0, body.Length).Where(at => body[at] == ':').ToArray();
        return Encoding.UTF8.GetBytes(body.Insert(colons[member % colons.Length] + 1, $"{value},\"rest\":"));
    }
}
