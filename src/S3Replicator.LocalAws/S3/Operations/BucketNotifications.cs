using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Where a bucket's events go.</summary>
internal sealed class BucketNotifications(IdSource ids, TimeProvider clock, EventPublisher events)
{
    private const string Unreachable = "Unable to validate the following destination configurations";

    public static ValueTask GetAsync(S3Request request) =>
        S3Response.XmlAsync(request, NotificationDocument.Write(request.Bucket.Settings.Notifications));

    /// <summary>Every queue must be there and let S3 send; then each gets a test event.</summary>
    public async ValueTask PutAsync(S3Request request)
    {
        var root = await XmlBody.ReadAsync(request, "NotificationConfiguration");
        var configuration = NotificationDocument.Parse(root, ids);
        var skipsValidation = string.Equals(
            request.Header("x-amz-skip-destination-validation"), "true", StringComparison.OrdinalIgnoreCase);
        foreach (var queue in configuration.Queues)
        {
            CheckArn(request, queue.QueueArn);
            if (!skipsValidation && events.WhyUnreachable(request.Bucket, queue.QueueArn) is { } reason)
            {
                throw new AwsErrorException(S3Errors.InvalidArgument(Unreachable, queue.QueueArn, reason));
            }
        }

        foreach (var queue in configuration.Queues)
        {
            events.Test(request, queue.QueueArn, clock.GetUtcNow());
        }

        request.Bucket.Change(settings => settings with { Notifications = configuration });
        await S3Response.EmptyAsync(request, 200);
    }

    private static void CheckArn(S3Request request, string arn)
    {
        var parts = arn.Split(':');
        if (parts.Length != 6 || !string.Equals(parts[0], "arn", StringComparison.Ordinal) || !string.Equals(parts[2], "sqs", StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.InvalidArgument("The ARN could not be parsed", "Queue", arn));
        }

        if (!string.Equals(parts[3], request.Bucket.Region, StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.InvalidArgument(
                "The notification destination service region is not valid for the bucket location constraint", "Queue", arn));
        }

        if (arn.EndsWith(".fifo", StringComparison.Ordinal))
        {
            throw new AwsErrorException(S3Errors.InvalidArgument("FIFO SQS queues are not supported", "Queue", arn));
        }
    }
}
