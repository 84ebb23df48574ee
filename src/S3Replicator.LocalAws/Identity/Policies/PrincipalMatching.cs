using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Identity.Policies;

/// <summary>Decides whether a resource policy's statement names a principal.</summary>
internal static class PrincipalMatching
{
    public static PrincipalMatch Match(PolicyStatement statement, Principal principal, string? roleArn)
    {
        if (statement.Principals is { } principals)
        {
            return Names(principals, principal, roleArn);
        }

        return Names(statement.NotPrincipals!, principal, roleArn) == PrincipalMatch.None ? PrincipalMatch.Direct : PrincipalMatch.None;
    }

    public static bool NamesService(PolicyStatement statement, string service) => statement.Principals is { } principals
        ? principals.Anyone || principals.Services.Contains(service, StringComparer.OrdinalIgnoreCase)
        : !statement.NotPrincipals!.Services.Contains(service, StringComparer.OrdinalIgnoreCase);

    public static bool NamesProvider(PolicyStatement statement, string provider) => statement.Principals is { } principals
        && (principals.Anyone || principals.Federated.Contains(provider, StringComparer.OrdinalIgnoreCase));

    private static PrincipalMatch Names(PrincipalList principals, Principal principal, string? roleArn)
    {
        if (principals.Anyone)
        {
            return PrincipalMatch.Direct;
        }

        var best = PrincipalMatch.None;
        foreach (var name in principals.Aws)
        {
            var match = Names(name, principal, roleArn);
            best = match > best ? match : best;
        }

        return best;
    }

    private static PrincipalMatch Names(string name, Principal principal, string? roleArn)
    {
        if (string.Equals(name, principal.Arn, StringComparison.Ordinal))
        {
            return PrincipalMatch.Direct;
        }

        if (string.Equals(name, roleArn, StringComparison.Ordinal))
        {
            return PrincipalMatch.Role;
        }

        return string.Equals(name, principal.AccountId, StringComparison.Ordinal)
            || string.Equals(name, $"arn:aws:iam::{principal.AccountId}:root", StringComparison.Ordinal)
                ? PrincipalMatch.Account
                : PrincipalMatch.None;
    }
}
