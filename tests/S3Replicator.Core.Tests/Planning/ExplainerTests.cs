using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Planning.Explaining;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tests.Events;

namespace S3Replicator.Core.Tests.Planning;

public sealed class ExplainerTests
{
    private static readonly RuleSet Rules = Given.Set(
        Given.Rule("docs-to-eu", "dst", 10).WithPrefix("docs/") with
        {
            Destination = new() { Bucket = "dst", StorageClass = "STANDARD_IA" },
        },
        Given.Rule("docs-low", "dst", 1),
        Given.Rule("kept", "archive", 1).WithTag());

    [Fact]
    public void Answers_in_the_contracts_JSON()
    {
        const string expected = """
            {"records":[{
              "bucket":"src","key":"docs/a b+c.txt","versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","event":"ObjectCreated:Put",
              "sequencer":"0055AED6DCD90281E5","envelope":"S3","outcome":"Replicate","reason":null,
              "decisions":[
                {"rule":"docs-to-eu","destination":"dst","action":"Copy","key":"docs/a b+c.txt","storageClass":"STANDARD_IA","deadline":"2026-01-02T03:19:05.678Z"},
                {"rule":"docs-low","destination":"dst","action":"Skip","reason":"LowerPriority","winner":"docs-to-eu"},
                {"rule":"kept","destination":"archive","action":"Skip","reason":"TagMismatch","assumes":["tags"]}]}]}
            """;

        ShouldBeJson(Explain("s3-object-created-put"), expected);
    }

    [Fact]
    public void Says_null_where_a_deadline_or_storage_class_is_not_known()
    {
        const string body = """{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"src"},"object":{"key":"a"}}}]}""";
        const string expected = """
            {"records":[{
              "bucket":"src","key":"a","versionId":null,"event":"ObjectCreated:Put","sequencer":null,"envelope":"S3","outcome":"Replicate","reason":null,
              "decisions":[{"rule":"rule","destination":"dst","action":"Copy","key":"a","storageClass":null,"deadline":null}]}]}
            """;

        ShouldBeJson(Explainer.Explain(Encoding.UTF8.GetBytes(body), Given.Set(Given.Rule()), ObjectState.Unknown), expected);
    }

    [Fact]
    public void Says_of_a_test_event_only_that_it_is_one() => ShouldBeJson(
        Explain("sns-test-event"),
        """
        {"records":[{"bucket":"src","key":null,"versionId":null,"event":"TestEvent","sequencer":null,"envelope":"Test","outcome":"Ignore","reason":"TestEvent","decisions":[]}]}
        """);

    [Fact]
    public void Says_of_what_cannot_be_read_nothing_but_the_reason()
    {
        var records = Parse(Explain("rejected-next-major-version"));

        var record = records.ShouldHaveSingleItem()!.AsObject();
        record["outcome"]!.GetValue<string>().ShouldBe("Reject");
        record["reason"]!.GetValue<string>().ShouldBe("UnknownSchema");
        record.Where(member => member.Key is not ("outcome" or "reason" or "detail")).ShouldAllBe(member => member.Value == null);
    }

    [Theory]
    [InlineData("s3-lifecycle-transition", "EventNotReplicable")]
    [InlineData("s3-object-restore-completed", "EventNotReplicable")]
    [InlineData("sns-subscription-confirmation", "EventNotReplicable")]
    public void Ignores_as_a_whole(string sample, string reason)
    {
        var record = Explain(sample).ShouldHaveSingleItem();

        (record.Outcome, record.Reason).ShouldBe((ExplainOutcome.Ignore, reason));
        record.Decisions.ShouldBeEmpty();
    }

    [Fact]
    public void Ignores_events_of_a_bucket_without_rules()
    {
        var record = Explain("s3-object-created-put", RuleSet.Empty).ShouldHaveSingleItem();

        (record.Outcome, record.Reason).ShouldBe((ExplainOutcome.Ignore, "SrcBucketReplicationConfigMissing"));
        record.Decisions.ShouldBeEmpty();
    }

    [Fact]
    public void Ignores_without_a_reason_of_its_own_when_no_rule_acts()
    {
        var record = Explain("s3-delete-marker-created").ShouldHaveSingleItem();

        (record.Outcome, record.Reason).ShouldBe((ExplainOutcome.Ignore, null));
        record.Decisions.Length.ShouldBe(3);
    }

