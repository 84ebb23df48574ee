using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Signing;

namespace S3Replicator.LocalAws.Http;

/// <summary>Tells who sent a request; with verification off the access key is taken at its word.</summary>
internal sealed class Authenticator(CredentialRegistry credentials, SignatureVerifier verifier, Principal owner, bool verifies)
{
    /// <summary>Without a signature nobody gets in, unless verification is off.</summary>
    public Authentication Authenticate(HttpRequest request, RequestTarget target, SignedScope? scope, string payloadHash)
    {
        if (!verifies)
        {
            return new Authentication((scope is null ? null : credentials.Find(scope.AccessKeyId)?.Principal) ?? owner, null, null);
        }

        return scope is null
            ? Authentication.Failed(SignatureErrors.AccessDenied)
            : verifier.Verify(request, target, scope, payloadHash);
    }
}
