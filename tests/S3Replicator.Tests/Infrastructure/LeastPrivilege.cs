using System.Text.Json.Nodes;
using S3Replicator.Aws.Sqs;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.State;
using S3Replicator.LocalAws;

namespace S3Replicator.Tests.Infrastructure;

/// <summary>Workers that may do just what their arguments need, by the policies that the verb iam prints.</summary>
internal static class LeastPrivilege
{
    private const string AccessKeyId = "worker";
    private const string SecretAccessKey = "secret-of-worker";

    private const string Account = "000000000000";
    private const int LongestSessionSeconds = 43_200;

    /// <summary>Gives a worker that is started with these arguments its identities, and its keys among the variables; other verbs keep the caller's.</summary>
    public static Dictionary<string, string?> Apply(LocalAwsServer server, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> variables)
    {
        var environment = new Dictionary<string, string?>(variables, StringComparer.Ordinal);

        if (arguments is ["run", ..] && RuleLoader.Load(ValuesOf(arguments, "--rules").SelectMany(TextsOf)).Rules is { Documents.IsEmpty: false } rules)
        {
            server.Seed(Write(RequiredPolicySet.Of(rules, RequestOf(arguments))));
            environment["AWS_ACCESS_KEY_ID"] = AccessKeyId;
            environment["AWS_SECRET_ACCESS_KEY"] = SecretAccessKey;
        }

        return environment;
    }

    private static PolicyRequest RequestOf(IReadOnlyList<string> arguments)
    {
        var state = ValuesOf(arguments, "--state").FirstOrDefault();
        return new()
        {
            Queues = [.. ArnsOf(arguments, "--queue-url")],
            EventsQueues = [.. ArnsOf(arguments, "--events-queue-url")],
            State = StateUri.TryParse(state, out var uri, out _) && uri is StateBucketUri bucket ? (bucket.Bucket, bucket.KeyPrefix) : null,
        };
    }

    private static string Write(RequiredPolicies policies) => new JsonObject
    {
        ["users"] = new JsonArray(new JsonObject
        {
            ["name"] = "worker",
            ["accessKeyId"] = AccessKeyId,
            ["secretAccessKey"] = SecretAccessKey,
            ["policies"] = new JsonArray(policies.Worker.ToJson()),
        }),
        ["roles"] = new JsonArray([.. policies.Roles.Where(IsOwn).Select(role => new JsonObject
        {
            ["name"] = role.Arn,
            ["trust"] = role.Trust.ToJson(),
            ["permissions"] = new JsonArray(role.Permissions.ToJson()),
            ["maxSessionSeconds"] = LongestSessionSeconds,
        })]),
    }.ToJsonString();

    // A role of an account that is not there must go on to be refused.
    private static bool IsOwn(RequiredRole role) => role.Arn.Split(':') is [_, _, _, _, Account, ..];

    private static IEnumerable<string> ArnsOf(IReadOnlyList<string> arguments, string option) =>
        ValuesOf(arguments, option)
        .Select(QueueAddress.Parse)
        .OfType<QueueAddress>()
        .Select(queue => queue.Arn ?? $"arn:aws:sqs:{LocalWorld.Home}:{Account}:{queue.Name}");

    private static IEnumerable<string> ValuesOf(IReadOnlyList<string> arguments, string option) => arguments
        .Select((argument, index) => (argument, index))
        .Where(found => string.Equals(found.argument, option, StringComparison.Ordinal))
        .SelectMany(found => arguments.Skip(found.index + 1).TakeWhile(value => !value.StartsWith("--", StringComparison.Ordinal)));

    private static IEnumerable<RuleText> TextsOf(string path) =>
        (Directory.Exists(path) ? Directory.EnumerateFiles(path) : [path]).Where(File.Exists).Select(file => new RuleText(file, File.ReadAllBytes(file)));
}
