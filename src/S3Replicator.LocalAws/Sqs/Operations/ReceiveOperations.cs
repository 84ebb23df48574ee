using System.Globalization;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>ReceiveMessage.</summary>
internal sealed class ReceiveOperations(QueueAccess access)
{
    private const int MostMessages = 10;
    private const int LongestWait = 20;
    private const int LongestTimeout = 43_200;

    public async ValueTask<ISqsResult> ReceiveAsync(SqsCall call, CancellationToken cancellationToken)
    {
        var queue = access.Queue(call, "ReceiveMessage");
        var request = call.Request;
        var options = new ReceiveOptions(
            Within("MaxNumberOfMessages", request.MaxNumberOfMessages, 1, MostMessages) ?? 1,
            Seconds(Within("VisibilityTimeout", request.Entry.VisibilityTimeout, 0, LongestTimeout)),
            Seconds(Within("WaitTimeSeconds", request.WaitTimeSeconds, 0, LongestWait)))
        {
            AttemptId = queue.Settings.IsFifo ? request.ReceiveRequestAttemptId : null,
        };
        MessageValidation.CheckFifoId("ReceiveRequestAttemptId", request.ReceiveRequestAttemptId);
        var selection = new AttributeSelection(
            request.AttributeNames, request.MessageSystemAttributeNames, request.MessageAttributeNames);
        return new ReceiveResult(await queue.ReceiveAsync(options, cancellationToken), selection);
    }

    private static int? Within(string parameter, int? value, int least, int most) => value is not { } number || (number >= least && number <= most)
        ? value
        : throw new SqsErrorException(SqsError.InvalidParameter(string.Create(
            CultureInfo.InvariantCulture,
            $"Value {number} for parameter {parameter} is invalid. Reason: Must be between {least} and {most}, if provided.")));

    private static TimeSpan? Seconds(int? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;
}
