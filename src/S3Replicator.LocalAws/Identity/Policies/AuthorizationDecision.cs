using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Identity.Policies;

/// <summary>Whether a request may pass, and what decided.</summary>
/// <param name="Result">Allow, or one of two denials.</param>
/// <param name="Source">The kind of policy that decided, or that lacks a statement.</param>
/// <param name="Statement">The statement that decided; null for an implicit denial.</param>
internal readonly record struct AuthorizationDecision(AuthorizationResult Result, PolicySource Source, PolicyStatement? Statement)
{
    public bool IsAllowed => Result == AuthorizationResult.Allow;

    /// <summary>The text that AWS prints with AccessDenied.</summary>
    /// <param name="principalArn">Who asked.</param>
    /// <param name="action">As the service prints it: <c>s3:GetObject</c>, <c>sqs:sendmessage</c>.</param>
    /// <param name="resource">As the service prints it: S3 puts it in quotes, SQS does not.</param>
    public string Describe(string principalArn, string action, string resource)
    {
        var source = Source switch
        {
            PolicySource.Session => "session",
            PolicySource.Resource => "resource-based",
            PolicySource.Identity or PolicySource.Undefined => "identity-based",
            _ => "identity-based",
        };
        var article = Source is PolicySource.Session or PolicySource.Resource ? "a" : "an";
        var reason = Result == AuthorizationResult.ExplicitDeny
            ? $"with an explicit deny in {article} {source} policy"
            : $"because no {source} policy allows the {action} action";
        return $"User: {principalArn} is not authorized to perform: {action} on resource: {resource} {reason}";
    }
}
