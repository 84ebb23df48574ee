using S3Replicator.LocalAws.S3.Access;

namespace S3Replicator.LocalAws.S3;

/// <summary>An operation by S3's own name, and what carries it out.</summary>
internal sealed record S3Operation(string Name, Func<S3Request, ValueTask> Handler)
{
    /// <summary>The IAM action that it takes.</summary>
    public string Action { get; } = S3Actions.Of(Name, namesVersion: false);

    /// <summary>The IAM action that it takes where the request names a version.</summary>
    public string VersionAction { get; } = S3Actions.Of(Name, namesVersion: true);

    /// <summary>False for operations that ask for each object apart.</summary>
    public bool IsAuthorizedWhole { get; init; } = true;

    /// <summary>True for operations that S3 answers in every region.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>False for operations that do not need the bucket to exist.</summary>
    public bool NeedsBucket { get; init; } = true;
}
