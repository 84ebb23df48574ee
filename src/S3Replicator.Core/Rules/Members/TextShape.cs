using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Members;

internal sealed record TextShape : Shape
{
    public static TextShape Any { get; } = new();

    public static TextShape Switch { get; } = OneOf("Enabled", "Disabled");

    public ImmutableArray<string> Values { get; init; } = [];

    // Values that others know and that are refused here, each with the reason.
    public ImmutableSortedDictionary<string, string> Refused { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public int MinLength { get; init; }

    // In UTF-16 units, as the schema counts nearly the same.
    public int? MaxLength { get; init; }

    public int? MaxBytes { get; init; }

    // A name of JSON Schema's `format`, checked by a validator of its own.
    public string? Format { get; init; }

    public static TextShape OneOf(params ImmutableArray<string> values) => new() { Values = values };
}
