using S3Replicator.Tests.Fleet;
using S3Replicator.Tests.Iam;
using S3Replicator.Tests.Run;

namespace S3Replicator.Tests.Documents;

/// <summary>Shell blocks of documents that <see cref="DocumentedCommandsTests"/> does not run, each with the reason.</summary>
internal static class BlocksNotRunHere
{
    public const string NeedsDocker = "needs Docker: deploy-check reads the compose files and ComposeTests runs what the containers run";
    public const string NeedsRegistry = "needs Docker or a registry: eng/image-check builds and runs the image without";
    public const string NeedsAccount = "needs an account: deploy-check reads the templates and TemplateTests the parameters that they are given";
    public const string NeedsNewerCli = "needs a newer aws than Debian's: the conformance tests of the local AWS send it by the JavaScript SDK";
    public const string NeedsCluster = "needs kubectl, or a cluster too: deploy-check renders and checks the manifests";
    public const string NeedsRoot = "needs root, packages and minutes";
    public const string IsMeasurement = "measures: figures on a busy machine say nothing";
    public const string RunsTests = "runs the tests themselves";

    /// <summary>Document, beginning of the block's first line, and who runs it instead or why nobody can.</summary>
    public static IReadOnlyList<(string Document, string Beginning, string Why)> All { get; } =
    [
        ("README.md", "dotnet run --project src/S3Replicator -- demo --once", nameof(DemoOutputTests)),
        ("README.md", "./test.sh", RunsTests),
        ("README.md", "export SOURCE=", nameof(FiveStepsTests)),
        ("README.md", "cat > trust.json", nameof(FiveStepsTests)),
        ("README.md", "aws sqs create-queue", nameof(FiveStepsTests)),
        ("README.md", "cat > notification.json", nameof(FiveStepsTests)),
        ("README.md", "cat > rules.json", nameof(FiveStepsTests)),
        ("README.md", "dotnet run --project src/S3Replicator -- doctor", nameof(FiveStepsTests)),
        ("CONTRIBUTING.md", "./test.sh", RunsTests),
        ("CONTRIBUTING.md", "export S3REPLICATOR_TEST_ENDPOINT", RunsTests),
        ("docs/getting-started.md", "docker compose", NeedsDocker),
        ("docs/deploy.md", "docker build", NeedsRegistry),
        ("docs/deploy.md", "dotnet publish", NeedsRegistry),
        ("docs/deploy.md", "eng/image-check", NeedsRoot),
        ("docs/deploy.md", "aws cloudformation deploy", NeedsAccount),
        ("docs/deploy.md", "export REGISTRY=", NeedsRegistry),
        ("docs/deploy.md", "export VPC=", NeedsAccount),
        ("docs/deploy.md", "export CLUSTER=", NeedsAccount),
        ("docs/deploy.md", "kubectl", NeedsCluster),
        ("docs/deploy.md", "aws logs tail", NeedsAccount),
        ("docs/runbook.md", "aws kms", NeedsAccount),
        ("docs/runbook.md", "aws sqs start-message-move-task", NeedsNewerCli),
        ("docs/operations.md", "eng/worker-cost.sh", IsMeasurement),
        ("docs/security.md", "aws iam get-role", nameof(IamCompareTests)),
        ("docs/metrics.md", "dotnet run --project bench", IsMeasurement),
        ("docs/operations.md", "s3replicator run", nameof(DryRunTests)),
        ("docs/operations.md", "curl http://127.0.0.1:9090/api/fleet", nameof(FleetTests)),
        ("docs/reference/local-aws.md", "dotnet run --project bench", IsMeasurement),
        ("docs/operations.md", "dotnet publish src/S3Replicator", IsMeasurement),
    ];

    public static bool Has(ShellBlock block) => All.Any(entry => IsFor(entry, block));

    public static bool IsFor((string Document, string Beginning, string Why) entry, ShellBlock block) =>
        entry.Document == block.Document && block.Beginning.StartsWith(entry.Beginning, StringComparison.Ordinal);
}
