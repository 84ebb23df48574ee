using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Members;

internal sealed record Member(string Name, Shape Shape, string Summary)
{
    public bool IsRequired { get; init; }

    // The code of the problem when it is missing.
    public string MissingCode { get; init; } = "MissingMember";

    // The code of the problem when its value is not among those allowed.
    public string InvalidCode { get; init; } = "InvalidValue";

    // CloudFormation's name for it, where that differs.
    public string? TemplateName { get; init; }

    // The sibling that it belongs in; it is taken from here with a warning.
    public string? BelongsIn { get; init; }

    public string? Default { get; init; }

    // Siblings that must be there when this is.
    public ImmutableArray<string> Needs { get; init; } = [];

    // Siblings that must not be there when this is.
    public ImmutableArray<string> Excludes { get; init; } = [];

    public string XmlName => Shape is ListShape list ? list.ItemName : Name;
}
