using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sts;

/// <summary>The action AssumeRoleWithWebIdentity, which needs no signature.</summary>
internal sealed class AssumeRoleWithWebIdentity(RoleRegistry roles, SessionIssuer issuer, TimeProvider clock)
{
    private const string Action = "sts:AssumeRoleWithWebIdentity";
    private static readonly SessionTags NoTags = new(
        new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), []);

    public (IssuedSession Session, WebIdentityToken Token) Execute(QueryForm form)
    {
        var constraints = new Constraints(form);
        var request = SessionRequest.Read(constraints);
        var written = constraints.Required("WebIdentityToken", 4, 20_000);
        constraints.ThrowIfFaulty();
        if (form["ProviderId"] is not null || form.Groups("PolicyArns").Any())
        {
            throw new StsErrorException(StsError.NotImplemented("ProviderId (OAuth 2.0) and PolicyArns"));
        }

        var token = WebIdentityToken.Read(written, clock.GetUtcNow());
        var role = roles.Find(request.RoleArn);
        if (role is null || !IsTrusted(role, request, token))
        {
            throw new StsErrorException(StsError.AccessDenied($"Not authorized to perform {Action}"));
        }

        return (issuer.Issue(request, role, NoTags, sourceIdentity: null, isChained: false), token);
    }

    private static bool IsTrusted(Role role, SessionRequest request, WebIdentityToken token)
    {
        if (role.TrustPolicy is not { } trust)
        {
            return true;
        }

        var provider = $"arn:aws:iam::{role.AccountId}:oidc-provider/{token.Issuer}";
        var context = new AuthorizationContext()
            .Add("sts:RoleSessionName", request.SessionName)
            .Add("aws:FederatedProvider", provider)
            .Add($"{token.Issuer}:sub", token.Subject)
            .Add($"{token.Issuer}:aud", token.Audiences);
        return Authorizer.EvaluateFederatedTrust(trust, provider, Action, context).IsAllowed;
    }
}
