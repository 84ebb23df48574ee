using Amazon.S3;
using Amazon.S3.Model;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Doctor.Permissions;

/// <summary>Writes one object into a destination as a replica would be, sees whether fences hold, reads it, and removes it.</summary>
/// <param name="s3">S3 with the document's role.</param>
/// <param name="rule">The rule.</param>
/// <param name="place">What the rule may write.</param>
/// <param name="grants">The mends.</param>
/// <param name="mark">What is drawn by lot for this run.</param>
internal sealed class WriteProbe(IAmazonS3 s3, ReplicationRule rule, S3Place place, Grants grants, string mark)
{
    private const string Check = "write";
    private const string PutObject = "s3:PutObject";
    private const string GenerateDataKey = "kms:GenerateDataKey";

    private readonly ProbeKey _key = place.KeyOf(mark);
    private readonly string _subject = $"{rule.Destination.Bucket}, rule {rule.Id}";
    private readonly string? _kmsKey = rule.SseKmsEncryptedObjects ? rule.Destination.ReplicaKmsKeyId : null;

    /// <summary>What is told where nothing may be written.</summary>
    public Finding Untried => Finding.Warn(
        Check, _subject, _kmsKey is null ? "not tried, since it writes" : $"not tried, since it writes; so kms:GenerateDataKey and kms:Decrypt with {_kmsKey} are unknown",
        "Run doctor with --probe: it writes one object and removes it.");

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var written = await PutAsync(cancellationToken);

        if (written.Value is not { } put)
        {
            return [Failed(written)];
        }

        // The key is taken now, so that another write under the same condition must be refused.
        var again = await PutAsync(cancellationToken);
        var fences = again.Status == 412
            ? Finding.Pass("fences", _subject, "conditional writes are honoured")
            : Finding.Warn(
                "fences", _subject, "the endpoint ignores If-None-Match: two workers may overwrite each other's writes for a moment",
                "Run one worker, or use an endpoint that knows conditional writes.");
        IReadOnlyList<Finding> decrypted = _kmsKey is null
            ? []
            : [
                Finding.Pass("permission", $"{GenerateDataKey} on {_kmsKey}", "allowed"),
                .. await new DecryptProbe(s3, grants).ReadAsync(_key, _kmsKey, $"kms:Decrypt on {_kmsKey}", cancellationToken),
            ];
        var remover = new ProbeRemoval(s3, rule, grants, place, _key);
        return
        [
            Finding.Pass(Check, _subject, $"wrote s3://{_key.Bucket}/{_key.Key}"),
            fences,
            .. decrypted,
            .. await remover.RunAsync([put.VersionId, again.Value?.VersionId], cancellationToken),
        ];
    }

    private Finding Failed(Answer<PutObjectResponse> answer)
    {
        if (_kmsKey is not null && KeyFaults.Of(answer, _kmsKey) is { } fault)
        {
            return fault;
        }

        if (answer.IsUnreachable || answer.Status >= 500)
        {
            return Finding.Warn(Check, _subject, $"no clear answer: {answer.Text}", "Run doctor again.");
        }

        var named = AccessDenials.ActionOf(answer.Message);
        return _kmsKey is not null && named?.StartsWith("kms:", StringComparison.OrdinalIgnoreCase) == true
            ? Finding.Fail("permission", $"{GenerateDataKey} on {_kmsKey}", $"refused: {answer.Message}", grants.OfKey(GenerateDataKey, _kmsKey))
            : Finding.Fail(
                Check, _subject, answer.Text,
                grants.Of(named ?? PutObject, place) + (_kmsKey is null ? string.Empty : $" Where that is allowed, the key is what refuses. {grants.OfKey(GenerateDataKey, _kmsKey)}"));
    }

    private Task<Answer<PutObjectResponse>> PutAsync(CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = _key.Bucket,
            Key = _key.Key,
            ContentBody = "s3replicator doctor --probe",
            IfNoneMatch = "*",
            ExpectedBucketOwner = rule.Destination.Account,
        };

        if (_kmsKey is not null)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = _kmsKey;
        }

        return Answer.OfAsync(() => s3.PutObjectAsync(request, cancellationToken), cancellationToken);
    }
}
