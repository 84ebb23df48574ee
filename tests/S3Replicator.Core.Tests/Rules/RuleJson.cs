using System.Text;
using System.Text.Json.Nodes;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Rules;

// A sound document in JSON, for a test to spoil at one place.
internal static class RuleJson
{
    public static JsonObject Document(params JsonNode[] rules) => new()
    {
        ["Bucket"] = "source-bucket",
        ["Role"] = "arn:aws:iam::111122223333:role/replicator",
        ["Rules"] = new JsonArray(rules.Length == 0 ? [Rule()] : rules),
    };

    public static JsonObject Rule(string id = "docs-to-eu", int priority = 10) => new()
    {
        ["ID"] = id,
        ["Priority"] = priority,
        ["Status"] = "Enabled",
        ["Filter"] = new JsonObject { ["Prefix"] = "docs/" },
        ["DeleteMarkerReplication"] = Switch("Disabled"),
        ["Destination"] = new JsonObject { ["Bucket"] = "arn:aws:s3:::destination-bucket" },
    };

    public static JsonObject V1Rule(string prefix = "docs/", string id = "docs-to-eu") => new()
    {
        ["ID"] = id,
        ["Status"] = "Enabled",
        ["Prefix"] = prefix,
        ["Destination"] = new JsonObject { ["Bucket"] = "arn:aws:s3:::destination-bucket" },
    };

    public static JsonObject Switch(string status) => new() { ["Status"] = status };

    public static JsonObject Tag(string key, string value) => new() { ["Key"] = key, ["Value"] = value };

    // Sets members by their path, such as "Destination/Account"; null takes one away.
    public static JsonObject With(this JsonObject node, string path, JsonNode? value)
    {
        var steps = path.Split('/');
        var parent = node;
        foreach (var step in steps[..^1])
        {
            parent = (JsonObject)(parent[step] ??= new JsonObject());
        }

        if (value is null)
        {
            parent.Remove(steps[^1]);
        }
        else
        {
            parent[steps[^1]] = value;
        }

        return node;
    }

    public static RuleLoadResult Load(this JsonNode document, bool strict = false) => Load(document.ToJsonString(), strict);

    public static RuleLoadResult Load(string text, bool strict = false, string file = "rules.json") =>
        RuleLoader.Load([new RuleText(file, Encoding.UTF8.GetBytes(text))], strict);

    public static RuleLoadResult LoadRule(this JsonObject rule, bool strict = false) => Document(rule).Load(strict);

    public static void ShouldAccept(this RuleLoadResult result)
    {
        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
        result.Rules.ShouldNotBeNull();
    }

    public static void ShouldReject(this RuleLoadResult result, string code, string at)
    {
        result.Rules.ShouldBeNull();
        result.Errors.Select(problem => (problem.Code, problem.Pointer)).ShouldBe([(code, at)]);
        result.Errors[0].Message.ShouldNotBeNullOrWhiteSpace();
    }

    public static void ShouldWarn(this RuleLoadResult result, string code, string at)
    {
        result.Errors.ShouldBeEmpty();
        result.Warnings.Select(problem => (problem.Code, problem.Pointer)).ShouldBe([(code, at)]);
    }
}
