using System.Text.Json;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>An IAM role; without a trust policy its account may assume it, without permissions it may do everything.</summary>
internal sealed record SeedRole
{
    /// <summary>The name, or the ARN for a role of another account.</summary>
    public required string Name { get; init; }

    public JsonElement? Trust { get; init; }

    public IReadOnlyList<JsonElement>? Permissions { get; init; }

    /// <summary>3,600 to 43,200; IAM's default of an hour where nothing is said.</summary>
    public int? MaxSessionSeconds { get; init; }
}
