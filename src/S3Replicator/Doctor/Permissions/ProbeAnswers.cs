namespace S3Replicator.Doctor.Permissions;

/// <summary>Reads from the answers to all probes what each tells; pure.</summary>
internal sealed class ProbeAnswers(IReadOnlyDictionary<NeededAction, Answer<object>> answers)
{
    private const string ListBucket = "s3:ListBucket";

    public Verdict Judge(NeededAction needed)
    {
        var answer = answers[needed];
        return answer.Status switch
        {
            403 when answer.IsRefused => Refusal(needed, answer.Message),
            404 when answer.Code is "NoSuchBucket" => new(Permission.Unclear),
            (>= 200 and < 300) or 404 or 412 => new(Permission.Allowed),
            400 when ActionProbes.All[needed.Action].IsForLocks && answer.Code is "InvalidRequest" => new(Permission.Needless),
            _ => new(Permission.Unclear),
        };
    }

    private Verdict Refusal(NeededAction needed, string message)
    {
        if (AccessDenials.ActionOf(message) is { } named)
        {
            // S3 asks for this only when it has found no object to do the rest with.
            return string.Equals(named, needed.Action, StringComparison.OrdinalIgnoreCase) ? new(Permission.Refused)
                : string.Equals(named, ListBucket, StringComparison.OrdinalIgnoreCase) ? new(Permission.Allowed)
                : new(Permission.Hidden, named);
        }

        return ActionProbes.All[needed.Action].Needs.FirstOrDefault(action => !IsAllowed(action, needed.Place)) is { } behind
            ? new(Permission.Hidden, behind)
            : new(Permission.Refused);
    }

    /// <summary>Whether another action is allowed there; what was not asked for is taken as allowed.</summary>
    private bool IsAllowed(string action, S3Place place) => answers.Keys
        .Where(other => string.Equals(other.Action, action, StringComparison.Ordinal)
            && string.Equals(other.Place.Bucket, place.Bucket, StringComparison.Ordinal)
            && (other.Place.Prefix is null || other.Place == place))
        .All(other => Judge(other).Permission == Permission.Allowed);
}
