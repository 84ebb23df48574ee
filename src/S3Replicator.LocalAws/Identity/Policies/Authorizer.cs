using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Identity.Policies;

/// <summary>Decides requests by the policies of the principal, its session and the resource, as IAM does.</summary>
internal sealed class Authorizer(CredentialRegistry credentials)
{
    private static readonly AuthorizationDecision Unlimited = new(AuthorizationResult.Allow, PolicySource.Undefined, null);

    /// <summary>True when nothing at all was defined for a principal, so that a request inside its account needs no check.</summary>
    public bool IsUnlimited(Principal principal) => credentials.FindSession(principal.AccessKeyId) is { } session
        ? session.Role.PermissionPolicies is null && session.SessionPolicies.Count == 0
        : credentials.FindUserPolicies(principal.Arn) is null;

    public AuthorizationDecision Evaluate(Principal principal, string action, string resource, AuthorizationContext context) =>
        Evaluate(principal, action, resource, context, resourcePolicy: null, resourceAccount: null);

    /// <summary>Decides one request.</summary>
    /// <param name="principal">Who signed.</param>
    /// <param name="action"><c>service:Action</c>, any case.</param>
    /// <param name="resource">The ARN acted on.</param>
    /// <param name="context">The request's condition keys; the principal's own are added here.</param>
    /// <param name="resourcePolicy">The policy on the bucket or queue, if any.</param>
    /// <param name="resourceAccount">The owner of the resource; null for the principal's own account.</param>
    public AuthorizationDecision Evaluate(
        Principal principal,
        string action,
        string resource,
        AuthorizationContext context,
        PolicyDocument? resourcePolicy,
        string? resourceAccount)
    {
        var session = credentials.FindSession(principal.AccessKeyId);
        AddPrincipalKeys(principal, session, context);
        var identity = EvaluateIdentity(
            session is null ? credentials.FindUserPolicies(principal.Arn) : session.Role.PermissionPolicies,
            PolicySource.Identity, action, resource, context);
        var narrowed = session is { SessionPolicies.Count: > 0 }
            ? EvaluateIdentity(session.SessionPolicies, PolicySource.Session, action, resource, context)
            : Unlimited;
        var (granted, match) = EvaluateResource(resourcePolicy, principal, session?.Role.Arn, action, resource, context);
        foreach (var decision in (ReadOnlySpan<AuthorizationDecision>)[identity, narrowed, granted])
        {
            if (decision.Result == AuthorizationResult.ExplicitDeny)
            {
                return decision;
            }
        }

        var own = identity.IsAllowed ? narrowed : identity;
        if (resourceAccount is not null && !string.Equals(resourceAccount, principal.AccountId, StringComparison.Ordinal))
        {
            return own.IsAllowed ? granted : own;
        }

        return match switch
        {
            PrincipalMatch.Direct when granted.IsAllowed => granted,
            PrincipalMatch.Role when granted.IsAllowed && !identity.IsAllowed => narrowed.IsAllowed ? granted : narrowed,
            PrincipalMatch.None or PrincipalMatch.Account or PrincipalMatch.Role or PrincipalMatch.Direct => own,
            _ => own,
        };
    }

    /// <summary>Decides the use of a KMS key that has a key policy: without the policy's word nobody may, and where it names an account, that account's own policies must allow it too.</summary>
    public AuthorizationDecision EvaluateKey(
        Principal principal, string action, string keyArn, AuthorizationContext context, PolicyDocument keyPolicy, string keyAccount)
    {
        var decision = Evaluate(principal, action, keyArn, context, keyPolicy, keyAccount);
        if (!decision.IsAllowed)
        {
            return decision;
        }

        var session = credentials.FindSession(principal.AccessKeyId);
        var (granted, _) = EvaluateResource(keyPolicy, principal, session?.Role.Arn, action, keyArn, context);
        return granted.IsAllowed ? decision : granted;
    }

