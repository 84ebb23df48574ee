namespace S3Replicator.Core.Rules.Members;

internal static class DocumentMembers
{
    public const string Wrapper = "ReplicationConfiguration";

    public const string List = "ReplicationConfigurations";

    public const string Extension = "S3Replicator";

    public static ObjectShape Document { get; } = new(
        "Document",
        [
            new("Bucket", new TextShape { MinLength = 1 }, "The source bucket: its name or its ARN.") { IsRequired = true, MissingCode = "MissingBucket" },
            new("Role", new TextShape { MinLength = 1 }, "The ARN of the IAM role that the worker assumes; required unless `S3Replicator.AmbientCredentials` is true."),
            new("Rules", new ListShape(RuleMembers.Rule, "Rule", 1000) { Minimum = 1 }, "The replication rules, 1 to 1,000.") { IsRequired = true, MissingCode = "NoRules" },
            new(Extension, DocumentExtensionMembers.Extension, "What S3 does not have, for the whole document."),
        ]);

    // What `aws s3api get-bucket-replication` prints, and CloudFormation has as a property: the document one level down.
    public static ObjectShape Wrapped { get; } = new(
        "WrappedDocument",
        [
            Document.Find("Bucket", inXml: false)! with { IsRequired = false },
            new(Wrapper, Document, "The document; `Bucket` and `S3Replicator` may stand in it or beside it.") { IsRequired = true },
            Document.Find(Extension, inXml: false)!,
        ]);
}
