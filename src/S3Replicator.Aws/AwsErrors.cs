using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using S3Replicator.Core.Copying;

namespace S3Replicator.Aws;

/// <summary>The one table from what AWS answers to S3's own failure codes and to what is done about them.</summary>
internal static partial class AwsErrors
{
    private static readonly FrozenSet<string> Throttling = FrozenSet.Create(
        StringComparer.Ordinal,
        "SlowDown", "ServiceUnavailable", "Throttling", "ThrottlingException", "ThrottledException", "RequestLimitExceeded",
        "TooManyRequestsException", "RequestThrottled", "RequestThrottledException", "OverLimit");

    private static readonly FrozenSet<string> ExpiredCredentials = FrozenSet.Create(
        StringComparer.Ordinal, "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "InvalidToken", "TokenRefreshRequired");

    /// <summary>What S3 calls it when an action is refused, by IAM action.</summary>
    private static readonly FrozenDictionary<string, string> RefusedActions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["s3:ListBucket"] = "SrcHeadObjectNotPermitted",
        ["s3:ListBucketVersions"] = "SrcHeadObjectNotPermitted",
        ["s3:GetBucketVersioning"] = "SrcHeadObjectNotPermitted",
        ["s3:GetBucketObjectLockConfiguration"] = "SrcHeadObjectNotPermitted",
        ["s3:RestoreObject"] = "SrcObjectNotEligible",
        ["s3:GetObject"] = "SrcGetObjectNotPermitted",
        ["s3:GetObjectVersion"] = "SrcGetObjectNotPermitted",
        ["s3:GetObjectTagging"] = "SrcGetTaggingNotPermitted",
        ["s3:GetObjectVersionTagging"] = "SrcGetTaggingNotPermitted",
        ["s3:GetObjectAcl"] = "SrcGetAclNotPermitted",
        ["s3:GetObjectVersionAcl"] = "SrcGetAclNotPermitted",
        ["s3:GetObjectRetention"] = "SrcGetRetentionNotPermitted",
        ["s3:GetObjectLegalHold"] = "SrcGetLegalHoldNotPermitted",
        ["s3:PutObject"] = "DstPutObjectNotPermitted",
        ["s3:ListBucketMultipartUploads"] = "DstMultipartInitNotPermitted",
        ["s3:ListMultipartUploadParts"] = "DstMultipartUploadNotPermitted",
        ["s3:AbortMultipartUpload"] = "DstMultipartUploadNotPermitted",
        ["s3:PutObjectTagging"] = "DstPutTaggingNotPermitted",
        ["s3:PutObjectVersionTagging"] = "DstPutTaggingNotPermitted",
        ["s3:PutObjectAcl"] = "DstPutAclNotPermitted",
        ["s3:PutObjectVersionAcl"] = "DstPutAclNotPermitted",
        ["s3:PutObjectRetention"] = "DstPutRetentionNotPermitted",
        ["s3:PutObjectLegalHold"] = "DstPutLegalHoldNotPermitted",
        ["kms:Decrypt"] = "SrcGetObjectNotPermitted",
        ["kms:Encrypt"] = "DstPutObjectNotPermitted",
        ["kms:GenerateDataKey"] = "DstPutObjectNotPermitted",
        ["s3:DeleteObject"] = "DstDelObjNotPermitted",
        ["s3:DeleteObjectVersion"] = "DstDelObjNotPermitted",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What S3 calls it when an operation is refused and the message names no action.</summary>
    private static readonly FrozenDictionary<string, string> RefusedOperations = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AssumeRole"] = "AssumeRoleNotPermitted",
        ["HeadBucket"] = "SrcHeadObjectNotPermitted",
        ["ListObjectVersions"] = "SrcHeadObjectNotPermitted",
        ["GetBucketVersioning"] = "SrcHeadObjectNotPermitted",
        ["GetObjectLockConfiguration"] = "SrcHeadObjectNotPermitted",
        ["RestoreObject"] = "SrcObjectNotEligible",
        ["HeadObject"] = "SrcHeadObjectNotPermitted",
        ["GetObjectTagging"] = "SrcGetTaggingNotPermitted",
        ["GetObjectAcl"] = "SrcGetAclNotPermitted",
        ["CopyObject"] = "DstPutObjectNotPermitted",
        ["PutObjectTagging"] = "DstPutTaggingNotPermitted",
        ["PutObjectAcl"] = "DstPutAclNotPermitted",
        ["DeleteObject"] = "DstDelObjNotPermitted",
        ["CreateMultipartUpload"] = "DstMultipartInitNotPermitted",
        ["UploadPartCopy"] = "DstMultipartUploadNotPermitted",
        ["CompleteMultipartUpload"] = "DstMultipartCompleteNotPermitted",
        ["ListMultipartUploads"] = "DstMultipartInitNotPermitted",
        ["ListParts"] = "DstMultipartUploadNotPermitted",
        ["AbortMultipartUpload"] = "DstMultipartUploadNotPermitted",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether the credentials were refused as expired, so that new ones are worth a try.</summary>
    public static bool IsExpiredCredentials(Exception exception) =>
        exception is AmazonServiceException { ErrorCode: { } code } && ExpiredCredentials.Contains(code);

    /// <summary>Whether a HEAD was refused with 400, which S3 answers to expired credentials and to objects under a customer's key alike: without a body there is no code but the status.</summary>
    public static bool IsUnexplained(Exception exception) =>
        exception is AmazonServiceException { StatusCode: System.Net.HttpStatusCode.BadRequest, ErrorCode: var code } && IsStatusAlone(code);

    /// <summary>Whether the exception is one that a request to AWS can end with, cancelling aside.</summary>
    public static bool IsAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>Names and classifies an exception.</summary>
    public static StoreError From(Exception exception, RequestSubject subject)
    {
        var service = exception as AmazonServiceException;
        var code = service?.ErrorCode ?? string.Empty;
        var status = service is null ? 0 : (int)service.StatusCode;
        var (kind, failureClass, reason) = Classify(subject, code, status, exception.Message, BodyOf(exception));

        return new()
        {
            Operation = subject.Operation,
            Kind = kind,
            Class = failureClass,
            Reason = reason,
            Message = code.Length > 0 ? $"{subject.Operation}: {code}: {exception.Message}" : $"{subject.Operation}: {exception.Message}",
            Status = status,
            RequestId = service?.RequestId,
            BehindDeleteMarker = string.Equals(HeaderOf(exception, "x-amz-delete-marker"), "true", StringComparison.OrdinalIgnoreCase),
        };
    }

    internal static (StoreErrorKind Kind, FailureClass Class, string Reason) Classify(
        RequestSubject subject, string code, int status, string message, string? body)
    {
        if (status is 429 or 503 || Throttling.Contains(code))
        {
            return (StoreErrorKind.Other, FailureClass.Throttled, code.Length > 0 ? code : "SlowDown");
        }

        if (ExpiredCredentials.Contains(code))
        {
            return (StoreErrorKind.Other, FailureClass.Transient, code);
        }

        return status switch
        {
            0 => (StoreErrorKind.Other, FailureClass.Transient, "ConnectionFailed"),

            // A copy may answer 200 before it is done, and then hold an error.
            < 300 => (StoreErrorKind.Other, FailureClass.Transient, code),
            301 or 307 => (StoreErrorKind.WrongRegion, FailureClass.Transient, code.Length > 0 ? code : "PermanentRedirect"),
            404 => NotFound(subject, code, body),
            405 => (StoreErrorKind.IsDeleteMarker, FailureClass.Gone, subject.IsSource ? "SrcVersionNotFound" : "DstVersionNotFound"),
            409 => (StoreErrorKind.Conflict, FailureClass.Transient, code),
            412 => (StoreErrorKind.PreconditionFailed, FailureClass.Transient, "PreconditionFailed"),
            501 => (StoreErrorKind.NotImplemented, FailureClass.Configuration, "NotImplemented"),
            >= 500 => (StoreErrorKind.Other, FailureClass.Transient, code.Length > 0 ? code : "InternalError"),
            403 => Refused(subject, code, message),
            400 => BadRequest(subject, code, message),
            _ => (StoreErrorKind.Other, FailureClass.Configuration, code.Length > 0 ? code : string.Create(CultureInfo.InvariantCulture, $"Http{status}")),
        };
    }

    private static (StoreErrorKind, FailureClass, string) NotFound(RequestSubject subject, string code, string? body)
    {
        var side = subject.IsSource ? "Src" : "Dst";

        return code switch
        {
            "NoSuchBucket" => (StoreErrorKind.Other, FailureClass.Configuration, BucketMissing(subject, body)),
            "NoSuchVersion" => (StoreErrorKind.VersionNotFound, FailureClass.Gone, $"{side}VersionNotFound"),
            "NoSuchUpload" => (StoreErrorKind.UploadNotFound, FailureClass.Transient, code),
            "KMS.NotFoundException" => (StoreErrorKind.Other, FailureClass.Configuration, "DstKmsKeyNotFound"),
            _ => subject.HasVersion
                ? (StoreErrorKind.VersionNotFound, FailureClass.Gone, $"{side}VersionNotFound")
                : (StoreErrorKind.KeyNotFound, FailureClass.Gone, subject.IsSource ? "SrcKeyNotFound" : "DstKeyNotFound"),
        };
    }

    /// <summary>A copy names two buckets; the answer's body tells which of them is missing.</summary>
    private static string BucketMissing(RequestSubject subject, string? body)
    {
        if (subject.SourceBucket is { } source
            && !string.Equals(source, subject.Bucket, StringComparison.Ordinal)
            && body?.Contains($"<BucketName>{source}</BucketName>", StringComparison.Ordinal) == true)
        {
            return "SrcBucketNotFound";
        }

        return subject.IsSource && subject.SourceBucket is null ? "SrcBucketNotFound" : "DstBucketNotFound";
    }

    private static (StoreErrorKind, FailureClass, string) Refused(RequestSubject subject, string code, string message)
    {
        if (code is "InvalidObjectState" or "ObjectNotInActiveTierError")
        {
            return (StoreErrorKind.SourceArchived, FailureClass.Final, "SrcObjectNotEligible");
        }

        if (code is "RequestTimeTooSkewed")
        {
            return (StoreErrorKind.Other, FailureClass.Configuration, code);
        }

        if (RefusedAction().Match(message) is { Success: true } match && RefusedActions.TryGetValue(match.Groups["action"].Value, out var byAction))
        {
            return (StoreErrorKind.Other, FailureClass.Configuration, IsAtDestination(subject, message) ? OfDestination(byAction) : byAction);
        }

        var kind = string.Equals(subject.Operation, "CopyObject", StringComparison.Ordinal) ? StoreErrorKind.RefusedBySomeSide : StoreErrorKind.Other;
        var byOperation = RefusedOperations.GetValueOrDefault(subject.Operation, code);
        return (kind, FailureClass.Configuration, IsAtDestination(subject, message) ? OfDestination(byOperation) : byOperation);
    }

    /// <summary>Whether what was refused is of the destination bucket; of a copy, which names two, the resource in the message tells.</summary>
    private static bool IsAtDestination(RequestSubject subject, string message) => subject.SourceBucket is { } source
        ? message.Contains($":::{subject.Bucket}/", StringComparison.Ordinal) && !message.Contains($":::{source}/", StringComparison.Ordinal)
        : !subject.IsSource;

    /// <summary>Reading at the destination serves fences and comparison; S3 has no codes of its own for that.</summary>
    private static string OfDestination(string reason) => reason switch
    {
        "SrcGetObjectNotPermitted" or "SrcHeadObjectNotPermitted" => "DstPutObjectNotPermitted",
        "SrcGetTaggingNotPermitted" => "DstPutTaggingNotPermitted",
        "SrcGetAclNotPermitted" => "DstPutAclNotPermitted",
        _ => reason,
    };

    /// <summary>The message names the key; which of the two it is, the rule's own tells.</summary>
    private static string KeyState(RequestSubject subject, string message)
    {
        var isSource = subject.SourceBucket is null
            ? subject.IsSource
            : subject.ReplicaKey is { } key && KeyArn().Match(message) is { Success: true } named && !named.Value.EndsWith(key, StringComparison.Ordinal);
        return isSource ? "SrcKmsKeyInvalidState" : "DstKmsKeyInvalidState";
    }

    private static (StoreErrorKind, FailureClass, string) BadRequest(RequestSubject subject, string code, string message) => code switch
    {
        "RequestTimeout" => (StoreErrorKind.Other, FailureClass.Transient, code),

        // Another worker has copied the part as well, and under KMS that gives another ETag.
        "InvalidPart" => (StoreErrorKind.UploadNotFound, FailureClass.Transient, code),
        "AccessControlListNotSupported" => (StoreErrorKind.AclNotSupported, FailureClass.Configuration, "DstPutAclNotPermitted"),
        "InvalidRequest" when message.Contains("5368709120", StringComparison.Ordinal) =>
            (StoreErrorKind.SourceTooLarge, FailureClass.Final, "SrcObjectNotEligible"),
        "InvalidRequest" when subject.IsSource && message.Contains("form of Server Side Encryption", StringComparison.Ordinal) =>
            (StoreErrorKind.SourceUnderCustomerKey, FailureClass.Final, "SrcObjectNotEligible"),
        "InvalidRequest" when LacksObjectLock(message) =>
            (StoreErrorKind.Other, FailureClass.Configuration, "DstBucketObjectLockConfigMissing"),
        "KMS.NotFoundException" => (StoreErrorKind.Other, FailureClass.Configuration, "DstKmsKeyNotFound"),
        "KMS.DisabledException" or "KMS.KMSInvalidStateException" or "KMS.InvalidStateException" =>
            (StoreErrorKind.Other, FailureClass.Configuration, KeyState(subject, message)),
        "AuthorizationHeaderMalformed" => (StoreErrorKind.WrongRegion, FailureClass.Transient, code),
        "MetadataTooLarge" or "InvalidTag" or "KeyTooLongError" => (StoreErrorKind.Other, FailureClass.Final, "DstPutObjectNotPermitted"),
        "ValidationError" or "RegionDisabledException" when string.Equals(subject.Operation, "AssumeRole", StringComparison.Ordinal) =>
            (StoreErrorKind.Other, FailureClass.Configuration, "AssumeRoleNotPermitted"),
        _ when subject.Operation.StartsWith("Head", StringComparison.Ordinal) && IsStatusAlone(code) =>
            (StoreErrorKind.Other, FailureClass.Transient, "BadRequest"),
        _ => (StoreErrorKind.Other, FailureClass.Final, code.Length > 0 ? code : "BadRequest"),
    };

    private static bool IsStatusAlone(string? code) => code is null or "" or "BadRequest" or "400";

    /// <summary>S3 writes it both ways.</summary>
    private static bool LacksObjectLock(string message) =>
        message.Contains("ObjectLockConfiguration", StringComparison.Ordinal) || message.Contains("Object Lock Configuration", StringComparison.Ordinal);

    private static string? BodyOf(Exception exception) =>
        exception is Amazon.S3.AmazonS3Exception { ResponseBody: { Length: > 0 } body } ? body : null;

    internal static string? HeaderOf(Exception exception, string name) =>
        exception.InnerException is HttpErrorResponseException { Response: { } response } && response.IsHeaderPresent(name)
            ? response.GetHeaderValue(name)
            : null;

    [GeneratedRegex(@"arn:aws[a-z-]*:kms:[^\s""]*[^\s"".,]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KeyArn();

    [GeneratedRegex(@"perform: (?<action>[a-z0-9]+:[A-Za-z]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RefusedAction();
}
