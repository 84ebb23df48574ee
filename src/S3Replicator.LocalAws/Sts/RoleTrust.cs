using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies;

namespace S3Replicator.LocalAws.Sts;

/// <summary>Whether a principal may take a role on: by the role's trust policy and by its own policies.</summary>
internal sealed class RoleTrust(Authorizer authorizer)
{
    public bool Allows(Role role, Principal principal, string action, AuthorizationContext context)
    {
        var isSameAccount = role.AccountId.Equals(principal.AccountId, StringComparison.Ordinal);
        var own = authorizer.Evaluate(principal, action, role.Arn, context);
        if (own.Result == AuthorizationResult.ExplicitDeny)
        {
            return false;
        }

        if (role.TrustPolicy is not { } trust)
        {
            return isSameAccount && own.IsAllowed;
        }

        var (decision, match) = authorizer.EvaluateTrust(trust, principal, action, context);
        if (!decision.IsAllowed)
        {
            return false;
        }

        // A trust policy that names the principal itself is enough inside one account; one that names the account leaves it to the account.
        return own.IsAllowed || (isSameAccount && match is PrincipalMatch.Direct or PrincipalMatch.Role);
    }
}
