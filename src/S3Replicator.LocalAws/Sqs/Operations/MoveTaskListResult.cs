using S3Replicator.LocalAws.Sqs.MoveTasks;
using S3Replicator.LocalAws.Sqs.Protocol;

namespace S3Replicator.LocalAws.Sqs.Operations;

internal sealed record MoveTaskListResult(IReadOnlyList<MessageMoveTask> Tasks) : ISqsResult
{
    public void Write(ResponseWriter writer)
    {
        writer.BeginList("Results");
        foreach (var task in Tasks)
        {
            writer.BeginItem("ListMessageMoveTasksResultEntry");
            Write(writer, task);
            writer.EndItem();
        }

        writer.EndList();
    }

    private static void Write(ResponseWriter writer, MessageMoveTask task)
    {
        if (task.Status == MoveTaskStatus.Running)
        {
            writer.Text("TaskHandle", new MoveTaskHandle(task.Id, task.SourceArn).ToString());
        }

        writer.Text("Status", task.Status switch
        {
            MoveTaskStatus.Running => "RUNNING",
            MoveTaskStatus.Completed => "COMPLETED",
            MoveTaskStatus.Cancelled => "CANCELLED",
            MoveTaskStatus.Failed => "FAILED",
            _ => throw new InvalidOperationException(),
        });
        writer.Text("SourceArn", task.SourceArn);
        if (task.DestinationArn is { } destination)
        {
            writer.Text("DestinationArn", destination);
        }

        if (task.Rate is { } rate)
        {
            writer.Number("MaxNumberOfMessagesPerSecond", rate);
        }

        writer.Number("ApproximateNumberOfMessagesMoved", task.Moved);
        writer.Number("ApproximateNumberOfMessagesToMove", task.ToMove);
        if (task.FailureReason is { } reason)
        {
            writer.Text("FailureReason", reason);
        }

        writer.Number("StartedTimestamp", task.StartedAt);
    }
}
