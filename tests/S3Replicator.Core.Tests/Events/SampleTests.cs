using S3Replicator.Core.Events;

namespace S3Replicator.Core.Tests.Events;

public sealed class SampleTests
{
    private const string Version = "096fKKXTRTtl3on89fVO.nfljtsv6qko";

    [Theory]
    [InlineData("s3-object-created-put", "ObjectCreated:Put", EventKind.Created)]
    [InlineData("s3-object-created-post", "ObjectCreated:Post", EventKind.Created)]
    [InlineData("s3-object-created-copy", "ObjectCreated:Copy", EventKind.Created)]
    [InlineData("s3-object-created-multipart", "ObjectCreated:CompleteMultipartUpload", EventKind.Created)]
    [InlineData("s3-object-created-by-assumed-role", "ObjectCreated:Copy", EventKind.Created)]
    [InlineData("s3-object-created-unversioned", "ObjectCreated:Put", EventKind.Created)]
    [InlineData("s3-object-created-null-version", "ObjectCreated:Put", EventKind.Created)]
    [InlineData("s3-delete-marker-created", "ObjectRemoved:DeleteMarkerCreated", EventKind.DeleteMarkerCreated)]
    [InlineData("s3-version-deleted", "ObjectRemoved:Delete", EventKind.VersionDeleted)]
    [InlineData("s3-object-deleted-unversioned", "ObjectRemoved:Delete", EventKind.ObjectDeleted)]
    [InlineData("s3-lifecycle-expiration-delete", "LifecycleExpiration:Delete", EventKind.LifecycleDeleted)]
    [InlineData("s3-lifecycle-expiration-marker", "LifecycleExpiration:DeleteMarkerCreated", EventKind.LifecycleDeleteMarkerCreated)]
    [InlineData("s3-object-tagging-put", "ObjectTagging:Put", EventKind.TagsChanged)]
    [InlineData("s3-object-tagging-delete", "ObjectTagging:Delete", EventKind.TagsChanged)]
    [InlineData("s3-object-acl-put", "ObjectAcl:Put", EventKind.AclChanged)]
    [InlineData("s3-object-restore-completed", "ObjectRestore:Completed", EventKind.RestoreCompleted)]
    [InlineData("localstack-object-created-put", "ObjectCreated:Put", EventKind.Created)]
    [InlineData("moto-object-created-put", "ObjectCreated:Put", EventKind.Created)]
    [InlineData("minio-object-created-put", "ObjectCreated:Put", EventKind.Created)]
    [InlineData("ceph-object-created-put", "ObjectCreated:Put", EventKind.Created)]
    [InlineData("sns-object-created-put", "ObjectCreated:Put", EventKind.Created)]
    [InlineData("sns-eventbridge-object-created", "ObjectCreated:Put", EventKind.Created)]
    [InlineData("eventbridge-object-created", "ObjectCreated:Put", EventKind.Created)]
    [InlineData("eventbridge-object-created-copy", "ObjectCreated:Copy", EventKind.Created)]
    [InlineData("eventbridge-delete-marker-created", "ObjectRemoved:DeleteMarkerCreated", EventKind.DeleteMarkerCreated)]
    [InlineData("eventbridge-version-deleted", "ObjectRemoved:Delete", EventKind.VersionDeleted)]
    [InlineData("moto-eventbridge-object-deleted", "ObjectRemoved:Delete", EventKind.ObjectDeleted)]
    [InlineData("eventbridge-lifecycle-expiration", "LifecycleExpiration:DeleteMarkerCreated", EventKind.LifecycleDeleteMarkerCreated)]
    [InlineData("eventbridge-tags-added", "ObjectTagging:Put", EventKind.TagsChanged)]
    [InlineData("eventbridge-acl-updated", "ObjectAcl:Put", EventKind.AclChanged)]
    [InlineData("eventbridge-restore-completed", "ObjectRestore:Completed", EventKind.RestoreCompleted)]
    public void Rules_decide_about(string sample, string name, EventKind kind)
    {
        var record = Sample.Decode(sample).ShouldHaveSingleItem();

        record.IsForRules.ShouldBeTrue();
        record.Event!.Bucket.ShouldBe("src");
        (record.Event.Name, record.Event.Kind).ShouldBe((name, kind));
        record.Event.Time!.Value.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("s3-lifecycle-transition")]
    [InlineData("s3-intelligent-tiering")]
    [InlineData("s3-object-restore-post")]
    [InlineData("s3-object-restore-delete")]
    [InlineData("s3-object-annotation-put")]
    [InlineData("s3-object-retention-put")]
    [InlineData("s3-replication-failed")]
    [InlineData("s3-reduced-redundancy-lost")]
    [InlineData("s3-unknown-event")]
    [InlineData("eventbridge-storage-class-changed")]
    public void Never_replicates_but_names_the_object_of(string sample)
    {
        var record = Sample.Decode(sample).ShouldHaveSingleItem();

        record.Ignored.ShouldBe(IgnoreReason.EventNotReplicable);
        record.Event!.Bucket.ShouldBe("src");
        record.Event.Key.ShouldStartWith("docs/");
    }

