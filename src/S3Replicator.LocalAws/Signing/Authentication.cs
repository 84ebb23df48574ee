using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity;

namespace S3Replicator.LocalAws.Signing;

/// <summary>The outcome of checking a signature: a principal or an error.</summary>
internal readonly record struct Authentication(Principal? Principal, SigningContext? Signing, AwsError? Error)
{
    public static Authentication Failed(AwsError error) => new(null, null, error);
}
