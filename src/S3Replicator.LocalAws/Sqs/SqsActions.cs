using System.Collections.Frozen;
using S3Replicator.LocalAws.Sqs.Operations;

namespace S3Replicator.LocalAws.Sqs;

/// <summary>The actions of SQS by name.</summary>
internal sealed class SqsActions
{
    private readonly FrozenDictionary<string, SqsOperation> _byName;

    public SqsActions(QueueAccess access)
    {
        var queues = new QueueOperations(access);
        var attributes = new AttributeOperations(access);
        var send = new SendOperations(access);
        var receive = new ReceiveOperations(access);
        var settle = new SettleOperations(access);
        var permissions = new PermissionOperations(access);
        var moveTasks = new MoveTaskOperations(access);
        _byName = new Dictionary<string, SqsOperation>(StringComparer.Ordinal)
        {
            ["SendMessage"] = AtOnce(send.Send),
            ["SendMessageBatch"] = AtOnce(send.SendBatch),
            ["ReceiveMessage"] = receive.ReceiveAsync,
            ["DeleteMessage"] = AtOnce(settle.Delete),
            ["DeleteMessageBatch"] = AtOnce(settle.DeleteBatch),
            ["ChangeMessageVisibility"] = AtOnce(settle.ChangeVisibility),
            ["ChangeMessageVisibilityBatch"] = AtOnce(settle.ChangeVisibilityBatch),
            ["CreateQueue"] = AtOnce(queues.Create),
            ["GetQueueUrl"] = AtOnce(queues.GetUrl),
            ["ListQueues"] = AtOnce(queues.List),
            ["ListDeadLetterSourceQueues"] = AtOnce(queues.ListDeadLetterSources),
            ["DeleteQueue"] = AtOnce(queues.Delete),
            ["PurgeQueue"] = AtOnce(queues.Purge),
            ["GetQueueAttributes"] = AtOnce(attributes.Get),
            ["SetQueueAttributes"] = AtOnce(attributes.Set),
            ["TagQueue"] = AtOnce(attributes.Tag),
            ["UntagQueue"] = AtOnce(attributes.Untag),
            ["ListQueueTags"] = AtOnce(attributes.ListTags),
            ["AddPermission"] = AtOnce(permissions.Add),
            ["RemovePermission"] = AtOnce(permissions.Remove),
            ["StartMessageMoveTask"] = AtOnce(moveTasks.Start),
            ["CancelMessageMoveTask"] = AtOnce(moveTasks.Cancel),
            ["ListMessageMoveTasks"] = AtOnce(moveTasks.List),
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<string> Names => _byName.Keys;

    /// <exception cref="SqsErrorException">SQS has no such action.</exception>
    public SqsOperation this[string name] => _byName.TryGetValue(name, out var operation)
        ? operation
        : throw new SqsErrorException(SqsError.UnknownOperation(name));

    public bool Has(string name) => _byName.ContainsKey(name);

    private static SqsOperation AtOnce(Func<SqsCall, ISqsResult> operation) => (call, _) => new ValueTask<ISqsResult>(operation(call));
}