    [Theory]
    [InlineData("sns-subscription-confirmation", EnvelopeForm.Sns)]
    [InlineData("sns-unsubscribe-confirmation", EnvelopeForm.Sns)]
    [InlineData("eventbridge-cloudtrail-call", EnvelopeForm.EventBridge)]
    public void Passes_over_what_is_about_no_object(string sample, EnvelopeForm envelope)
    {
        var record = Sample.Decode(sample).ShouldHaveSingleItem();

        record.Ignored.ShouldBe(IgnoreReason.EventNotReplicable);
        record.Event.ShouldBeNull();
        record.Envelope.ShouldBe(envelope);
    }

    [Theory]
    [InlineData("s3-test-event")]
    [InlineData("moto-test-event")]
    [InlineData("sns-test-event")]
    public void Knows_a_test_event_in_any_wrapper(string sample)
    {
        var record = Sample.Decode(sample).ShouldHaveSingleItem();

        record.Ignored.ShouldBe(IgnoreReason.TestEvent);
        record.Envelope.ShouldBe(EnvelopeForm.Test);
        record.Bucket.ShouldBe("src");
    }

    [Theory]
    [InlineData("rejected-next-major-version", RejectReason.UnknownSchema)]
    [InlineData("rejected-other-service", RejectReason.UnknownSchema)]
    [InlineData("rejected-top-level-array", RejectReason.UnknownSchema)]
    [InlineData("rejected-not-json", RejectReason.NotJson)]
    public void Rejects(string sample, RejectReason reason)
    {
        var record = Sample.Decode(sample).ShouldHaveSingleItem();

        record.Rejected.ShouldBe(reason);
        record.Event.ShouldBeNull();
        record.Detail.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Rejects_an_unreadable_record_alone()
    {
        var records = Sample.Decode("mixed-readable-and-unreadable");

        records.Count.ShouldBe(3);
        records[0].Event!.Key.ShouldBe("docs/a b+c.txt");
        records[1].Rejected.ShouldBe(RejectReason.MissingField);
        records[2].Event!.Kind.ShouldBe(EventKind.DeleteMarkerCreated);
    }

    [Fact]
    public void Reads_every_member_of_a_native_record()
    {
        Sample.Decode("s3-object-created-put").ShouldHaveSingleItem().Event.ShouldBe(new ObjectEvent
        {
            Bucket = "src",
            Key = "docs/a b+c.txt",
            Kind = EventKind.Created,
            Name = "ObjectCreated:Put",
            Envelope = EnvelopeForm.S3,
            VersionId = Version,
            ETag = "d41d8cd98f00b204e9800998ecf8427e",
            Size = 1024,
            Sequencer = "0055AED6DCD90281E5",
            Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            Region = "us-east-1",
            PrincipalId = "AWS:AIDAEXAMPLE",
            RequestId = "C3D13FE58DE4C810",
        });
    }

    [Fact]
    public void Reads_every_member_of_an_EventBridge_event()
    {
        Sample.Decode("eventbridge-object-created").ShouldHaveSingleItem().Event.ShouldBe(new ObjectEvent
        {
            Bucket = "src",
            Key = "docs/a b+c.txt",
            Kind = EventKind.Created,
            Name = "ObjectCreated:Put",
            Envelope = EnvelopeForm.EventBridge,
            VersionId = Version,
            ETag = "7265f4d211b56873a381d321f586e4a9",
            Size = 1024,
            Sequencer = "617f08299329d189",
            Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Region = "us-east-1",
            PrincipalId = "111122223333",
            RequestId = "N4N7GDK58NMKJ12R",
        });
    }

    [Theory]
    [InlineData("s3-object-created-put", EnvelopeForm.S3)]
    [InlineData("sns-object-created-put", EnvelopeForm.Sns)]
    [InlineData("eventbridge-object-created", EnvelopeForm.EventBridge)]
    [InlineData("sns-eventbridge-object-created", EnvelopeForm.EventBridge)]
    public void Names_the_form_that_held_the_event(string sample, EnvelopeForm envelope) =>
        Sample.Decode(sample).ShouldHaveSingleItem().Event!.Envelope.ShouldBe(envelope);

    [Theory]
    [InlineData("localstack-object-created-put")]
    [InlineData("moto-object-created-put")]
    public void Reads_one_key_out_of_every_servers_encoding(string sample) =>
        Sample.Decode(sample).ShouldHaveSingleItem().Event!.Key.ShouldBe("dir one/a b+c=é&ü%41~(1)'!.txt");

    [Fact]
    public void Leaves_keys_of_Ceph_as_they_are() =>
        Sample.Decode("ceph-object-created-put").ShouldHaveSingleItem().Event!.Key.ShouldBe("docs/100%25+sure.txt");

    [Fact]
    public void Takes_an_empty_version_id_as_none() =>
        Sample.Decode("ceph-object-created-put").ShouldHaveSingleItem().Event!.VersionId.ShouldBeNull();

    [Fact]
    public void Takes_the_text_null_as_the_null_version() =>
        Sample.Decode("s3-object-created-null-version").ShouldHaveSingleItem().Event!.VersionId.ShouldBe("null");

    [Fact]
    public void Takes_a_time_in_seconds() =>
        Sample.Decode("moto-eventbridge-object-deleted").ShouldHaveSingleItem().Event!.Time
            .ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1795347729250));
}
