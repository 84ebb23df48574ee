namespace S3Replicator.LocalAws.Sqs.MoveTasks;

internal enum MoveTaskStatus
{
    Running,
    Completed,
    Cancelled,
    Failed,
}
