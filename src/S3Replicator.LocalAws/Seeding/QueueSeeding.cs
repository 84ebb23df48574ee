using System.Text.Json;
using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sqs.Attributes;
using S3Replicator.LocalAws.Sqs.Operations;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>Queues of a seed file: all are made before their attributes are set, for they may name one another.</summary>
internal sealed class QueueSeeding(QueueDirectory queues, string ownRegion, string ownAccount)
{
    private readonly HashSet<QueueName> _new = [];

    public void Add(SeedQueue queue)
    {
        if (!QueueName.IsValid(queue.Name))
        {
            throw new FormatException($"\"{queue.Name}\" is no queue's name: alphanumeric characters, hyphens and underscores, 1 to 80, maybe with .fifo at the end.");
        }

        var name = NameOf(queue);
        if (queues.GetOrCreate(name, new QueueSettings { IsFifo = name.IsFifo }).IsNew)
        {
            _new.Add(name);
        }
    }

    public void Configure(SeedQueue queue)
    {
        var name = NameOf(queue);
        if (!_new.Contains(name))
        {
            return;
        }

        var there = queues.Find(name)!;
        try
        {
            var settings = SettingsReader.Apply(there.Settings, Attributes(queue, name), isNew: false);
            RedriveCheck.Check(settings, name, queues);
            there.Change(_ => settings);
        }
        catch (SqsErrorException exception)
        {
            throw new FormatException(exception.Error.Message, exception);
        }
    }

    private static List<KeyValuePair<string, string>> Attributes(SeedQueue queue, QueueName name)
    {
        List<KeyValuePair<string, string>> attributes =
            [.. queue.Attributes?.Select(attribute => new KeyValuePair<string, string>(attribute.Key, TextOf(attribute.Value))) ?? []];
        if (queue.AllowS3 is not true)
        {
            return attributes;
        }

        return attributes.Exists(attribute => attribute.Key is AttributeNames.Policy)
            ? throw new FormatException("\"allowS3\" writes the queue's policy; give either of them.")
            : [.. attributes, new(AttributeNames.Policy, S3Policy(name.Arn))];
    }

    private static string S3Policy(string queueArn) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["s3.amazonaws.com","events.amazonaws.com"]},"Action":"sqs:SendMessage","Resource":"{{queueArn}}"}]}""";

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private QueueName NameOf(SeedQueue queue) =>
        new(SeedAccounts.Read(queue.AccountId, ownAccount), queue.Region ?? ownRegion, queue.Name);
}
