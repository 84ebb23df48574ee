using System.Text.Json;

namespace S3Replicator.Doctor.Queues;

/// <summary>Judges whether a queue takes messages of S3 for a bucket; pure.</summary>
internal static class QueuePolicyCheck
{
    private const string Check = "queue policy";

    public static Finding Of(QueueFacts queue, SendRequest request)
    {
        var bucket = request.BucketArn[(request.BucketArn.LastIndexOf(':') + 1)..];
        var subject = $"{bucket} → {queue.Name}";
        var mend = MendOf(request);

        if (!queue.Attributes.TryGetValue("Policy", out var text) || text.Length == 0)
        {
            return Finding.Fail(Check, subject, "the queue has no policy, so S3 may not send", mend);
        }

        try
        {
            using var policy = JsonDocument.Parse(text);
            var statements = policy.RootElement.GetProperty("Statement");
            return Judge(
                statements.ValueKind == JsonValueKind.Array ? [.. statements.EnumerateArray()] : [statements], request, subject, mend);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Finding.Warn(Check, subject, "the queue's policy cannot be read", mend);
        }
    }

    private static Finding Judge(IReadOnlyList<JsonElement> statements, SendRequest request, string subject, string mend)
    {
        var (denied, denying) = Best(statements, "Deny", request);

        if (denied == Fit.Yes)
        {
            return Finding.Fail(Check, subject, $"statement {denying} denies S3 to send", $"Take S3 and this bucket out of that statement. {mend}");
        }

        var (allowed, allowing) = Best(statements, "Allow", request);
        return allowed == Fit.No ? Finding.Fail(Check, subject, "no statement lets S3 send for this bucket", mend)
            : allowed == Fit.Perhaps ? Finding.Warn(Check, subject, $"statement {allowing} lets S3 send under conditions that cannot be judged from here", mend)
            : denied == Fit.Perhaps ? Finding.Warn(
                Check, subject, $"statement {denying} may deny S3 to send: its conditions cannot be judged from here", "Look whether they hold for s3.amazonaws.com.")
            : Finding.Pass(Check, subject, "S3 may send");
    }

    private static (Fit Fit, string Name) Best(IReadOnlyList<JsonElement> statements, string effect, SendRequest request) => statements
        .Select((statement, index) => (
            Fit: string.Equals(statement.GetProperty("Effect").GetString(), effect, StringComparison.Ordinal) ? Of(statement, request) : Fit.No,
            Name: statement.TryGetProperty("Sid", out var sid) ? sid.ToString() : FormattableString.Invariant($"{index + 1}")))
        .Append((Fit: Fit.No, Name: string.Empty))
        .MaxBy(found => found.Fit);

    private static Fit Of(JsonElement statement, SendRequest request) => ((IEnumerable<Fit>)
    [
        PolicyText.Fits(statement, "Action", action => Wildcard.Matches(action, SendRequest.Action, StringComparison.OrdinalIgnoreCase), Fit.No),
        PolicyText.Fits(statement, "Resource", arn => Wildcard.Matches(arn, request.QueueArn, StringComparison.Ordinal), Fit.Yes),
        PrincipalOf(statement),
        PolicyConditionFit.Of(statement, request),
    ]).Min();

    private static Fit PrincipalOf(JsonElement statement)
    {
        if (!statement.TryGetProperty("Principal", out var principal))
        {
            return statement.TryGetProperty("NotPrincipal", out _) ? Fit.Perhaps : Fit.No;
        }

        return principal.ValueKind != JsonValueKind.Object ? (PolicyText.Values(principal).Contains("*", StringComparer.Ordinal) ? Fit.Yes : Fit.No)
            : Names(principal, "Service", SendRequest.Service) || Names(principal, "AWS", "*") ? Fit.Yes
            : Fit.No;
    }

    private static bool Names(JsonElement principal, string kind, string name) =>
        principal.TryGetProperty(kind, out var member) && PolicyText.Values(member).Any(value => value == name || value == "*");

    private static string MendOf(SendRequest request)
    {
        var account = request.Account is null ? string.Empty : $$""","StringEquals":{"aws:SourceAccount":"{{request.Account}}"}""";
        return $$$"""Add to the queue's policy: {"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"{{{request.QueueArn}}}","Condition":{"ArnEquals":{"aws:SourceArn":"{{{request.BucketArn}}}"}{{{account}}}}}; s3replicator iam prints all of it.""";
    }
}
