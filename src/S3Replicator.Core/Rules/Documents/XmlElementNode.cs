namespace S3Replicator.Core.Rules.Documents;

// An element as it stands, before the description of members says what it is.
internal sealed record XmlElementNode(string Name, int Line, int Column)
{
    public List<XmlElementNode> Children { get; } = [];

    public string Text { get; set; } = string.Empty;

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}
