using System.Globalization;
using S3Replicator.LocalAws.Sqs.Attributes;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>Makes, finds, lists and removes queues.</summary>
internal sealed class QueueOperations(QueueAccess access)
{
    private const int MostResults = 1000;
    private const string InvalidName = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";

    public ISqsResult Create(SqsCall call)
    {
        var name = NameOf(call, call.Principal.AccountId);
        access.Authorize(call, "CreateQueue", name.Arn);
        var attributes = call.Request.Attributes ?? [];
        if (!QueueName.IsValid(name.Name) || (name.IsFifo && !AsksForFifo(attributes)))
        {
            throw new SqsErrorException(SqsError.InvalidParameter(InvalidName));
        }

        var settings = SettingsReader.Apply(new QueueSettings(), attributes, isNew: true);
        if (settings.IsFifo && !name.IsFifo)
        {
            throw new SqsErrorException(SqsError.InvalidParameter("The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."));
        }

        RedriveCheck.Check(settings, name, access.Queues);
        var (queue, isNew) = access.Queues.GetOrCreate(name, settings);
        if (!isNew)
        {
            CheckSame(queue.Settings, attributes);
        }
        else if (call.Request.Tags is { Count: > 0 } tags)
        {
            queue.SetTags(tags);
        }

        return new UrlResult(QueueUrls.For(name, call.BaseUrl));
    }

    public ISqsResult GetUrl(SqsCall call)
    {
        var name = NameOf(call, call.Request.QueueOwnerAccountId ?? call.Principal.AccountId);
        var queue = access.Queues.Find(name) ?? throw new SqsErrorException(SqsError.QueueDoesNotExist);
        access.Authorize(call, "GetQueueUrl", queue);
        return new UrlResult(QueueUrls.For(name, call.BaseUrl));
    }

    public ISqsResult List(SqsCall call)
    {
        access.Authorize(call, "ListQueues", $"arn:aws:sqs:{call.Region}:{call.Principal.AccountId}:*");
        var prefix = call.Request.QueueNamePrefix ?? string.Empty;
        var queues = access.Queues.List(call.Principal.AccountId, call.Region)
            .Where(q => q.Name.Name.StartsWith(prefix, StringComparison.Ordinal));
        return Page("QueueUrls", call, queues);
    }

    public ISqsResult ListDeadLetterSources(SqsCall call) =>
        Page("queueUrls", call, access.Queues.ListSources(access.Queue(call, "ListDeadLetterSourceQueues").Arn));

    public ISqsResult Delete(SqsCall call)
    {
        access.Queues.Delete(access.Queue(call, "DeleteQueue"));
        return Nothing.Result;
    }

    public ISqsResult Purge(SqsCall call)
    {
        var queue = access.Queue(call, "PurgeQueue");
        var environment = access.Queues.Environment;
        if (queue.PurgedAt is { } purgedAt && environment.Now - purgedAt < environment.Limits.PurgeEvery.TotalMilliseconds)
        {
            throw new SqsErrorException(SqsError.PurgeInProgress(queue.Name.Name));
        }

        queue.Purge();
        return Nothing.Result;
    }

    private static QueueName NameOf(SqsCall call, string accountId) => string.IsNullOrEmpty(call.Request.QueueName)
        ? throw new SqsErrorException(SqsError.MissingParameter("QueueName"))
        : new QueueName(accountId, call.Region, call.Request.QueueName);

    private static bool AsksForFifo(List<KeyValuePair<string, string>> attributes) =>
        attributes.Exists(a => a.Key is AttributeNames.FifoQueue);

    private static void CheckSame(QueueSettings settings, List<KeyValuePair<string, string>> attributes)
    {
        // Read through the same gate, so that different spellings of one value are no difference.
        var asked = SettingsWriter.Attributes(SettingsReader.Apply(new QueueSettings(), attributes, isNew: true))
            .ToDictionary(StringComparer.Ordinal);
        var there = SettingsWriter.Attributes(settings).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, _) in attributes)
        {
            if (!string.Equals(asked.GetValueOrDefault(name), there.GetValueOrDefault(name), StringComparison.Ordinal))
            {
                throw new SqsErrorException(SqsError.QueueNameExists(name));
            }
        }
    }

    private static UrlListResult Page(string listName, SqsCall call, IEnumerable<MessageQueue> queues)
    {
        var most = call.Request.MaxResults ?? MostResults;
        if (most is < 1 or > MostResults)
        {
            throw new SqsErrorException(SqsError.InvalidParameter(string.Create(
                CultureInfo.InvariantCulture,
                $"Value {most} for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.")));
        }

        // The token is the name where the next page begins.
        var token = call.Request.NextToken;
        var page = queues
            .Where(q => string.IsNullOrEmpty(token) || string.CompareOrdinal(q.Name.Name, token) >= 0)
            .Take(most + 1)
            .ToList();
        var next = page.Count > most && call.Request.MaxResults is not null ? page[most].Name.Name : null;
        return new UrlListResult(listName, [.. page.Take(most).Select(q => QueueUrls.For(q.Name, call.BaseUrl))], next);
    }
}
