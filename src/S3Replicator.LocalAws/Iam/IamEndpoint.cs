using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.Query;
using S3Replicator.LocalAws.Sts;

namespace S3Replicator.LocalAws.Iam;

/// <summary>As much of IAM, by the Query protocol, as it takes to make a role.</summary>
internal sealed class IamEndpoint(RoleRegistry roles, Authorizer authorizer, TimeProvider clock)
{
    private const string Version = "2010-05-08";
    private const int LongestName = 64;

    /// <summary>What is provided.</summary>
    public static FrozenSet<string> Actions { get; } = FrozenSet.Create(StringComparer.Ordinal, "CreateRole", "GetRole", "PutRolePolicy");

    public ValueTask HandleAsync(HttpContext context, Principal principal, ReadOnlyMemory<byte> body)
    {
        try
        {
            var form = QueryForm.Read(body.Span, context.Request.QueryString.Value) ?? throw new StsErrorException(StsError.MalformedQuery);
            var action = form["Action"] ?? throw new StsErrorException(StsError.MissingAction);
            StsResponse.Write(context, action, Execute(action, form, principal), StsResponse.IamNamespace);
        }
        catch (StsErrorException error)
        {
            StsResponse.Write(context, error.Error, StsResponse.IamNamespace);
        }

        return ValueTask.CompletedTask;
    }

    private Action<XmlOutput> Execute(string action, QueryForm form, Principal principal) => action switch
    {
        _ when !Actions.Contains(action) => throw new StsErrorException(StsError.InvalidAction(action, form["Version"] ?? Version)),
        "CreateRole" => WithRole(Create(ArnOf(action, form, principal), form)),
        "GetRole" => WithRole(Find(ArnOf(action, form, principal), form)),
        "PutRolePolicy" => Permit(ArnOf(action, form, principal), form),
        _ => throw new UnreachableException(),
    };

    private string ArnOf(string action, QueryForm form, Principal principal)
    {
        var name = form["RoleName"];

        if (string.IsNullOrEmpty(name) || name.Length > LongestName || !name.All(character => char.IsAsciiLetterOrDigit(character) || "+=,.@-_".Contains(character, StringComparison.Ordinal)))
        {
            throw new StsErrorException(StsError.Validation("The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"));
        }

        var arn = $"arn:aws:iam::{principal.AccountId}:role{form["Path"] ?? "/"}{name}";
        return authorizer.Evaluate(principal, $"iam:{action}", arn, new AuthorizationContext()).IsAllowed
            ? arn
            : throw new StsErrorException(StsError.AccessDenied(
                $"User: {principal.Arn} is not authorized to perform: iam:{action} on resource: {arn} because no identity-based policy allows the iam:{action} action"));
    }

    private Role Create(string arn, QueryForm form)
    {
        var role = new Role(arn, UniqueIds.RoleIdOf(arn))
        {
            TrustPolicy = PolicyOf(form, "AssumeRolePolicyDocument", PolicyKind.Trust),
            PermissionPolicies = [],
        };

        return roles.TryCreate(role) ? role : throw new StsErrorException(new StsError(409, "EntityAlreadyExists", $"Role with name {role.Name} already exists."));
    }

    private Role Find(string arn, QueryForm form) =>
        roles.FindDefined(arn) ?? throw new StsErrorException(new StsError(404, "NoSuchEntity", $"The role with name {form["RoleName"]} cannot be found."));

    private Action<XmlOutput> Permit(string arn, QueryForm form)
    {
        var role = Find(arn, form);
        var policy = PolicyOf(form, "PolicyDocument", PolicyKind.Identity);

        // Policies have names at IAM, where a second one of a name takes the place of the first; here each adds to the others.
        roles.Permit(role, policy);
        return _ => { };
    }

    private static PolicyDocument PolicyOf(QueryForm form, string parameter, PolicyKind kind)
    {
        var parse = PolicyParser.Parse(form[parameter] ?? string.Empty, kind);
        return parse.Document ?? throw new StsErrorException(new StsError(400, "MalformedPolicyDocument", parse.Error ?? "Syntax errors in policy."));
    }

    private Action<XmlOutput> WithRole(Role role) => xml =>
    {
        xml.Open("Role");
        xml.Element("Path", role.Arn[(role.Arn.IndexOf('/', StringComparison.Ordinal))..(role.Arn.LastIndexOf('/') + 1)]);
        xml.Element("RoleName", role.Name);
        xml.Element("RoleId", role.RoleId);
        xml.Element("Arn", role.Arn);
        xml.Element("CreateDate", clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        xml.Close("Role");
    };
}