    [Fact]
    public void Counts_putting_off_as_acting()
    {
        var rules = Given.Set(Given.Rule() with { Archived = new(Restore: true) });

        var record = Explain("s3-object-created-put", rules, ObjectState.Unknown with { StorageClass = "DEEP_ARCHIVE" }).ShouldHaveSingleItem();

        record.Outcome.ShouldBe(ExplainOutcome.Replicate);
        var decision = Parse([record])[0]!["decisions"]![0]!;
        decision["action"]!.GetValue<string>().ShouldBe("Defer");
        decision["reason"]!.GetValue<string>().ShouldBe("SrcArchived");
    }

    [Fact]
    public void Never_tells_that_lineage_is_assumed()
    {
        var rules = Given.Set(Given.Rule() with { ChainMaxHops = 1 });

        Parse(Explain("s3-object-created-put", rules))[0]!["decisions"]![0]!.AsObject().ContainsKey("assumes").ShouldBeFalse();
    }

    [Fact]
    public void Tells_a_failure_beside_the_action()
    {
        var rules = Given.Set(Given.Rule() with { KeyTransform = new(AddPrefix: new string('x', 1024)) });

        Parse(Explain("s3-object-created-put", rules))[0]!["decisions"]![0]!["failure"]!.GetValue<string>().ShouldContain("1,024 bytes");
    }

    [Fact]
    public void Explains_each_record_alone()
    {
        Explain("mixed-readable-and-unreadable").Select(record => record.Outcome)
            .ShouldBe([ExplainOutcome.Replicate, ExplainOutcome.Reject, ExplainOutcome.Ignore]);
    }

    [Fact]
    public void Answers_people_in_aligned_sentences()
    {
        const string expected = """
            ObjectCreated:Put of s3://src/docs/a b+c.txt, version 096fKKXTRTtl3on89fVO.nfljtsv6qko, 2026-01-02 03:04:05Z
              Replicate: 1 of the bucket's 3 rules acts.
                docs-to-eu  → dst      Copy                Copy it to s3://dst/docs/a b+c.txt as STANDARD_IA, by 2026-01-02 03:19:05Z.
                docs-low    → dst      Skip LowerPriority  docs-to-eu matches too and goes first for this bucket.
                kept        → archive  Skip TagMismatch    The rule asks for the tag keep=yes, and the object's tags are not known.
                Not known, and taken as absent: tags. Give them with --object to be sure.
            """;

        Text(Explain("s3-object-created-put")).ShouldBe(expected.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Says_what_the_rule_asks_for_beside_what_the_object_is()
    {
        var rules = Given.Set(Given.Rule() with { Filter = new() { ObjectSizeGreaterThan = 100_000, ObjectSizeLessThan = 5_000_000 } });

        Text(Explain("s3-object-created-put", rules)).ShouldContain("The rule takes objects over 100,000 bytes and under 5,000,000 bytes, and this one has 1,024.");
        Text(Explain("s3-object-created-put", rules, ObjectState.Unknown with { Size = 6_000_000 })).ShouldContain("and this one has 6,000,000.");
        Text(Explain("s3-object-tagging-put", rules)).ShouldContain("and the object's size is not known.");
    }

    [Fact]
    public void Has_a_sentence_for_every_sample_and_every_reason()
    {
        foreach (var sample in Sample.Names)
        {
            Text(Explain(sample)).ShouldNotContain("  \n");
        }

        foreach (var reason in Enum.GetValues<SkipReason>())
        {
            var decision = new Decision
            {
                Rule = Rules.Documents[0].Rules.Select((rule, index) => new BoundRule(Rules.Documents[0], rule, index)).First(),
                Action = ReplicationAction.Skip,
                Reason = reason,
                DestinationKey = string.Empty,
            };
            DecisionSentence.Of(Given.Event(EventKind.Created), ObjectState.Unknown, decision).ShouldEndWith(".");
        }
    }

    private static IReadOnlyList<ExplainedRecord> Explain(string sample, RuleSet? rules = null, ObjectState? state = null) =>
        Explainer.Explain(Encoding.UTF8.GetBytes(Sample.Body(sample)), rules ?? Rules, state ?? ObjectState.Unknown);

    private static JsonArray Parse(IEnumerable<ExplainedRecord> records) =>
        JsonNode.Parse(ExplanationJson.Write(records))!["records"]!.AsArray();

    private static void ShouldBeJson(IEnumerable<ExplainedRecord> records, string expected)
    {
        using var document = JsonDocument.Parse(expected);
        ExplanationJson.Write(records).ShouldBe(JsonSerializer.Serialize(document.RootElement, ReadableJson));
    }

    private static readonly JsonSerializerOptions ReadableJson = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Text(IEnumerable<ExplainedRecord> records) =>
        string.Join('\n', ExplanationText.Write(records).Select(line => string.Concat(line.Select(piece => piece.Text))));
}
