using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.LocalAws;
using S3Replicator.Tests.Local;
using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Documents;

/// <summary>The README's way to AWS, run as it is written, with Debian's awscli and the built program, against the local AWS.</summary>
public sealed class FiveStepsTests : IAsyncLifetime
{
    private const string Section = "Point it at AWS";
    private const string Source = "my-source-bucket";
    private const string Destination = "my-replica-bucket";
    private const string SourceRegion = "eu-central-1";
    private const string DestinationRegion = "us-west-2";

    /// <summary>What the reader's shell would do, but that the last step gets work and an end.</summary>
    private const string Shell = """
        set -euo pipefail
        aws() {
          "$AWS_CLI" --endpoint-url="$AWS_ENDPOINT_URL" "$@"
        }
        dotnet() {
          [[ $1 == run && $2 == --project && $3 == src/S3Replicator && $4 == -- ]]
          if [[ $5 == doctor ]]; then
            "$S3REPLICATOR" "${@:5}"
            return
          fi
          "$S3REPLICATOR" iam --rules rules.json >policies.json
          printf one | aws s3 cp - "s3://$SOURCE/reports/a b+ü.txt"
          printf two | aws s3 cp - "s3://$SOURCE/reports/a b+ü.txt"
          printf short-lived | aws s3 cp - "s3://$SOURCE/gone.txt"
          "$S3REPLICATOR" "${@:5}" --drain 1 --output json >first.json

          head -c 6000000 /dev/zero | aws s3 cp - "s3://$SOURCE/large.bin"
          aws s3 rm --quiet "s3://$SOURCE/gone.txt"
          aws s3api put-object-tagging --bucket "$SOURCE" --key "reports/a b+ü.txt" --tagging 'TagSet=[{Key=team,Value=blue}]'
          sed 's/"Priority": 1,/&"S3Replicator":{"MultipartThreshold":5242880},/' rules.json >rules-in-parts.json
          "$S3REPLICATOR" run --queue-url "$QUEUE_URL" --rules rules-in-parts.json --drain 1 --output json >second.json
        }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("s3replicator-readme-").FullName;
    private LocalAwsServer _local = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _local = await LocalAwsServer.StartAsync(new LocalAwsOptions(), Token);
        await CreateBucketAsync(Source, SourceRegion);
        await CreateBucketAsync(Destination, DestinationRegion);
    }

    public async ValueTask DisposeAsync()
    {
        await _local.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Work_as_they_are_written_with_a_role_that_is_allowed_just_what_the_rules_need()
    {
        var result = await RunAsync(Shell + string.Concat(MarkdownDocument.Open("README.md").Blocks(Section, "sh")));

        result.ExitCode.ShouldBe(0, result.ToString());
        await ShouldBeReplicatedAsync();
        ShouldHaveRolesOfWhichTheProgramPrintsTheSame();
        ShouldBeNamedAmongTheRightsOfTheWorker("first.json");
        ShouldBeNamedAmongTheRightsOfTheWorker("second.json");
    }

    private async Task ShouldBeReplicatedAsync()
    {
        using var client = Client(DestinationRegion);
        using var report = await client.GetObjectAsync(Destination, "reports/a b+ü.txt", Token);
        using var body = new StreamReader(report.ResponseStream);
        (await body.ReadToEndAsync(Token)).ShouldBe("two");
        report.StorageClass.ShouldBe(S3StorageClass.StandardInfrequentAccess);
        var tags = await client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = Destination, Key = "reports/a b+ü.txt" }, Token);
        tags.Tagging.ShouldHaveSingleItem().Value.ShouldBe("blue");
        (await client.GetObjectMetadataAsync(Destination, "large.bin", Token)).ContentLength.ShouldBe(6_000_000);

        var listed = await client.ListVersionsAsync(new ListVersionsRequest { BucketName = Destination }, Token);
        listed.Versions.Where(version => version.IsLatest == true && version.IsDeleteMarker == true).ShouldHaveSingleItem().Key.ShouldBe("gone.txt");
        listed.Versions.Count(version => version.Key.StartsWith("reports/", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(2);
    }

    /// <summary>The local AWS lets the role do just what the README's policy says; the program itself prints the same for the README's rule.</summary>
    private void ShouldHaveRolesOfWhichTheProgramPrintsTheSame()
    {
        var role = JsonDocument.Parse(Read("policies.json")).RootElement.GetProperty("roles")[0];
        var trust = JsonDocument.Parse(Read("trust.json")).RootElement.GetProperty("Statement")[0];

        new RolePolicy(Read("permissions.json")).Allowed.ShouldBe(new RolePolicy(role.GetProperty("permissions").GetRawText()).Allowed, ignoreOrder: true);
        trust.GetProperty("Principal").GetProperty("AWS").GetString().ShouldBe(
            role.GetProperty("trust").GetProperty("Statement")[0].GetProperty("Principal").GetProperty("AWS").GetString());
    }

    private void ShouldBeNamedAmongTheRightsOfTheWorker(string summary)
    {
        var text = MarkdownDocument.Open("README.md").Section(Section);
        var requests = JsonDocument.Parse(Read(summary)).RootElement.GetProperty("requests").EnumerateObject().Select(member => member.Name).ToList();
        requests.ShouldContain("ReceiveMessage");

        foreach (var name in requests.Where(name => name.Contains("Message", StringComparison.Ordinal) || name.Contains("Queue", StringComparison.Ordinal)))
        {
            text.ShouldContain($"`sqs:{name.Replace("Batch", string.Empty, StringComparison.Ordinal)}`");
        }
    }

    private Task<ProgramResult> RunAsync(string script) => ProgramProcess.RunAsync(
        new ProgramStart("-c", script)
        {
            FileName = "/bin/bash",
            WorkingDirectory = _folder,
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["AWS_CLI"] = DebianClient.Find(AwsCli.Path, "awscli"),
                ["S3REPLICATOR"] = ProgramLocation.Executable,
                ["AWS_ENDPOINT_URL"] = _local.Endpoint.ToString().TrimEnd('/'),
                ["AWS_ACCESS_KEY_ID"] = "test",
                ["AWS_SECRET_ACCESS_KEY"] = "test",
                ["AWS_PAGER"] = string.Empty,
            },
        },
        TimeSpan.FromMinutes(5),
        Token);

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));

    private async Task CreateBucketAsync(string bucket, string region)
    {
        using var client = Client(region);
        await client.PutBucketAsync(new PutBucketRequest { BucketName = bucket, BucketRegionName = region }, Token);
        await client.PutBucketVersioningAsync(
            new PutBucketVersioningRequest { BucketName = bucket, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } }, Token);
    }

    private AmazonS3Client Client(string region) => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonS3Config { ServiceURL = _local.Endpoint.ToString(), AuthenticationRegion = region, ForcePathStyle = true });
}
