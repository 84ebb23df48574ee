using System.Text.Json;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>An IAM user with an access key; without policies it may do everything.</summary>
internal sealed record SeedUser
{
    public required string Name { get; init; }

    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    public string? AccountId { get; init; }

    public IReadOnlyList<JsonElement>? Policies { get; init; }
}
