namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>How XML spells the entries of a map.</summary>
internal sealed record EntryNames(string Element, string Key, string Value)
{
    public static EntryNames Attribute { get; } = new("Attribute", "Name", "Value");

    public static EntryNames MessageAttribute { get; } = new("MessageAttribute", "Name", "Value");

    public static EntryNames Tag { get; } = new("Tag", "Key", "Value");
}
