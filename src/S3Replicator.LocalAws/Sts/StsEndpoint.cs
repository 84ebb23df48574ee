using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sts;

/// <summary>STS, by the Query protocol.</summary>
internal sealed class StsEndpoint
{
    private const string Version = "2011-06-15";

    private static readonly FrozenSet<string> NotProvided = FrozenSet.Create(
        StringComparer.Ordinal,
        "AssumeRoleWithSAML", "AssumeRoot", "DecodeAuthorizationMessage", "GetAccessKeyInfo", "GetDelegatedAccessToken",
        "GetFederationToken", "GetSessionToken", "GetWebIdentityToken");

    private readonly AssumeRole _assumeRole;
    private readonly AssumeRoleWithWebIdentity _withWebIdentity;

    public StsEndpoint(CredentialRegistry credentials, RoleRegistry roles, Authorizer authorizer, TimeProvider clock)
    {
        var issuer = new SessionIssuer(credentials, clock);
        _assumeRole = new AssumeRole(credentials, roles, new RoleTrust(authorizer), issuer);
        _withWebIdentity = new AssumeRoleWithWebIdentity(roles, issuer, clock);
    }

    /// <summary>What is provided.</summary>
    public static FrozenSet<string> Actions { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "AssumeRole", "AssumeRoleWithWebIdentity", "GetCallerIdentity");

    /// <summary>Whether STS has an action of that name, provided here or not.</summary>
    public static bool Has(string action) => Actions.Contains(action) || NotProvided.Contains(action);

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
        if (!Actions.Contains(action))
        {
            throw new StsErrorException(
                NotProvided.Contains(action) ? StsError.NotImplemented(action) : StsError.InvalidAction(action, form["Version"] ?? Version));
        }

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
            default:
                throw new UnreachableException();
        }
    }

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
