using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sts;

/// <summary>The action AssumeRole.</summary>
internal sealed class AssumeRole(CredentialRegistry credentials, RoleRegistry roles, RoleTrust trust, SessionIssuer issuer)
{
    private const string Action = "sts:AssumeRole";
    private const string TagAction = "sts:TagSession";
    private const string SourceIdentityAction = "sts:SetSourceIdentity";

    public IssuedSession Execute(QueryForm form, Principal principal)
    {
        var constraints = new Constraints(form);
        var request = SessionRequest.Read(constraints);
        var externalId = constraints.Optional("ExternalId", 2, 1224, IsExternalIdCharacter, @"[\w+=,.@:\/-]*");
        var sourceIdentity = constraints.Optional("SourceIdentity", 2, 64, Constraints.IsNameCharacter, @"[\w+=,.@-]*");
        constraints.ThrowIfFaulty();
        RefuseWhatIsMissing(form);
        CheckArn(request.RoleArn);

        var caller = credentials.FindSession(principal.AccessKeyId);
        var tags = SessionTags.Read(form, caller);
        var context = Context(request, externalId, sourceIdentity, tags);
        var role = roles.Find(request.RoleArn) ?? throw Denied(principal, Action, request.RoleArn);
        Demand(role, principal, Action, context);
        if (tags.Requested.Count > 0 || tags.TransitiveKeys.Count > 0)
        {
            Demand(role, principal, TagAction, context);
        }

        if (sourceIdentity is not null)
        {
            Demand(role, principal, SourceIdentityAction, context);
        }

        return issuer.Issue(request, role, tags, sourceIdentity ?? caller?.SourceIdentity, isChained: caller is not null);
    }

    private void Demand(Role role, Principal principal, string action, AuthorizationContext context)
    {
        if (!trust.Allows(role, principal, action, context))
        {
            throw Denied(principal, action, role.Arn);
        }
    }

    private static AuthorizationContext Context(SessionRequest request, string? externalId, string? sourceIdentity, SessionTags tags)
    {
        var context = new AuthorizationContext().Add("sts:RoleSessionName", request.SessionName);
        if (externalId is not null)
        {
            context.Add("sts:ExternalId", externalId);
        }

        if (sourceIdentity is not null)
        {
            context.Add("sts:SourceIdentity", sourceIdentity);
        }

        if (tags.Requested.Count > 0)
        {
            context.Add("aws:TagKeys", [.. tags.Requested.Keys]);
            foreach (var (key, value) in tags.Requested)
            {
                context.Add($"aws:RequestTag/{key}", value);
            }
        }

        return tags.TransitiveKeys.Count > 0 ? context.Add("sts:TransitiveTagKeys", [.. tags.TransitiveKeys]) : context;
    }

    private static void RefuseWhatIsMissing(QueryForm form)
    {
        if (form.Groups("PolicyArns").Any())
        {
            throw new StsErrorException(StsError.NotImplemented("A managed session policy (PolicyArns)"));
        }

        if (form["SerialNumber"] is not null || form["TokenCode"] is not null)
        {
            throw new StsErrorException(StsError.NotImplemented("Multi-factor authentication"));
        }
    }

    private static void CheckArn(string roleArn)
    {
        if (roleArn.Split(':', 6) is not ["arn", _, "iam", "", { Length: 12 }, { Length: > 0 }])
        {
            throw new StsErrorException(StsError.Validation($"{roleArn} is invalid"));
        }
    }

    private static StsErrorException Denied(Principal principal, string action, string roleArn) => new(StsError.AccessDenied(
        $"User: {principal.Arn} is not authorized to perform: {action} on resource: {roleArn}"));

    private static bool IsExternalIdCharacter(char c) => Constraints.IsNameCharacter(c) || c is ':' or '/';
}
