using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.LocalAws.Faults;
using S3Replicator.Tests.Infrastructure;

namespace S3Replicator.Tests.Semantics;

/// <summary>The grants of replicas.</summary>
public sealed class AclTests : IAsyncLifetime
{
    private const string Mirror = "mirror";
    private const string Friend = "00000000000000000000000000000000000000000000000000000000000f1e4d";
    private const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";

    private LocalWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(Token);
        await _world.CreateBucketAsync(Mirror, LocalWorld.Home);
        await TakeAclsAsync(LocalWorld.Source);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Mirror_gives_a_replica_the_grants_of_its_source()
    {
        await TakeAclsAsync(Mirror);
        await PutAsync("public", S3CannedACL.PublicRead);
        await PutAsync("private", S3CannedACL.Private);

        await DrainAsync("\"Acl\": \"Mirror\"");

        (await GrantsAsync("public")).ShouldContain($"{AllUsers} READ");
        (await GrantsAsync("private")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Mirror_carries_grants_to_single_grantees_of_every_version_and_leaves_each_sides_owner_alone()
    {
        await TakeAclsAsync(Mirror);
        var first = await PutAsync("key", S3CannedACL.Private);
        var acl = await _world.HomeS3.GetObjectAclAsync(new() { BucketName = LocalWorld.Source, Key = "key" }, Token);
        await _world.HomeS3.PutObjectAclAsync(
            new()
            {
                BucketName = LocalWorld.Source,
                Key = "key",
                VersionId = first,
                AccessControlPolicy = new()
                {
                    Owner = acl.Owner,
                    Grants = [.. acl.Grants, new() { Grantee = new() { CanonicalUser = Friend }, Permission = S3Permission.READ_ACP }],
                },
            },
            Token);
        await PutAsync("key", S3CannedACL.PublicRead);

        await DrainAsync("\"Acl\": \"Mirror\"");

        var versions = await _world.HomeS3.ListVersionsAsync(new ListVersionsRequest { BucketName = Mirror }, Token);
        var grants = await Task.WhenAll(versions.Versions.Select(version => GrantsAsync("key", version.VersionId)));
        grants[0].ShouldContain($"{AllUsers} READ");
        grants.ShouldContain(found => found.Contains($"{Friend} READ_ACP"));
        grants.ShouldAllBe(found => found.Contains($"{acl.Owner.Id} FULL_CONTROL"));
    }

    [Fact]
    public async Task Mirror_into_a_bucket_that_takes_no_ACLs_is_a_copy_all_the_same()
    {
        await PutAsync("public", S3CannedACL.PublicRead);

        var summary = await DrainAsync("\"Acl\": \"Mirror\"");

        summary.GetProperty("replicated").GetInt32().ShouldBe(1);
        (await GrantsAsync("public")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Grants_that_could_not_be_set_at_first_are_set_when_the_event_comes_again()
    {
        await TakeAclsAsync(Mirror);
        await PutAsync("public", S3CannedACL.PublicRead);
        _world.Faults.Add(new() { Operation = "PutObjectAcl", Bucket = Mirror, First = 3, Effect = FaultEffect.Error, Code = "InternalError" });

        await DrainAsync("\"Acl\": \"Mirror\"");

        (await GrantsAsync("public")).ShouldContain($"{AllUsers} READ");
        (await _world.HomeS3.ListVersionsAsync(new ListVersionsRequest { BucketName = Mirror }, Token)).Versions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_of_grants_follows_where_the_rule_asks_for_it()
    {
        await TakeAclsAsync(Mirror);
        await _world.NotifyAsync(LocalWorld.Source, Token, "s3:ObjectAcl:Put");
        await PutAsync("key", S3CannedACL.Private);
        await DrainAsync("\"AclSync\": \"Enabled\"");
        await _world.HomeS3.PutObjectAclAsync(new() { BucketName = LocalWorld.Source, Key = "key", ACL = S3CannedACL.PublicRead }, Token);

        await DrainAsync("\"AclSync\": \"Enabled\"");

        (await GrantsAsync("key")).ShouldContain($"{AllUsers} READ");
    }

    [Fact]
    public async Task The_bucket_owner_gets_full_control_where_the_rule_says_so_whatever_the_bucket_takes()
    {
        await PutAsync("one", S3CannedACL.PublicRead);
        await DrainAsync("\"Acl\": \"BucketOwnerFullControl\"");
        await TakeAclsAsync(Mirror);
        await PutAsync("two", S3CannedACL.PublicRead);

        await DrainAsync("\"Acl\": \"BucketOwnerFullControl\"");

        (await GrantsAsync("one")).Count.ShouldBe(1);
        (await GrantsAsync("two")).Count.ShouldBe(1);
    }

    private async Task<string> PutAsync(string key, S3CannedACL acl) => (await _world.HomeS3.PutObjectAsync(
        new() { BucketName = LocalWorld.Source, Key = key, ContentBody = acl.Value, CannedACL = acl }, Token)).VersionId;

    /// <summary>A new bucket takes no ACLs, and no public ones above all.</summary>
    private async Task TakeAclsAsync(string bucket)
    {
        await _world.HomeS3.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = bucket }, Token);
        await _world.HomeS3.PutBucketOwnershipControlsAsync(
            new() { BucketName = bucket, OwnershipControls = new() { Rules = [new() { ObjectOwnership = ObjectOwnership.ObjectWriter }] } }, Token);
    }

    private async Task<JsonElement> DrainAsync(string members)
    {
        var result = await _world.DrainAsync(_world.WriteRules(LocalWorld.Extended(LocalWorld.Rule("all", Mirror), members)), Token);
        result.ExitCode.ShouldBe(0, result.ToString());
        return JsonDocument.Parse(result.StandardOutput).RootElement;
    }

    private async Task<List<string>> GrantsAsync(string key, string? version = null)
    {
        var acl = await _world.HomeS3.GetObjectAclAsync(new() { BucketName = Mirror, Key = key, VersionId = version }, Token);
        return acl.Grants.ConvertAll(grant => $"{grant.Grantee.CanonicalUser ?? grant.Grantee.URI} {grant.Permission}");
    }
}
