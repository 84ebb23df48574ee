namespace S3Replicator.LocalAws.S3.Journal;

/// <summary>The kinds of records.</summary>
internal static class JournalRecord
{
    public const string BucketCreated = "BucketCreated";
    public const string BucketDeleted = "BucketDeleted";
    public const string SettingsChanged = "SettingsChanged";
    public const string VersionPut = "VersionPut";
    public const string VersionReplaced = "VersionReplaced";
    public const string VersionRemoved = "VersionRemoved";
    public const string UploadCreated = "UploadCreated";
    public const string PartPut = "PartPut";
    public const string UploadRemoved = "UploadRemoved";
}
