namespace S3Replicator.Core.Rules.Members;

internal static class DocumentExtensionMembers
{
    public static ObjectShape Extension { get; } = new(
        "DocumentExtension",
        [
            new("AmbientCredentials", FlagShape.Instance, "Whether the worker uses the credentials that it runs with, and assumes no role.") { Default = "false" },
            new("SourceAccount", new TextShape { MinLength = 12, MaxLength = 12 }, "The account that owns the source bucket, 12 digits; S3 refuses to read from a bucket of another owner."),
            new("RoleOptions", new ObjectShape("RoleOptions", [
                new("ExternalId", new TextShape { MinLength = 2, MaxLength = 1224 }, "The external id that the role's trust policy asks for."),
                new("SessionTags", new MapShape(50, new TextShape { MinLength = 1, MaxLength = 128 }, new TextShape { MaxLength = 256 }), "Session tags, at most 50."),
                new("DurationSeconds", new IntegerShape(900, 43_200), "How long a session lasts, in seconds; 3,600 at most where a role assumes the role.") { Default = "3600" },
                new("SessionPolicy", new PolicyShape(["None", "Scoped"]), "`Scoped` narrows the session to the document's own buckets and prefixes; a policy document narrows it as it says.") { Default = "None" },
            ]), "How the role is assumed."),
            new("Versioning", TextShape.OneOf("Required", "Optional"), "Whether source and destination buckets must be versioned.") { Default = "Required" },
        ]);
}
