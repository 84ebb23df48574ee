using System.Globalization;
using S3Replicator.LocalAws.Sqs.Messages;
using S3Replicator.LocalAws.Sqs.Protocol;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>DeleteMessage and ChangeMessageVisibility, alone and in batches.</summary>
internal sealed class SettleOperations(QueueAccess access)
{
    private const string DeleteAction = "DeleteMessage";
    private const string VisibilityAction = "ChangeMessageVisibility";
    private const int LongestTimeout = 43_200;

    public ISqsResult Delete(SqsCall call)
    {
        var queue = access.Queue(call, DeleteAction);
        return Delete(queue, call.Request.Entry) is { } error ? throw new SqsErrorException(error) : Nothing.Result;
    }

    public ISqsResult DeleteBatch(SqsCall call)
    {
        var queue = access.Queue(call, DeleteAction);
        return Batch(call, "DeleteMessageBatch", entry => Delete(queue, entry));
    }

    public ISqsResult ChangeVisibility(SqsCall call)
    {
        var queue = access.Queue(call, VisibilityAction);
        return ChangeVisibility(queue, call.Request.Entry) is { } error ? throw new SqsErrorException(error) : Nothing.Result;
    }

    public ISqsResult ChangeVisibilityBatch(SqsCall call)
    {
        var queue = access.Queue(call, VisibilityAction);
        return Batch(call, "ChangeMessageVisibilityBatch", entry => ChangeVisibility(queue, entry));
    }

    private static SettleBatchResult Batch(SqsCall call, string operation, Func<RequestEntry, SqsError?> settle)
    {
        var entries = BatchCheck.Check(call.Request.Entries, operation + "RequestEntry");
        var done = new List<string>(entries.Count);
        var failed = new List<BatchFailure>();
        foreach (var entry in entries)
        {
            if (settle(entry) is { } error)
            {
                failed.Add(new BatchFailure(entry.Id!, error));
            }
            else
            {
                done.Add(entry.Id!);
            }
        }

        return new SettleBatchResult(operation + "ResultEntry", done, failed);
    }

    private static SqsError? Delete(MessageQueue queue, RequestEntry entry) =>
        entry.ReceiptHandle is not { Length: > 0 } text ? SqsError.MissingParameter("ReceiptHandle")
        : !ReceiptHandle.TryParse(text, out var handle) ? SqsError.ReceiptHandleIsInvalid(text)
        : Fault(queue.Delete(handle), text, timeout: 0);

    private static SqsError? ChangeVisibility(MessageQueue queue, RequestEntry entry)
    {
        if (entry.ReceiptHandle is not { Length: > 0 } text)
        {
            return SqsError.MissingParameter("ReceiptHandle");
        }

        if (entry.VisibilityTimeout is not { } timeout)
        {
            return SqsError.MissingParameter("VisibilityTimeout");
        }

        if (timeout is < 0 or > LongestTimeout)
        {
            return SqsError.InvalidParameter(string.Create(
                CultureInfo.InvariantCulture,
                $"Value {timeout} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200."));
        }

        return ReceiptHandle.TryParse(text, out var handle)
            ? Fault(queue.ChangeVisibility(handle, timeout), text, timeout)
            : SqsError.ReceiptHandleIsInvalid(text);
    }

    private static SqsError? Fault(SettleOutcome outcome, string handle, int timeout) => outcome switch
    {
        SettleOutcome.Done => null,
        SettleOutcome.ForeignHandle => SqsError.ReceiptHandleIsInvalid(handle),
        SettleOutcome.Expired => SqsError.InvalidParameter(
            $"Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired."),
        SettleOutcome.NotAvailable => SqsError.InvalidParameter(
            $"Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."),
        SettleOutcome.TooLong => SqsError.InvalidParameter(string.Create(
            CultureInfo.InvariantCulture,
            $"Value {timeout} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]")),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
