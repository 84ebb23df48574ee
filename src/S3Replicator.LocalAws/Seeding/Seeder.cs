using System.Globalization;
using S3Replicator.LocalAws.Faults;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>Makes a server start with what a seed file says. What is there already, from a data folder, stays as it is.</summary>
internal sealed class Seeder(LocalAwsParts parts, string path)
{
    /// <exception cref="SeedFileException">Something in the document makes no sense; the message says where.</exception>
    public void Apply(SeedDocument document)
    {
        var identities = new IdentitySeeding(parts.Credentials, parts.Roles, parts.Owner.AccountId);
        var queues = new QueueSeeding(parts.Queues.Queues, parts.Region, parts.Owner.AccountId);
        var buckets = new BucketSeeding(parts);
        parts.Roles.AllowUndefined = document.UndefinedRoles ?? parts.Roles.AllowUndefined;
        Each(document.Users, "users", identities.Add);
        Each(document.Roles, "roles", identities.Add);
        parts.Keys.AllowUndefined = document.UndefinedKeys ?? parts.Keys.AllowUndefined;
        Each(document.Keys, "keys", key => parts.Keys.Define(key.ToKey()));
        Each(document.Queues, "queues", queues.Add);
        Each(document.Queues, "queues", queues.Configure);
        Each(document.EventRules, "eventRules", parts.EventBus.Add);
        Each(document.Buckets, "buckets", buckets.Check);
        Each(document.Faults, "faults", Add);
        Each(document.Buckets, "buckets", buckets.Add);
    }

    private void Add(FaultRule rule)
    {
        if (FaultRuleValidation.Check(rule) is { } fault)
        {
            throw new FormatException(fault);
        }

        parts.Faults.Add(rule);
    }

    private void Each<T>(IReadOnlyList<T>? items, string member, Action<T> apply)
    {
        for (var i = 0; i < items?.Count; i++)
        {
            try
            {
                apply(items[i] ?? throw new FormatException("null is nothing."));
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException)
            {
                throw new SeedFileException(string.Create(CultureInfo.InvariantCulture, $"{path}, {member}[{i}]: {exception.Message}"), exception);
            }
        }
    }
}
