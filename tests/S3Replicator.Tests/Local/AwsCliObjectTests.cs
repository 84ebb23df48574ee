namespace S3Replicator.Tests.Local;

/// <summary>Debian's awscli on buckets and objects.</summary>
public sealed class AwsCliObjectTests(LocalWithClient local) : IClassFixture<LocalWithClient>
{
    private const string OddKey = "folder/hello world+%41 ü.txt";
    private const int MultipartSize = 20_000_000;

    private readonly AwsCli _aws = new(local.Endpoint, local.Folder);
    private readonly AwsCli _away = new(local.Endpoint, local.Folder) { Region = "eu-west-1" };

    [Fact]
    public async Task Makes_buckets_in_two_regions_and_lists_them()
    {
        await _aws.RunAsync("s3", "mb", "s3://made-at-home");
        await _away.RunAsync("s3", "mb", "s3://made-away");

        (await _away.AskAsync("s3api", "get-bucket-location", "--bucket", "made-away"))
            .GetProperty("LocationConstraint").GetString().ShouldBe("eu-west-1");
        var listed = await _aws.RunAsync("s3", "ls");
        listed.ShouldContain("made-at-home");
        listed.ShouldContain("made-away");
    }

    [Fact]
    public async Task Puts_heads_gets_lists_tags_copies_and_deletes_an_object_with_an_odd_key()
    {
        await _aws.RunAsync("s3", "mb", "s3://one-object");
        await _away.RunAsync("s3", "mb", "s3://one-object-away");
        var body = Write("hello.txt", "hello");
        await _aws.RunAsync(
            "s3", "cp", "--no-progress", body, $"s3://one-object/{OddKey}",
            "--metadata", "colour=blue", "--content-type", "text/x-test", "--storage-class", "STANDARD_IA");

        var head = await _aws.AskAsync("s3api", "head-object", "--bucket", "one-object", "--key", OddKey);
        head.GetProperty("ContentLength").GetInt64().ShouldBe(5);
        head.GetProperty("ContentType").GetString().ShouldBe("text/x-test");
        head.GetProperty("StorageClass").GetString().ShouldBe("STANDARD_IA");
        head.GetProperty("Metadata").GetProperty("colour").GetString().ShouldBe("blue");

        var listed = await _aws.AskAsync("s3api", "list-objects-v2", "--bucket", "one-object", "--prefix", "folder/");
        listed.GetProperty("Contents").EnumerateArray().Single().GetProperty("Key").GetString().ShouldBe(OddKey);

        await _aws.RunAsync("s3api", "put-object-tagging", "--bucket", "one-object", "--key", OddKey, "--tagging", "TagSet=[{Key=team,Value=a b+c}]");
        await _away.RunAsync(
            "s3api", "copy-object", "--bucket", "one-object-away", "--key", "copy", "--copy-source", $"one-object/{OddKey}", "--storage-class", "GLACIER_IR");
        (await _away.RunAsync("s3", "cp", "s3://one-object-away/copy", "-")).ShouldBe("hello");
        var tags = await _away.AskAsync("s3api", "get-object-tagging", "--bucket", "one-object-away", "--key", "copy");
        tags.GetProperty("TagSet")[0].GetProperty("Value").GetString().ShouldBe("a b+c");

        await _aws.RunAsync("s3", "rm", $"s3://one-object/{OddKey}");
        (await _aws.RunAsync("s3", "ls", "--recursive", "s3://one-object")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Uploads_downloads_and_copies_20_MB_in_parts()
    {
        await _aws.RunAsync("s3", "mb", "s3://large-object");
        var bytes = new byte[MultipartSize];
        new Random(1).NextBytes(bytes);
        var up = Path.Combine(local.Folder, "large.up");
        var down = Path.Combine(local.Folder, "large.down");
        await File.WriteAllBytesAsync(up, bytes, TestContext.Current.CancellationToken);

        await _aws.RunAsync("s3", "cp", "--no-progress", up, "s3://large-object/large");
        await _aws.RunAsync("s3", "cp", "--no-progress", "s3://large-object/large", "s3://large-object/copy");
        await _aws.RunAsync("s3", "cp", "--no-progress", "s3://large-object/copy", down);

        var head = await _aws.AskAsync("s3api", "head-object", "--bucket", "large-object", "--key", "copy");
        head.GetProperty("ETag").GetString().ShouldEndWith("-3\"");
        (await File.ReadAllBytesAsync(down, TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public async Task Syncs_a_folder_of_odd_names_there_and_back()
    {
        await _aws.RunAsync("s3", "mb", "s3://synced");
        var tree = OddNames.WriteTo(Path.Combine(local.Folder, "tree"));
        var back = Path.Combine(local.Folder, "back");

        await _aws.RunAsync("s3", "sync", "--no-progress", tree, "s3://synced/tree");
        (await _aws.RunAsync("s3", "sync", "--no-progress", tree, "s3://synced/tree")).ShouldBeEmpty("nothing has changed");
        await _aws.RunAsync("s3", "sync", "--no-progress", "s3://synced/tree", back);

        OddNames.Read(back).ShouldBe(OddNames.Read(tree), ignoreOrder: true);
        await _aws.RunAsync("s3", "rm", "--recursive", "s3://synced/tree");
        (await _aws.RunAsync("s3", "ls", "--recursive", "s3://synced")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_versions_and_delete_markers()
    {
        await _aws.RunAsync("s3", "mb", "s3://with-versions");
        await _aws.RunAsync("s3api", "put-bucket-versioning", "--bucket", "with-versions", "--versioning-configuration", "Status=Enabled");
        var first = await _aws.AskAsync("s3api", "put-object", "--bucket", "with-versions", "--key", "key", "--body", Write("one", "one"));
        await _aws.AskAsync("s3api", "put-object", "--bucket", "with-versions", "--key", "key", "--body", Write("two", "two"));
        (await _aws.AskAsync("s3api", "delete-object", "--bucket", "with-versions", "--key", "key")).GetProperty("DeleteMarker").GetBoolean().ShouldBeTrue();

        var listed = await _aws.AskAsync("s3api", "list-object-versions", "--bucket", "with-versions");
        listed.GetProperty("Versions").GetArrayLength().ShouldBe(2);
        listed.GetProperty("DeleteMarkers").EnumerateArray().Single().GetProperty("IsLatest").GetBoolean().ShouldBeTrue();
        var old = Path.Combine(local.Folder, "old");
        await _aws.RunAsync(
            "s3api", "get-object", "--bucket", "with-versions", "--key", "key", "--version-id", first.GetProperty("VersionId").GetString()!, old);
        (await File.ReadAllTextAsync(old, TestContext.Current.CancellationToken)).ShouldBe("one");
    }

    [Fact]
    public async Task A_wrong_secret_does_not_match_and_an_unknown_key_does_not_exist()
    {
        var wrong = await (_aws with { SecretAccessKey = "wrong" }).TryAsync("s3", "ls");
        var unknown = await (_aws with { AccessKeyId = "nobody" }).TryAsync("s3", "ls");

        wrong.ExitCode.ShouldNotBe(0);
        wrong.StandardError.ShouldContain("(SignatureDoesNotMatch)");
        unknown.StandardError.ShouldContain("(InvalidAccessKeyId)");
    }

    private string Write(string name, string body)
    {
        var path = Path.Combine(local.Folder, name);
        File.WriteAllText(path, body);
        return path;
    }
}
