namespace S3Replicator.Core.Rules.Members;

// In XML a list is its items, repeated, under the item's name.
internal sealed record ListShape(Shape Item, string ItemName, int Maximum) : Shape
{
    public int Minimum { get; init; }
}
