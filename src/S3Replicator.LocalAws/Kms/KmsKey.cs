namespace S3Replicator.LocalAws.Kms;

/// <summary>A key of KMS that objects can be encrypted with.</summary>
public sealed record KmsKey
{
    /// <summary><c>arn:aws:kms:REGION:ACCOUNT:key/ID</c>.</summary>
    public required string Arn { get; init; }

    /// <summary><c>alias/NAME</c> in the key's region and account; null for none.</summary>
    public string? Alias { get; init; }

    /// <summary>What can be done with it.</summary>
    public KmsKeyState State { get; init; }

    /// <summary>The key policy as JSON; null, the default, leaves it to the policies of the key's own account.</summary>
    public string? Policy { get; init; }
}
