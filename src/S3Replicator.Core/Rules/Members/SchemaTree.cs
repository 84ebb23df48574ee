using S3Replicator.Core.Rules.Documents;
using S3Replicator.Core.Rules.Writing;

namespace S3Replicator.Core.Rules.Members;

// The description of members in the words of JSON Schema.
internal sealed class SchemaTree
{
    private readonly SortedDictionary<string, DocumentNode> _definitions = new(StringComparer.Ordinal);

    public DocumentNode Build()
    {
        // The bucket may stand beside a wrapped document, so that only one that stands alone must have it.
        Define(DocumentMembers.Document with { Members = [.. DocumentMembers.Document.Members.Select(member => member with { IsRequired = member.IsRequired && member.Shape is ListShape })] });
        Define(DocumentMembers.Wrapped);
        _definitions["OneDocument"] = new TreeBuilder()
            .Add("if", new TreeBuilder().Add("required", Texts([DocumentMembers.Wrapper])).Node)
            .Add("then", Reference(DocumentMembers.Wrapped))
            .Add("else", new TreeBuilder().Text("$ref", "#/$defs/" + DocumentMembers.Document.Name).Add("required", Texts(["Bucket"])).Node)
            .Node;
        var one = new TreeBuilder().Text("$ref", "#/$defs/OneDocument").Node;

        var definitions = new TreeBuilder();
        foreach (var (name, definition) in _definitions)
        {
            definitions.Add(name, definition);
        }

        return new TreeBuilder()
            .Text("$schema", "https://json-schema.org/draft/2020-12/schema")
            .Text("title", "S3Replicator rule documents")
            .Text("description", "S3's own replication configuration with the source bucket's name, and under S3Replicator what S3 does not have; one document or a list.")
            .Add("if", new TreeBuilder().Text("type", "array").Node)
            .Add("then", new TreeBuilder().Number("minItems", 1L).Add("items", one).Node)
            .Add("else", one)
            .Add("$defs", definitions.Node)
            .Node;
    }

    private void Define(ObjectShape shape)
    {
        if (_definitions.ContainsKey(shape.Name))
        {
            return;
        }

        // Taken note of first, so that the same shape further down is not gone into again.
        _definitions[shape.Name] = new TreeBuilder().Node;
        var properties = new TreeBuilder();
        var needs = new TreeBuilder();
        var excludes = new TreeBuilder();
        foreach (var member in shape.Members)
        {
            properties.Add(member.Name, Property(member));
            if (member.TemplateName is { } templateName)
            {
                properties.Add(templateName, Property(member with { Summary = $"CloudFormation's name for {member.Name}. {member.Summary}" }));
            }

            if (!member.Needs.IsEmpty)
            {
                needs.Add(member.Name, Texts(member.Needs));
            }

            if (!member.Excludes.IsEmpty)
            {
                excludes.Add(member.Name, Excluding(member));
            }
        }

        _definitions[shape.Name] = new TreeBuilder()
            .Text("type", "object")
            .Add("properties", properties.Node)
            .Add("additionalProperties", False())
            .Texts("required", [.. shape.Members.Where(member => member.IsRequired).Select(member => member.Name)])
            .Number("maxProperties", shape.AtMost)
            .AddUnlessEmpty("dependentRequired", needs.Node)
            .AddUnlessEmpty("dependentSchemas", excludes.Node)
            .Node;
    }

    private DocumentNode Property(Member member)
    {
        var node = Of(member.Shape);
        var extra = new TreeBuilder().Text("description", member.Summary);
        if (member.Default is { } text)
        {
            var kind = member.Shape is FlagShape ? NodeKind.Boolean : member.Shape is IntegerShape or NumberShape ? NodeKind.Number : NodeKind.Text;
            extra.Add("default", DocumentNode.Scalar(kind, NodePosition.Whole, text));
        }

        return node with { Members = [.. node.Members, .. extra.Flag("deprecated", member.BelongsIn is not null).Node.Members] };
    }

    private DocumentNode Of(Shape shape) => shape switch
    {
        ObjectShape @object => Reference(@object),
        ListShape list => new TreeBuilder().Text("type", "array").Add("items", Of(list.Item)).Number("minItems", list.Minimum == 0 ? (long?)null : list.Minimum).Number("maxItems", (long)list.Maximum).Node,
        MapShape map => new TreeBuilder().Text("type", "object").Add("propertyNames", Of(map.Key)).Add("additionalProperties", Of(map.Value)).Number("maxProperties", (long)map.Maximum).Node,
        TextShape text => Text(text),
        IntegerShape integer => new TreeBuilder().Text("type", "integer").Number("minimum", integer.Minimum).Number("maximum", integer.Maximum).Node,
        NumberShape number => new TreeBuilder().Text("type", "number").Number("exclusiveMinimum", 0L).Number("maximum", number.Maximum).Node,
        PolicyShape policy => Policy(policy),
        _ => new TreeBuilder().Text("type", "boolean").Node,
    };

    private DocumentNode Reference(ObjectShape shape)
    {
        Define(shape);
        return new TreeBuilder().Text("$ref", "#/$defs/" + shape.Name).Node;
    }

    private static DocumentNode Text(TextShape text) =>
        new TreeBuilder()
            .Text("type", "string")
            .Texts("enum", text.Values)
            .Number("minLength", text.MinLength == 0 ? (long?)null : text.MinLength)
            .Number("maxLength", text.MaxLength ?? text.MaxBytes)
            .Text("format", text.Format)
            .Node;

    private static DocumentNode Policy(PolicyShape policy) =>
        new TreeBuilder().Add("anyOf", DocumentNode.Sequence(NodePosition.Whole,
        [
            new TreeBuilder().Texts("enum", policy.Words).Node,
            new TreeBuilder().Text("type", "object").Number("minProperties", 1L).Node,
            new TreeBuilder().Text("type", "string").Text("pattern", @"^\s*\{").Node,
        ])).Node;

    private static DocumentNode Excluding(Member member)
    {
        var alternatives = member.Excludes.Select(name => new TreeBuilder().Add("required", Texts([name])).Node);
        return new TreeBuilder().Add("not", new TreeBuilder().Add("anyOf", DocumentNode.Sequence(NodePosition.Whole, alternatives)).Node).Node;
    }

    private static DocumentNode Texts(IEnumerable<string> texts) => DocumentNode.Sequence(NodePosition.Whole, texts.Select(TreeBuilder.Text));

    private static DocumentNode False() => DocumentNode.Scalar(NodeKind.Boolean, NodePosition.Whole, "false");
}
