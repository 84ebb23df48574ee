using System.Text.Json;
using S3Replicator.LocalAws.Kms;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>A KMS key.</summary>
internal sealed record SeedKey
{
    public required string Arn { get; init; }

    public string? Alias { get; init; }

    public KmsKeyState? State { get; init; }

    public JsonElement? Policy { get; init; }

    public KmsKey ToKey() => new()
    {
        Arn = Arn,
        Alias = Alias,
        State = State ?? KmsKeyState.Enabled,
        Policy = Policy switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { } policy => policy.GetRawText(),
        },
    };
}
