using System.Text.Json.Nodes;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Iam;

/// <summary>What the verb iam printed, asked for once for all tests of a class, and put into force on the local AWS.</summary>
public sealed class PrintedPolicies : IDisposable
{
    public const string AccessKeyId = "worker";
    public const string SecretAccessKey = "secret-of-worker";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private string? _text;

    /// <summary>The policies, as an object of the caller's own.</summary>
    public async Task<JsonObject> GetAsync(Func<Task<ProgramResult>> print)
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_text is null)
            {
                var printed = await print();
                printed.ExitCode.ShouldBe(0, printed.ToString());
                _text = printed.StandardOutput;
            }
        }
        finally
        {
            _turn.Release();
        }

        return JsonNode.Parse(_text)!.AsObject();
    }

    /// <summary>The statements of the first role, or of the worker itself.</summary>
    public static JsonArray StatementsOf(JsonObject policies, string kind) => kind switch
    {
        "role" => policies["roles"]![0]!["permissions"]!["Statement"]!.AsArray(),
        _ => policies["worker"]!["Statement"]!.AsArray(),
    };

    /// <summary>A user for the worker and the roles, with these policies and no others.</summary>
    public static string SeedOf(JsonObject policies) => new JsonObject
    {
        ["users"] = new JsonArray(new JsonObject
        {
            ["name"] = "worker",
            ["accessKeyId"] = AccessKeyId,
            ["secretAccessKey"] = SecretAccessKey,
            ["policies"] = new JsonArray(policies["worker"]!.DeepClone()),
        }),
        ["roles"] = new JsonArray([.. policies["roles"]!.AsArray().Select(role => new JsonObject
        {
            ["name"] = (string?)role!["roleArn"],
            ["trust"] = role["trust"]!.DeepClone(),
            ["permissions"] = new JsonArray(role["permissions"]!.DeepClone()),
        })]),
    }.ToJsonString();

    public void Dispose() => _turn.Dispose();
}
