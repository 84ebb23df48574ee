using S3Replicator.Core.Events;

namespace S3Replicator.Core.Tests.Events;

public sealed class RequiredMemberTests
{
    private const string Least = """{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"k"}}}]}""";

    private const string LeastEventBridge = """{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"src"},"object":{"key":"k"}}}""";

    [Theory]
    [InlineData(Least)]
    [InlineData(LeastEventBridge)]
    public void Accepts_an_event_of_bucket_key_and_name_alone(string body)
    {
        var record = Sample.DecodeOne(body);

        record.IsForRules.ShouldBeTrue();
        record.Event.ShouldBe(new ObjectEvent
        {
            Bucket = "src",
            Key = "k",
            Kind = EventKind.Created,
            Name = "ObjectCreated:Put",
            Envelope = record.Envelope!.Value,
        });
    }

    [Theory]
    [InlineData("""{"Records":[{"s3":{"bucket":{"name":"src"},"object":{"key":"k"}}}]}""", "eventName")]
    [InlineData("""{"Records":[{"eventName":"","s3":{"bucket":{"name":"src"},"object":{"key":"k"}}}]}""", "eventName")]
    [InlineData("""{"Records":[{"eventName":7,"s3":{"bucket":{"name":"src"},"object":{"key":"k"}}}]}""", "eventName")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{}}}]}""", "s3.object.key")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":""}}}]}""", "s3.object.key")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":null}}}]}""", "s3.object.key")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":["k"]}}}]}""", "s3.object.key")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"\ud800"}}}]}""", "s3.object.key")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":""},"object":{"key":"k"}}}]}""", "s3.bucket.name")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":"src","object":{"key":"k"}}}]}""", "s3.bucket.name")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":"src"}]}""", "s3.bucket.name")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"k","versionId":7}}}]}""", "s3.object.versionId")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"k","versionId":{}}}}]}""", "s3.object.versionId")]
    [InlineData("""{"Records":[7]}""", "not an object")]
    [InlineData("""{"Records":{}}""", "not a list")]
    [InlineData("""{"Type":"Notification"}""", "Message")]
    [InlineData("""{"Type":"Notification","Message":{}}""", "Message")]
    [InlineData("""{"source":"aws.s3","detail":{"bucket":{"name":"src"},"object":{"key":"k"}}}""", "detail-type")]
    [InlineData("""{"source":"aws.s3","detail-type":"Object Created","detail":{"object":{"key":"k"}}}""", "detail.bucket.name")]
    [InlineData("""{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"src"},"object":{"key":""}}}""", "detail.object.key")]
    [InlineData("""{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"src"},"object":{"key":"k","version-id":7}}}""", "detail.object.version-id")]
    public void Rejects_a_record_without(string body, string member)
    {
        var record = Sample.DecodeOne(body);

        record.Rejected.ShouldBe(RejectReason.MissingField);
        record.Detail!.ShouldContain(member);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""7""")]
    [InlineData("""null""")]
    [InlineData("""  "text"  """)]
    [InlineData("""{"Event":"s3:OtherEvent"}""")]
    [InlineData("""{"source":"aws.ec2","detail-type":"Object Created","detail":{}}""")]
    [InlineData("""{"Records":[{"eventVersion":"1.0","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"k"}}}]}""")]
    [InlineData("""{"Records":[{"eventVersion":"3.0","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"k"}}}]}""")]
    [InlineData("""{"Records":[{"eventVersion":"two","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"k"}}}]}""")]
    [InlineData("""{"Records":[{"eventVersion":"","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"k"}}}]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:sqs","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"k"}}}]}""")]
    [InlineData("""{"source":"aws.s3","detail-type":"Object Created","detail":{"event-version":"2.0","bucket":{"name":"src"},"object":{"key":"k"}}}""")]
    [InlineData("""{"Type":"Notification","Message":"[]"}""")]
    [InlineData("""{"Type":"Notification","Message":"{\"Type\":\"Notification\",\"Message\":\"{}\"}"}""")]
    public void Rejects_what_is_of_no_known_schema(string body) =>
        Sample.DecodeOne(body).Rejected.ShouldBe(RejectReason.UnknownSchema);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("""{"Records":[]""")]
    [InlineData("""{"Records":[]}}""")]
    [InlineData("""{"Records":[],}""")]
    [InlineData("""{'Records':[]}""")]
    [InlineData("""{"Type":"Notification","Message":"hello"}""")]
    public void Rejects_what_is_not_JSON(string body) => Sample.DecodeOne(body).Rejected.ShouldBe(RejectReason.NotJson);

    [Fact]
    public void Rejects_readable_records_too_when_the_body_breaks_off_after_them() =>
        Sample.DecodeOne(Sample.Body("s3-object-created-put").TrimEnd()[..^1]).Rejected.ShouldBe(RejectReason.NotJson);

    [Fact]
    public void An_empty_list_has_no_records() => EventDecoder.Default.Decode("""{"Records":[]}""").ShouldBeEmpty();

    [Theory]
    [InlineData("2.0")]
    [InlineData("2.6")]
    [InlineData("2.99")]
    [InlineData("2")]
    public void Accepts_every_minor_version(string version) =>
        Sample.DecodeOne(Least.Replace("\"eventName\"", $"\"eventVersion\":\"{version}\",\"eventName\"", StringComparison.Ordinal))
            .IsForRules.ShouldBeTrue();

    [Theory]
    [InlineData("\"eventVersion\":7,")]
    [InlineData("\"eventSource\":{},")]
    [InlineData("\"eventTime\":\"yesterday\",")]
    [InlineData("\"eventTime\":[1],")]
    [InlineData("\"eventTime\":1e300,")]
    [InlineData("\"eventTime\":-1,")]
    [InlineData("\"awsRegion\":{\"a\":{}},")]
    [InlineData("\"userIdentity\":\"me\",")]
    [InlineData("\"userIdentity\":{\"principalId\":[]},")]
    [InlineData("\"responseElements\":null,")]
    [InlineData("\"unknown\":{\"s3\":{\"bucket\":7}},")]
    public void Takes_an_optional_member_of_a_wrong_type_as_absent(string member)
    {
        var record = Sample.DecodeOne(Least.Replace("\"eventName\"", member + "\"eventName\"", StringComparison.Ordinal));

        record.Event.ShouldBe(Sample.DecodeOne(Least).Event);
    }

    [Theory]
    [InlineData("\"size\":\"12\"")]
    [InlineData("\"size\":-1")]
    [InlineData("\"size\":1.5")]
    [InlineData("\"size\":99999999999999999999")]
    [InlineData("\"eTag\":12")]
    [InlineData("\"sequencer\":{}")]
    [InlineData("\"versionId\":null")]
    public void Takes_an_optional_member_of_the_object_of_a_wrong_type_as_absent(string member)
    {
        var record = Sample.DecodeOne(Least.Replace("\"key\"", member + ",\"key\"", StringComparison.Ordinal));

        record.Event.ShouldBe(Sample.DecodeOne(Least).Event);
    }

    [Fact]
    public void Reads_a_byte_order_mark_over() => Sample.DecodeOne("\uFEFF" + Least).IsForRules.ShouldBeTrue();

    [Fact]
    public void Reads_names_and_values_written_with_escapes()
    {
        var body = """{"\u0052ecords":[{"event\u004eame":"ObjectCreated\u003aPut","s3":{"bucket":{"name":"s\u0072c"},"object":{"k\u0065y":"\u00e9"}}}]}""";

        var @event = Sample.DecodeOne(body).Event!;

        (@event.Name, @event.Bucket, @event.Key).ShouldBe(("ObjectCreated:Put", "src", "é"));
    }

    [Fact]
    public void Takes_a_time_without_offset_as_UTC() =>
        Sample.DecodeOne(Least.Replace("\"eventName\"", "\"eventTime\":\"2026-01-02T03:04:05\",\"eventName\"", StringComparison.Ordinal))
            .Event!.Time.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public void Drops_the_prefix_of_configurations_from_event_names() =>
        Sample.DecodeOne(Least.Replace("ObjectCreated", "s3:ObjectCreated", StringComparison.Ordinal)).Event!.Name.ShouldBe("ObjectCreated:Put");

    [Theory]
    [InlineData("Permanently Deleted", "v", EventKind.VersionDeleted)]
    [InlineData("Permanently Deleted", null, EventKind.ObjectDeleted)]
    [InlineData("Delete Marker Created", "v", EventKind.DeleteMarkerCreated)]
    [InlineData(null, "v", EventKind.VersionDeleted)]
    [InlineData(null, null, EventKind.ObjectDeleted)]
    [InlineData("Something Else", "v", EventKind.VersionDeleted)]
    public void EventBridge_deletes_go_by_deletion_type_then_by_version(string? type, string? version, EventKind kind)
    {
        var body = LeastEventBridge
            .Replace("Created", "Deleted", StringComparison.Ordinal)
            .Replace("\"detail\":{", type is null ? "\"detail\":{" : $"\"detail\":{{\"deletion-type\":\"{type}\",", StringComparison.Ordinal)
            .Replace("\"key\":\"k\"", version is null ? "\"key\":\"k\"" : $"\"key\":\"k\",\"version-id\":\"{version}\"", StringComparison.Ordinal);

        Sample.DecodeOne(body).Event!.Kind.ShouldBe(kind);
    }

    [Fact]
    public void An_EventBridge_creation_for_an_unknown_reason_is_a_put() =>
        Sample.DecodeOne(LeastEventBridge.Replace("\"detail\":{", "\"detail\":{\"reason\":\"ObjectCreated\",", StringComparison.Ordinal))
            .Event!.Name.ShouldBe("ObjectCreated:Put");
}
