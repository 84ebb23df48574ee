using System.Net;
using System.Text;
using System.Text.Json;
using S3Replicator.LocalAws.Seeding;
using S3Replicator.LocalAws.Tests.S3;

namespace S3Replicator.LocalAws.Tests.Faults;

/// <summary>Faults from outside the process: over HTTP, and by a file at the start.</summary>
public sealed class FaultControlTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_are_added_listed_counted_and_removed_over_HTTP()
    {
        await using var aws = await LocalS3.StartAsync();
        await aws.CreateBucketAsync("bucket");
        using var http = new HttpClient { BaseAddress = aws.Server.Endpoint };

        using var added = await http.PostAsync("/_local/faults", Json("""{"operation":"PutObject","effect":"Error","code":"SlowDown"}"""), Token);
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await ReadAsync(added)).GetProperty("id").GetInt32();
        await LocalS3.FailsAsync(() => aws.PutAsync("bucket", "a", "x"));

        using var listed = await http.GetAsync("/_local/faults", Token);
        var entry = (await ReadAsync(listed)).GetProperty("faults").EnumerateArray().Single();
        entry.GetProperty("hits").GetInt64().ShouldBe(1);
        entry.GetProperty("rule").GetProperty("code").GetString().ShouldBe("SlowDown");

        (await http.DeleteAsync($"/_local/faults/{id}", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await http.DeleteAsync($"/_local/faults/{id}", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await aws.PutAsync("bucket", "a", "x");
        await http.PutAsync("/_local/faults", Json("""{"effect":"Reset"}"""), Token);
        (await http.DeleteAsync("/_local/faults", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        aws.Server.Faults.Snapshot().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"effect":"Explode"}""")]
    [InlineData("""{"effect":"Error","operaton":"PutObject"}""")]
    [InlineData("""{"effect":"Error","effect":"Reset"}""")]
    [InlineData("""{"effect":"Error","first":"3"}""")]
    [InlineData("""{"effect":"Error","probability":2}""")]
    public async Task Rules_that_cannot_be_read_are_refused(string body)
    {
        await using var aws = await LocalS3.StartAsync();
        using var http = new HttpClient { BaseAddress = aws.Server.Endpoint };

        using var answer = await http.PostAsync("/_local/faults", Json(body), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync(answer)).GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        aws.Server.Faults.Snapshot().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_web_page_may_not_steer_it()
    {
        await using var aws = await LocalS3.StartAsync();
        using var http = new HttpClient { BaseAddress = aws.Server.Endpoint };
        http.DefaultRequestHeaders.Add("Origin", "http://evil.example");

        using var answer = await http.PostAsync("/_local/faults", Json("""{"effect":"Reset"}"""), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        aws.Server.Faults.Snapshot().ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_else_is_at_the_path()
    {
        await using var aws = await LocalS3.StartAsync();
        using var http = new HttpClient { BaseAddress = aws.Server.Endpoint };

        foreach (var path in (string[])["/_local", "/_local/", "/_local/other", "/_local/faults/x", "/_local/faults/1/2", "/_local/faults/99999999999"])
        {
            (await http.GetAsync(path, Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task A_file_puts_faults_in_force_from_the_start()
    {
        using var file = new SeedText("""{"faults":[{"operation":"ListBuckets","effect":"Error","status":503,"code":"ServiceUnavailable"}]}""");
        await using var aws = await LocalS3.StartAsync(new LocalAwsOptions { SeedFile = file.Path });

        (await LocalS3.FailsAsync(() => aws.Client.ListBucketsAsync(Token))).ErrorCode.ShouldBe("ServiceUnavailable");
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("{\n\"fault\":[]}", "line 2")]
    [InlineData("""{"faults":[{"effect":"Reset"},{"effect":"Latency"}]}""", "faults[1]")]
    [InlineData("""{"faults":{}}""", "faults")]
    public async Task A_file_that_cannot_be_used_is_named_with_the_place(string text, string place)
    {
        using var file = new SeedText(text);

        var fault = await Should.ThrowAsync<SeedFileException>(() => LocalAwsServer.StartAsync(new LocalAwsOptions { SeedFile = file.Path }, Token));

        fault.Message.ShouldStartWith(file.Path);
        fault.Message.ShouldContain(place);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named() =>
        (await Should.ThrowAsync<SeedFileException>(() => LocalAwsServer.StartAsync(new LocalAwsOptions { SeedFile = "/nowhere/seed.json" }, Token)))
            .Message.ShouldContain("/nowhere/seed.json");

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
}
