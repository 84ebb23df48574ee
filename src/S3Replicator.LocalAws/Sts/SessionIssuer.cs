using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Sts;

/// <summary>Gives out role sessions once it is settled that they may be had.</summary>
internal sealed class SessionIssuer(CredentialRegistry credentials, TimeProvider clock)
{
    private static readonly TimeSpan LongestChained = TimeSpan.FromHours(1);

    public IssuedSession Issue(SessionRequest request, Role role, SessionTags tags, string? sourceIdentity, bool isChained)
    {
        var duration = TimeSpan.FromSeconds(request.DurationSeconds);
        if (isChained && duration > LongestChained)
        {
            throw new StsErrorException(StsError.Validation(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."));
        }

        if (duration > role.MaxSessionDuration)
        {
            throw new StsErrorException(StsError.Validation(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."));
        }

        int? packedSize = request.Policy is null && tags.Requested.Count == 0
            ? null
            : SessionPacking.Measure(request.Policy, tags.Requested);
        var session = new RoleSession(role, request.SessionName, Whole(clock.GetUtcNow() + duration))
        {
            SessionPolicies = request.Policy is null ? [] : [ParsePolicy(request.Policy)],
            Tags = tags.All,
            TransitiveTagKeys = tags.TransitiveKeys,
            SourceIdentity = sourceIdentity,
        };
        return new IssuedSession(session, credentials.Issue(session), packedSize);
    }

    private static PolicyDocument ParsePolicy(string text)
    {
        var parse = PolicyParser.Parse(text, PolicyKind.Identity);
        return parse.Document ?? throw new StsErrorException(StsError.MalformedPolicy(parse.Error!));
    }

    // The answer shows whole seconds, and what it shows must be what holds.
    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
