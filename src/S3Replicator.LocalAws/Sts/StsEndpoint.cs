using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sts;

/// <summary>STS, by the Query protocol.</summary>
internal sealed class StsEndpoint
{
    private const string Version = "2011-06-15";

    private readonly AssumeRole _assumeRole;
    private readonly AssumeRoleWithWebIdentity _withWebIdentity;

    public StsEndpoint(CredentialRegistry credentials, RoleRegistry roles, Authorizer authorizer, TimeProvider clock)
    {
        var issuer = new SessionIssuer(credentials, clock);
        _assumeRole = new AssumeRole(credentials, roles, new RoleTrust(authorizer), issuer);
        _withWebIdentity = new AssumeRoleWithWebIdentity(roles, issuer, clock);
    }

    /// <param name="context">Whose answer is written.</param>
    /// <param name="principal">Who signed; null for nobody, which AssumeRoleWithWebIdentity alone accepts.</param>
    /// <param name="body">The form.</param>
    /// <param name="cancellationToken">Set when the client has gone: nothing is done then.</param>
    public ValueTask HandleAsync(
        HttpContext context, Principal? principal, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.CompletedTask;
        }

        try
        {
            var form = QueryForm.Read(body.Span, context.Request.QueryString.Value) ?? throw new StsErrorException(StsError.MalformedQuery);
            var action = form["Action"] ?? throw new StsErrorException(StsError.MissingAction);
            StsResponse.Write(context, action, Execute(action, form, principal));
        }
        catch (StsErrorException error)
        {
            StsResponse.Write(context, error.Error);
        }

        return ValueTask.CompletedTask;
    }

    private Action<XmlOutput> Execute(string action, QueryForm form, Principal? principal)
    {
        switch (action)
        {
            case "AssumeRoleWithWebIdentity":
                var (session, token) = _withWebIdentity.Execute(form);
                return xml => WriteWebIdentity(xml, session, token);
            case "AssumeRole":
                return _assumeRole.Execute(form, Signed(principal)).Write;
            case "GetCallerIdentity":
                var caller = Signed(principal);
                return xml => WriteCaller(xml, caller);
            case var other when IsUnsupported(other):
                throw new StsErrorException(StsError.NotImplemented(action));
            default:
                throw new StsErrorException(StsError.InvalidAction(action, form["Version"] ?? Version));
        }
    }

    /// <summary>Whether STS has an action of that name.</summary>
    public static bool Has(string action) => action is "AssumeRole" or "AssumeRoleWithWebIdentity" or "GetCallerIdentity" || IsUnsupported(action);

    private static bool IsUnsupported(string action) => action is "AssumeRoleWithSAML" or "AssumeRoot" or "DecodeAuthorizationMessage" or "GetAccessKeyInfo"
        or "GetFederationToken" or "GetSessionToken" or "GetDelegatedAccessToken" or "GetWebIdentityToken";

    private static Principal Signed(Principal? principal) => principal ?? throw new StsErrorException(StsError.MissingToken);

    private static void WriteCaller(XmlOutput xml, Principal caller)
    {
        xml.Element("Arn", caller.Arn);
        xml.Element("UserId", caller.UserId);
        xml.Element("Account", caller.AccountId);
    }

    private static void WriteWebIdentity(XmlOutput xml, IssuedSession session, WebIdentityToken token)
    {
        session.Write(xml);
        xml.Element("SubjectFromWebIdentityToken", token.Subject);
        xml.Element("Audience", token.Audiences.Count > 0 ? token.Audiences[0] : string.Empty);
        xml.Element("Provider", $"arn:aws:iam::{session.Session.Role.AccountId}:oidc-provider/{token.Issuer}");
    }
}
