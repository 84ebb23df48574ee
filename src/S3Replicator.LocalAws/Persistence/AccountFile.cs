using System.Text.Json;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.Sqs;
using S3Replicator.LocalAws.Sqs.Attributes;
using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Persistence;

/// <summary>Keeps queues and roles in one file of a data folder, written whole at every change: they are few and change seldom.</summary>
internal sealed class AccountFile(string path, QueueDirectory queues, RoleRegistry roles)
{
    private readonly Lock _gate = new();

    /// <summary>Brings back what the file holds, and from here on writes every change down.</summary>
    /// <exception cref="DataFolderException">The file cannot be read.</exception>
    public void Open()
    {
        try
        {
            if (File.Exists(path))
            {
                // Read before anything is served: there is nothing else that the thread could do.
#pragma warning disable MA0045
                var bytes = File.ReadAllBytes(path);
#pragma warning restore MA0045
                Restore(JsonSerializer.Deserialize(bytes, AccountJson.Default.AccountDocument) ?? new AccountDocument());
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException or IOException or UnauthorizedAccessException or SqsErrorException)
        {
            throw new DataFolderException($"{path} cannot be read: {exception.Message}", exception);
        }

        queues.Environment.DefinitionsChanged = Save;
        roles.Changed = Save;
    }

    private void Restore(AccountDocument document)
    {
        foreach (var queue in document.Queues ?? [])
        {
            var name = QueueName.FromArn(queue.Arn) ?? throw new FormatException($"{queue.Arn} is no queue's ARN.");
            var restored = queues.GetOrCreate(name, SettingsReader.Apply(new QueueSettings(), [.. queue.Attributes], isNew: true)).Queue;
            restored.SetTags(queue.Tags);
        }

        foreach (var role in document.Roles ?? [])
        {
            roles.Define(new Role(role.Arn, UniqueIds.RoleIdOf(role.Arn))
            {
                TrustPolicy = role.Trust is null ? null : PolicyDocument.Parse(role.Trust, PolicyKind.Trust),
                PermissionPolicies = role.Permissions is null ? null : [.. role.Permissions.Select(policy => PolicyDocument.Parse(policy, PolicyKind.Identity))],
                MaxSessionDuration = TimeSpan.FromSeconds(role.MaxSessionSeconds),
            });
        }
    }

    private void Save()
    {
        lock (_gate)
        {
            var document = new AccountDocument
            {
                Queues = [.. queues.All.Select(Saved)],
                Roles = [.. roles.Defined.Select(Saved)],
            };
            var next = path + ".next";
            File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(document, AccountJson.Default.AccountDocument));
            File.Move(next, path, overwrite: true);
        }
    }

    private static SavedQueue Saved(MessageQueue queue) =>
        new(queue.Arn, SettingsWriter.Attributes(queue.Settings).ToDictionary(StringComparer.Ordinal), queue.Tags.ToList().ToDictionary(StringComparer.Ordinal));

    private static SavedRole Saved(Role role) =>
        new(role.Arn, role.TrustPolicy?.Text, role.PermissionPolicies?.Select(policy => policy.Text).ToList(), (int)role.MaxSessionDuration.TotalSeconds);
}
