using S3Replicator.Core.Rules;

namespace S3Replicator.Demo;

/// <summary>The demo's rule document, loaded as any other.</summary>
internal static class DemoRules
{
    private const string File = "demo-rules.json";

    public static async Task<RuleSet> LoadAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(DemoRules).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException($"{File} is not in the program.");
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        var result = RuleLoader.Load([new RuleText(File, bytes.ToArray())]);

        return result.Rules
            ?? throw new InvalidOperationException(string.Join(Environment.NewLine, result.Errors.Select(error => error.Message)));
    }
}
