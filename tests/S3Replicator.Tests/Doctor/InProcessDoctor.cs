using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Aws;
using S3Replicator.Aws.Sqs;
using S3Replicator.Aws.Sts;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Doctor;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Doctor;

/// <summary>The examination without the process around it, for many of them in one local account.</summary>
internal static class InProcessDoctor
{
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(LocalWorld world, bool writes, params IReadOnlyList<ReplicationDocument> documents)
    {
        var token = TestContext.Current.CancellationToken;
        var aws = new AwsContext(new BasicAWSCredentials("test", "test"), RegionEndpoint.USEast1, new(world.Endpoint, world.Endpoint, world.Endpoint), new());
        using var roles = StsSetup.Create(aws, "doctor", TimeProvider.System, NullLogger<RoleSessions>.Instance);
        using var clients = new AwsClients(aws, roles);
        var options = new DoctorOptions { Queues = [QueueAddress.Parse(world.QueueUrl)!], Mark = Guid.NewGuid().ToString("N"), Writes = writes };
        return await new Examination(clients, new RuleSet(documents, "test"), options, TimeProvider.System).RunAsync(token).ToListAsync(token);
    }

    /// <summary>Starts a local account in which each role has its own policy.</summary>
    public static async Task<LocalWorld> StartAsync(IEnumerable<(string Role, JsonObject Policy)> roles)
    {
        var seed = Path.GetTempFileName();
        var document = new JsonObject
        {
            ["roles"] = new JsonArray([.. roles.Select(role => new JsonObject { ["name"] = role.Role, ["permissions"] = new JsonArray(role.Policy) })]),
        };
        await File.WriteAllTextAsync(seed, document.ToJsonString(), TestContext.Current.CancellationToken);
        var world = await LocalWorld.StartAsync(TestContext.Current.CancellationToken, seedFile: seed);
        File.Delete(seed);
        return world;
    }

    public static JsonObject PolicyOf(IEnumerable<PolicyStatement> statements) => new PolicyDocument([.. statements]).ToJson();

    /// <summary>A policy that allows all but some actions.</summary>
    public static JsonObject AllBut(params string[] actions) => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(
            new JsonObject { ["Effect"] = "Allow", ["NotAction"] = new JsonArray([.. actions.Select(action => JsonValue.Create(action))]), ["Resource"] = "*" }),
    };

    public static string ArnOf(string role) => $"arn:aws:iam::000000000000:role/{role}";
}
