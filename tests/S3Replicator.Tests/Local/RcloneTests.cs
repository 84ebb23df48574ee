using S3Replicator.TestSupport;

namespace S3Replicator.Tests.Local;

/// <summary>Debian's rclone with its own signatures.</summary>
public sealed class RcloneTests(LocalWithClient local) : IClassFixture<LocalWithClient>
{
    private const int MultipartSize = 20_000_000;

    [Fact]
    public async Task Copies_checks_syncs_lists_and_deletes_a_folder_of_odd_names()
    {
        await RunAsync("mkdir", "local:rclone-folder");
        var tree = OddNames.WriteTo(Path.Combine(local.Folder, "tree"));
        var back = Path.Combine(local.Folder, "back");

        await RunAsync("copy", tree, "local:rclone-folder/tree");
        await RunAsync("check", "--download", tree, "local:rclone-folder/tree");
        await RunAsync("copy", "local:rclone-folder/tree", back);
        OddNames.Read(back).ShouldBe(OddNames.Read(tree), ignoreOrder: true);

        File.Delete(Path.Combine(tree, "empty"));
        await RunAsync("sync", tree, "local:rclone-folder/tree");
        var listed = await RunAsync("lsf", "--recursive", "--files-only", "local:rclone-folder/tree");
        listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ShouldBe(OddNames.All.Where(name => name != "empty"));

        await RunAsync("purge", "local:rclone-folder/tree");
        (await RunAsync("lsf", "--recursive", "local:rclone-folder")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Uploads_copies_and_downloads_20_MB_in_parts()
    {
        await RunAsync("mkdir", "local:rclone-large");
        var bytes = new byte[MultipartSize];
        new Random(2).NextBytes(bytes);
        var up = Path.Combine(local.Folder, "rclone.up");
        var down = Path.Combine(local.Folder, "rclone.down");
        await File.WriteAllBytesAsync(up, bytes, TestContext.Current.CancellationToken);

        await RunAsync("copyto", "--s3-upload-cutoff", "5M", "--s3-chunk-size", "5M", up, "local:rclone-large/large");
        await RunAsync("copyto", "--s3-copy-cutoff", "6M", "local:rclone-large/large", "local:rclone-large/copy");
        await RunAsync("copyto", "local:rclone-large/copy", down);

        (await File.ReadAllBytesAsync(down, TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        (await RunAsync("lsf", "--format", "sp", "local:rclone-large")).ShouldBe($"{MultipartSize};copy\n{MultipartSize};large\n");
    }

    [Fact]
    public async Task Makes_a_bucket_in_another_region_and_turns_its_versions_on()
    {
        await RunAsync(Away, "mkdir", "local:rclone-away");

        await RunAsync(Away, "backend", "versioning", "local:rclone-away", "Enabled");

        (await RunAsync(Away, "backend", "versioning", "local:rclone-away")).Trim().ShouldBe("Enabled");
        (await RunAsync("lsf", "local:")).ShouldContain("rclone-away/");
    }

    [Fact]
    public async Task A_wrong_secret_does_not_match()
    {
        var result = await TryAsync(Variables("test", "wrong"), "lsf", "local:");

        result.ExitCode.ShouldNotBe(0);
        result.StandardError.ShouldContain("SignatureDoesNotMatch");
    }

    private Dictionary<string, string?> Away
    {
        get
        {
            var variables = Variables("test", "test");
            variables["RCLONE_CONFIG_LOCAL_REGION"] = "eu-west-1";
            variables["RCLONE_CONFIG_LOCAL_LOCATION_CONSTRAINT"] = "eu-west-1";
            return variables;
        }
    }

    private Dictionary<string, string?> Variables(string accessKeyId, string secretAccessKey) => new(StringComparer.Ordinal)
    {
        // Of the providers that rclone knows, this one takes an endpoint as it is.
        ["RCLONE_CONFIG"] = Path.Combine(local.Folder, "no-rclone.conf"),
        ["RCLONE_CONFIG_LOCAL_TYPE"] = "s3",
        ["RCLONE_CONFIG_LOCAL_PROVIDER"] = "Other",
        ["RCLONE_CONFIG_LOCAL_ENDPOINT"] = local.Endpoint,
        ["RCLONE_CONFIG_LOCAL_REGION"] = "us-east-1",
        ["RCLONE_CONFIG_LOCAL_ACCESS_KEY_ID"] = accessKeyId,
        ["RCLONE_CONFIG_LOCAL_SECRET_ACCESS_KEY"] = secretAccessKey,
    };

    private Task<string> RunAsync(params string[] arguments) => RunAsync(Variables("test", "test"), arguments);

    private async Task<string> RunAsync(Dictionary<string, string?> variables, params string[] arguments)
    {
        var result = await TryAsync(variables, arguments);
        result.ExitCode.ShouldBe(0, $"rclone {string.Join(' ', arguments)}: {result}");
        return result.StandardOutput;
    }

    private Task<ProgramResult> TryAsync(Dictionary<string, string?> variables, params string[] arguments) => ProgramProcess.RunAsync(
        new ProgramStart(["--retries", "1", .. arguments])
        {
            FileName = DebianClient.Find("/usr/bin/rclone", "rclone"),
            WorkingDirectory = local.Folder,
            Environment = variables,
        },
        LocalProgram.Bound,
        TestContext.Current.CancellationToken);
}
