using System.Text.Json.Nodes;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.Operations;

/// <summary>AddPermission and RemovePermission: statements of the queue's policy by their label.</summary>
internal sealed class PermissionOperations(QueueAccess access)
{
    private const int MostActions = 7;

    public ISqsResult Add(SqsCall call)
    {
        var queue = access.Queue(call, "AddPermission");
        var request = call.Request;
        var label = Label(call);
        if (request.AccountIds is not { Count: > 0 } accounts)
        {
            throw new SqsErrorException(SqsError.MissingParameter("AWSAccountIds"));
        }

        if (request.Actions is not { Count: > 0 } actions)
        {
            throw new SqsErrorException(SqsError.MissingParameter("Actions"));
        }

        if (actions.Count > MostActions)
        {
            throw Invalid($"{actions.Count}", "Actions", "The maximum number of actions is 7.");
        }

        queue.Change(settings =>
        {
            var policy = Read(settings.Policy, queue);
            var statements = policy["Statement"]!.AsArray();
            if (Find(statements, label) is not null)
            {
                throw Invalid(label, "Label", "Already exists.");
            }

            statements.Add((JsonNode)Statement(queue, label, accounts, actions));
            return settings with { Policy = PolicyDocument.Parse(policy.ToJsonString(), PolicyKind.Resource) };
        });
        return Nothing.Result;
    }

    public ISqsResult Remove(SqsCall call)
    {
        var queue = access.Queue(call, "RemovePermission");
        var label = Label(call);
        queue.Change(settings =>
        {
            var policy = Read(settings.Policy, queue);
            var statements = policy["Statement"]!.AsArray();
            statements.Remove(Find(statements, label) ?? throw Invalid(label, "Label", "can't find label."));
            return settings with
            {
                Policy = statements.Count == 0 ? null : PolicyDocument.Parse(policy.ToJsonString(), PolicyKind.Resource),
            };
        });
        return Nothing.Result;
    }

    private static string Label(SqsCall call)
    {
        var label = call.Request.Label;
        if (string.IsNullOrEmpty(label))
        {
            throw new SqsErrorException(SqsError.MissingParameter("Label"));
        }

        return MessageValidation.IsBatchId(label)
            ? label
            : throw Invalid(label, "Label", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.");
    }

    private static JsonObject Read(PolicyDocument? policy, MessageQueue queue)
    {
        if (policy is null)
        {
            return new JsonObject
            {
                ["Version"] = "2008-10-17",
                ["Id"] = queue.Arn + "/SQSDefaultPolicy",
                ["Statement"] = new JsonArray(),
            };
        }

        var document = JsonNode.Parse(policy.Text)!.AsObject();
        if (document["Statement"] is JsonObject only)
        {
            document["Statement"] = new JsonArray(only.DeepClone());
        }

        return document;
    }

    private static JsonNode? Find(JsonArray statements, string label) =>
        statements.FirstOrDefault(s => string.Equals(s?["Sid"]?.ToString(), label, StringComparison.Ordinal));

    private static JsonObject Statement(MessageQueue queue, string label, List<string> accounts, List<string> actions) => new()
    {
        ["Sid"] = label,
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["AWS"] = OneOrMany(accounts.ConvertAll(a => $"arn:aws:iam::{a}:root")) },
        ["Action"] = OneOrMany(actions.ConvertAll(a => $"SQS:{a}")),
        ["Resource"] = queue.Arn,
    };

    private static JsonNode OneOrMany(List<string> texts) =>
        texts is [var only] ? JsonValue.Create(only) : new JsonArray([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);

    private static SqsErrorException Invalid(string value, string parameter, string reason) =>
        new(SqsError.InvalidParameter($"Value {value} for parameter {parameter} is invalid. Reason: {reason}"));
}