    /// <summary>Decides a request that an AWS service makes, S3 sending to a queue for one: only the resource's policy can allow it.</summary>
    public static AuthorizationDecision EvaluateService(
        string service, string action, string resource, AuthorizationContext context, PolicyDocument? resourcePolicy) =>
        Best(resourcePolicy, PolicySource.Resource, action, resource, context, s => PrincipalMatching.NamesService(s, service));

    /// <summary>Decides whether a trust policy lets a principal take a role on; the principal's own policies are left aside.</summary>
    public (AuthorizationDecision Decision, PrincipalMatch Match) EvaluateTrust(
        PolicyDocument trust, Principal principal, string action, AuthorizationContext context)
    {
        var session = credentials.FindSession(principal.AccessKeyId);
        AddPrincipalKeys(principal, session, context);
        return EvaluateResource(trust, principal, session?.Role.Arn, action, resource: null, context);
    }

    /// <summary>Decides whether a trust policy lets an identity provider's user take a role on.</summary>
    public static AuthorizationDecision EvaluateFederatedTrust(
        PolicyDocument trust, string provider, string action, AuthorizationContext context) =>
        Best(trust, PolicySource.Resource, action, resource: null, context, s => PrincipalMatching.NamesProvider(s, provider));

    private static AuthorizationDecision EvaluateIdentity(
        IReadOnlyList<PolicyDocument>? policies, PolicySource source, string action, string resource, AuthorizationContext context)
    {
        if (policies is null)
        {
            return Unlimited;
        }

        var decision = new AuthorizationDecision(AuthorizationResult.ImplicitDeny, source, null);
        foreach (var policy in policies)
        {
            var next = Best(policy, source, action, resource, context, static _ => true);
            if (next.Result == AuthorizationResult.ExplicitDeny)
            {
                return next;
            }

            decision = next.IsAllowed ? next : decision;
        }

        return decision;
    }

    private static (AuthorizationDecision Decision, PrincipalMatch Match) EvaluateResource(
        PolicyDocument? policy, Principal principal, string? roleArn, string action, string? resource, AuthorizationContext context)
    {
        var best = PrincipalMatch.None;
        var decision = Best(policy, PolicySource.Resource, action, resource, context, statement =>
        {
            var match = PrincipalMatching.Match(statement, principal, roleArn);
            if (statement.Effect == PolicyEffect.Allow && match > best
                && StatementMatch.Covers(statement, action, resource, context, policy!.HasVariables))
            {
                best = match;
            }

            return match != PrincipalMatch.None;
        });
        return (decision, best);
    }

    private static AuthorizationDecision Best(
        PolicyDocument? policy,
        PolicySource source,
        string action,
        string? resource,
        AuthorizationContext context,
        Func<PolicyStatement, bool> namesPrincipal)
    {
        var decision = new AuthorizationDecision(AuthorizationResult.ImplicitDeny, source, null);
        foreach (var statement in policy?.Statements ?? [])
        {
            if (!namesPrincipal(statement) || !StatementMatch.Covers(statement, action, resource, context, policy!.HasVariables))
            {
                continue;
            }

            if (statement.Effect == PolicyEffect.Deny)
            {
                return new AuthorizationDecision(AuthorizationResult.ExplicitDeny, source, statement);
            }

            decision = new AuthorizationDecision(AuthorizationResult.Allow, source, statement);
        }

        return decision;
    }

    private static void AddPrincipalKeys(Principal principal, RoleSession? session, AuthorizationContext context)
    {
        context.Add("aws:PrincipalArn", session?.Role.Arn ?? principal.Arn)
            .Add("aws:PrincipalAccount", principal.AccountId)
            .Add("aws:PrincipalType", session is null ? "User" : "AssumedRole")
            .Add("aws:userid", principal.UserId);
        if (session is null)
        {
            context.Add("aws:username", principal.Arn[(principal.Arn.LastIndexOf('/') + 1)..]);
            return;
        }

        foreach (var (key, value) in session.Tags)
        {
            context.Add($"aws:PrincipalTag/{key}", value);
        }

        if (session.SourceIdentity is { } sourceIdentity)
        {
            context.Add("aws:SourceIdentity", sourceIdentity);
        }
    }
}
