using Amazon.S3;

namespace S3Replicator.Doctor.Permissions;

/// <summary>Tries each action that policies must allow, in ways that change nothing.</summary>
/// <param name="s3">The client for a bucket; null where the bucket cannot be reached, which is told elsewhere.</param>
/// <param name="lacksLock">Whether a bucket is known to be without Object Lock.</param>
/// <param name="grants">The mends.</param>
/// <param name="mark">What is drawn by lot for this run.</param>
internal sealed class PermissionProbes(Func<string, IAmazonS3?> s3, Func<string, bool> lacksLock, Grants grants, string mark)
{
    private const string Check = "permission";

    public async Task<IReadOnlyList<Finding>> RunAsync(IReadOnlyList<NeededAction> needed, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<NeededAction, Answer<object>>();

        foreach (var action in needed)
        {
            if (s3(action.Place.Bucket) is { } client && ActionProbes.All.GetValueOrDefault(action.Action) is { } probe)
            {
                answers[action] = await Answer.OfAsync(() => probe.AskAsync(client, action.Place.KeyOf(mark), cancellationToken), cancellationToken);
            }
        }

        var judged = new ProbeAnswers(answers);
        return [.. needed.Where(answers.ContainsKey).Select(action => Describe(action, judged.Judge(action), answers[action]))];
    }

    private Finding Describe(NeededAction needed, Verdict verdict, Answer<object> answer)
    {
        var subject = $"{needed.Action} on {needed.Place.Name}";
        return verdict.Permission switch
        {
            Permission.Allowed => Finding.Pass(Check, subject, "allowed"),
            Permission.Needless => Finding.Pass(Check, subject, "not needed, since the bucket has no Object Lock"),
            Permission.Hidden => Finding.Warn(
                Check, subject, $"cannot be told until {verdict.Behind} is allowed", $"Allow {verdict.Behind}, and run doctor again."),
            Permission.Refused when ActionProbes.All[needed.Action].IsForLocks && lacksLock(needed.Place.Bucket) => Finding.Warn(
                Check, subject, "refused, which does no harm as long as the bucket has no Object Lock", MendOf(needed, answer.Message)),
            Permission.Refused => Finding.Fail(Check, subject, $"refused: {answer.Message}", MendOf(needed, answer.Message)),
            _ => Finding.Warn(Check, subject, $"no clear answer: {answer.Text}", "Run doctor again."),
        };
    }

    private string MendOf(NeededAction needed, string message) =>
        (AccessDenials.IsExplicit(message) ? "A statement with Deny stands in the way: take this out of it. " : string.Empty)
        + grants.Of(needed.Action, needed.Place);
}
