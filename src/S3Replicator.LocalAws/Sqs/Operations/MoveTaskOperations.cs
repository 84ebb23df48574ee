using System.Globalization;
using S3Replicator.LocalAws.Sqs.MoveTasks;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>StartMessageMoveTask, CancelMessageMoveTask and ListMessageMoveTasks.</summary>
internal sealed class MoveTaskOperations(QueueAccess access)
{
    private const int HighestRate = 500;
    private const int MostResults = 10;

    private readonly MoveTaskRegistry _tasks = new(access.Queues);

    public ISqsResult Start(SqsCall call)
    {
        var source = Source(call, call.Request.SourceArn, "StartMessageMoveTask");
        if (!access.Queues.ListSources(source.Arn).Any())
        {
            throw Invalid("Source queue must be configured as a Dead Letter Queue.");
        }

        var destination = call.Request.DestinationArn;
        if (!string.IsNullOrEmpty(destination) && access.Queues.FindByArn(destination) is null)
        {
            throw NotFound("DestinationArn");
        }

        if (call.Request.MaxNumberOfMessagesPerSecond is < 1 or > HighestRate)
        {
            throw Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"Value {call.Request.MaxNumberOfMessagesPerSecond} for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500, if provided."));
        }

        var task = _tasks.Start(source, string.IsNullOrEmpty(destination) ? null : destination, call.Request.MaxNumberOfMessagesPerSecond)
            ?? throw Invalid("There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
        return new TaskHandleResult(new MoveTaskHandle(task.Id, source.Arn).ToString());
    }

    public ISqsResult Cancel(SqsCall call)
    {
        if (string.IsNullOrEmpty(call.Request.TaskHandle))
        {
            throw new SqsErrorException(SqsError.MissingParameter("TaskHandle"));
        }

        var handle = MoveTaskHandle.Parse(call.Request.TaskHandle) ?? throw Invalid("Value for parameter TaskHandle is invalid.");
        var source = Source(call, handle.SourceArn, "CancelMessageMoveTask");
        var task = _tasks.List(source.Arn).FirstOrDefault(t => t.Id == handle.TaskId)
            ?? throw new SqsErrorException(SqsError.ResourceNotFound("Task does not exist."));
        return task.TryCancel() ? new TaskMovedResult(task.Moved) : throw Invalid("Only active tasks can be cancelled.");
    }

    public ISqsResult List(SqsCall call)
    {
        var source = Source(call, call.Request.SourceArn, "ListMessageMoveTasks");
        var most = call.Request.MaxResults ?? 1;
        if (most is < 1 or > MostResults)
        {
            throw Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"Value {most} for parameter MaxResults is invalid. Reason: Must be between 1 and 10, if provided."));
        }

        return new MoveTaskListResult([.. _tasks.List(source.Arn).Take(most)]);
    }

    private MessageQueue Source(SqsCall call, string? sourceArn, string action)
    {
        if (string.IsNullOrEmpty(sourceArn))
        {
            throw new SqsErrorException(SqsError.MissingParameter("SourceArn"));
        }

        var source = access.Queues.FindByArn(sourceArn) ?? throw NotFound("SourceArn");
        access.Authorize(call, action, source);
        return source;
    }

    private static SqsErrorException NotFound(string parameter) => new(SqsError.ResourceNotFound(
        $"The resource that you specified for the {parameter} parameter doesn't exist."));

    private static SqsErrorException Invalid(string message) => new(SqsError.InvalidParameter(message));
}
