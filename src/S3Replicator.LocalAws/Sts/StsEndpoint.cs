using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sts;

/// <summary>STS, by the Query protocol.</summary>
internal sealed class StsEndpoint
{
    private const string Version = "2011-06-15";
    private const string Namespace = $"https://sts.amazonaws.com/doc/{Version}/";
    private const string RequestIdHeader = "x-amzn-RequestId";
    private const int RequestIdBytes = 16;

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

        var requestId = RequestId(context);
        try
        {
            var form = QueryForm.Read(body.Span, context.Request.QueryString.Value) ?? throw new StsErrorException(StsError.MalformedQuery);
            var action = form["Action"] ?? throw new StsErrorException(StsError.MissingAction);
            Write(context, requestId, action, Execute(action, form, principal));
        }
        catch (StsErrorException error)
        {
            Write(context, requestId, error.Error);
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
            case "AssumeRoleWithSAML" or "AssumeRoot" or "DecodeAuthorizationMessage" or "GetAccessKeyInfo"
                or "GetFederationToken" or "GetSessionToken" or "GetDelegatedAccessToken" or "GetWebIdentityToken":
                throw new StsErrorException(StsError.NotImplemented(action));
            default:
                throw new StsErrorException(StsError.InvalidAction(action, form["Version"] ?? Version));
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

    private static void Write(HttpContext context, string requestId, string action, Action<XmlOutput> writeResult)
    {
        var content = new ArrayBufferWriter<byte>(2048);
        var xml = new XmlOutput(content);
        xml.Open(action + "Response", Namespace);
        xml.Open(action + "Result");
        writeResult(xml);
        xml.Close(action + "Result");
        xml.Open("ResponseMetadata");
        xml.Element("RequestId", requestId);
        xml.Close("ResponseMetadata");
        xml.Close(action + "Response");
        Send(context, StatusCodes.Status200OK, requestId, content);
    }

    private static void Write(HttpContext context, string requestId, StsError error)
    {
        var content = new ArrayBufferWriter<byte>(1024);
        var xml = new XmlOutput(content);
        xml.Open("ErrorResponse", Namespace);
        xml.Open("Error");
        xml.Element("Type", error.Status < 500 ? "Sender" : "Receiver");
        xml.Element("Code", error.Code);
        xml.Element("Message", error.Message);
        xml.Close("Error");
        xml.Element("RequestId", requestId);
        xml.Close("ErrorResponse");
        Send(context, error.Status, requestId, content);
    }

    private static void Send(HttpContext context, int status, string requestId, ArrayBufferWriter<byte> content)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/xml";
        response.ContentLength = content.WrittenCount;
        response.Headers[RequestIdHeader] = requestId;
        response.BodyWriter.Write(content.WrittenSpan);
    }

    // The front may have given the request an id already.
    private static string RequestId(HttpContext context) => context.Response.Headers[RequestIdHeader] is [{ Length: > 0 } id]
        ? id
        : new Guid(RandomNumberGenerator.GetBytes(RequestIdBytes)).ToString();
}
