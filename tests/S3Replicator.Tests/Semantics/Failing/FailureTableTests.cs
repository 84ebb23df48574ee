using Amazon.S3.Model;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.LocalAws.Faults;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Tests.Semantics.Failing;

/// <summary>
/// S3's failure codes that a copy can meet, each brought about for real where the local AWS can, and what becomes of the operation:
/// a wrong setting is recorded and may recover, what is final is recorded and may not, what passes goes back into the queue, and
/// what is gone is acknowledged.
/// </summary>
public sealed class FailureTableTests
{
    private static readonly Dictionary<string, Func<Scene, Task>> WrongSettings = new(StringComparer.Ordinal)
    {
        ["AssumeRoleNotPermitted"] = scene => Do(() => scene.Role = "arn:aws:iam::999999999999:role/other"),
        ["SrcBucketNotFound"] = async scene =>
        {
            await scene.S3.DeleteObjectAsync(new() { BucketName = Scene.Source, Key = Scene.Key, VersionId = scene.Put.VersionId }, Token);
            await scene.S3.DeleteBucketAsync(Scene.Source, Token);
        },
        ["DstBucketNotFound"] = scene => scene.S3.DeleteBucketAsync(Scene.Destination, Token),
        ["SrcHeadObjectNotPermitted"] = scene =>
        {
            scene.Rule = WithClassOfSource(scene.Rule);
            return scene.DenyAsync(Scene.Source, Token, "s3:GetObject", "s3:GetObjectVersion");
        },
        ["SrcGetObjectNotPermitted"] = scene => scene.DenyAsync(Scene.Source, Token, "s3:GetObject", "s3:GetObjectVersion"),
        ["SrcGetTaggingNotPermitted"] = async scene =>
        {
            await scene.PutAsync("tagged", Token, new Tag { Key = "k", Value = "v" });
            await scene.DenyAsync(Scene.Source, Token, "s3:GetObjectTagging", "s3:GetObjectVersionTagging");
        },
        ["SrcGetAclNotPermitted"] = scene =>
        {
            scene.Rule = scene.Rule with { Acl = ReplicaAcl.Mirror };
            return scene.DenyAsync(Scene.Source, Token, "s3:GetObjectAcl", "s3:GetObjectVersionAcl");
        },
        ["SrcKmsKeyInvalidState"] = scene => FailWithKeyAsync(scene, "arn:aws:kms:us-east-1:000000000000:key/of-source"),
        ["DstPutObjectNotPermitted"] = scene => scene.DenyAsync(Scene.Destination, Token, "s3:PutObject"),
        ["DstPutTaggingNotPermitted"] = async scene =>
        {
            await scene.PutAsync("tagged", Token, new Tag { Key = "k", Value = "v" });
            await scene.DenyAsync(Scene.Destination, Token, "s3:PutObjectTagging");
        },
        ["DstPutAclNotPermitted"] = scene =>
        {
            scene.Rule = scene.Rule with { Acl = ReplicaAcl.BucketOwnerFullControl };
            return scene.DenyAsync(Scene.Destination, Token, "s3:PutObjectAcl");
        },
        ["DstDelObjNotPermitted"] = async scene =>
        {
            await CopyAsync(scene);
            await scene.S3.DeleteObjectAsync(Scene.Source, Scene.Key, Token);
            scene.Event = "ObjectRemoved:DeleteMarkerCreated";
            await scene.DenyAsync(Scene.Destination, Token, "s3:DeleteObject");
        },
        ["DstBucketObjectLockConfigMissing"] = scene => Do(() => scene.Fail(
            "CopyObject", "InvalidRequest", message: "Bucket is missing Object Lock Configuration")),
        ["DstPutRetentionNotPermitted"] = scene => Do(() => Refuse(scene, "s3:PutObjectRetention")),
        ["DstPutLegalHoldNotPermitted"] = scene => Do(() => Refuse(scene, "s3:PutObjectLegalHold")),
        ["SrcGetRetentionNotPermitted"] = scene => Do(() => Refuse(scene, "s3:GetObjectRetention")),
        ["SrcGetLegalHoldNotPermitted"] = scene => Do(() => Refuse(scene, "s3:GetObjectLegalHold")),
        ["DstKmsKeyNotFound"] = scene => Do(() => scene.Fail("CopyObject", "KMS.NotFoundException")),
        ["DstKmsKeyInvalidState"] = scene => FailWithKeyAsync(scene, "arn:aws:kms:us-east-1:000000000000:key/of-replica"),
        ["DstMultipartInitNotPermitted"] = scene => InPartsAsync(scene, "CreateMultipartUpload"),
        ["DstMultipartUploadNotPermitted"] = scene => InPartsAsync(scene, "UploadPartCopy"),
        ["DstMultipartCompleteNotPermitted"] = scene => InPartsAsync(scene, "CompleteMultipartUpload"),
        ["RequestTimeTooSkewed"] = scene => Do(() => scene.Fail("CopyObject", "RequestTimeTooSkewed")),
    };

    private static readonly Dictionary<string, Func<Scene, Task>> Final = new(StringComparer.Ordinal)
    {
        ["DstPutObjectNotPermitted for a key that is too long"] = scene => Do(() => scene.Rule = scene.Rule with { KeyTransform = new(AddPrefix: new string('k', 1024)) }),
        ["DstPutObjectNotPermitted for metadata that is too large"] = scene => Do(() => scene.Fail("CopyObject", "MetadataTooLarge", status: 400)),
        ["DstPutObjectNotPermitted for a tag that is not taken"] = scene => Do(() => scene.Fail("CopyObject", "InvalidTag", status: 400)),
        ["DstVersionNotFound for a version that cannot be told apart"] = async scene =>
        {
            scene.Rule = scene.Rule with { VersionDeletes = true };
            await CopyAsync(scene);
            await scene.S3.DeleteObjectAsync(new() { BucketName = Scene.Source, Key = Scene.Key, VersionId = scene.Put.VersionId }, Token);
            scene.Event = "ObjectRemoved:Delete";
        },
    };

    private static readonly Dictionary<string, Func<Scene, Task>> Passing = new(StringComparer.Ordinal)
    {
        ["SlowDown"] = scene => Do(() => scene.Fail("CopyObject", "SlowDown")),
        ["InternalError"] = scene => Do(() => scene.Fail("CopyObject", "InternalError")),
        ["InternalError with status 200"] = scene => Do(() => scene.Fail("CopyObject", "InternalError", effect: FaultEffect.ErrorInBody)),
        ["ServiceUnavailable"] = scene => Do(() => scene.Fail("CopyObject", "ServiceUnavailable")),
        ["RequestTimeout"] = scene => Do(() => scene.Fail("CopyObject", "RequestTimeout")),
        ["ConnectionFailed"] = scene => Do(() => scene.Fail(new FaultRule { Operation = "CopyObject", Effect = FaultEffect.Reset })),
        ["ConditionalRequestConflict"] = scene => Do(() => scene.Fail("CopyObject", "ConditionalRequestConflict")),
        ["OperationAborted"] = scene => Do(() => scene.Fail("CopyObject", "OperationAborted")),
        ["ExpiredToken"] = scene => Do(() => scene.Fail("CopyObject", "ExpiredToken")),
        ["Throttling"] = scene => Do(() => scene.Fail(new FaultRule { Service = "sts", Operation = "AssumeRole", Effect = FaultEffect.Error, Code = "Throttling" })),
        ["PermanentRedirect"] = scene => Do(() => scene.Fail("CopyObject", "PermanentRedirect", status: 301)),
        ["NoSuchUpload"] = scene => InPartsAsync(scene, "UploadPartCopy", "NoSuchUpload"),
    };

    private static readonly Dictionary<string, Func<Scene, Task>> Gone = new(StringComparer.Ordinal)
    {
        ["SrcKeyNotFound"] = async scene =>
        {
            scene.Rule = WithClassOfSource(scene.Rule);
            await scene.S3.DeleteObjectAsync(new() { BucketName = Scene.Source, Key = Scene.Key, VersionId = scene.Put.VersionId }, Token);
        },
        ["SrcVersionNotFound"] = async scene =>
        {
            await scene.S3.DeleteObjectAsync(new() { BucketName = Scene.Source, Key = Scene.Key, VersionId = scene.Put.VersionId }, Token);
        },
        ["SrcVersionNotFound for a delete marker"] = scene => Do(() =>
        {
            scene.Rule = WithClassOfSource(scene.Rule);
            scene.Fail("HeadObject", "MethodNotAllowed", status: 405);
        }),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> WrongSettingCodes => [.. WrongSettings.Keys];

    public static TheoryData<string> FinalCodes => [.. Final.Keys];

    public static TheoryData<string> PassingCodes => [.. Passing.Keys];

    public static TheoryData<string> GoneCodes => [.. Gone.Keys];

    [Theory]
    [MemberData(nameof(WrongSettingCodes))]
    public async Task A_wrong_setting_is_recorded_with_S3s_code_and_may_recover(string code)
    {
        await using var scene = await Scene.StartAsync(Token);
        await WrongSettings[code](scene);
        using var worker = scene.Worker();

        var end = await worker.HandleAsync(scene.Message(), Token);

        end.ShouldBe(Disposition.Delete, worker.Log.Text);
        var record = worker.Failures.Records.ShouldHaveSingleItem(worker.Log.Text);
        (record.Reason, record.MayRecover).ShouldBe((code, true), worker.Log.Text);
    }

    [Theory]
    [MemberData(nameof(FinalCodes))]
    public async Task What_will_not_get_better_is_recorded_and_left_to_people(string code)
    {
        await using var scene = await Scene.StartAsync(Token);
        await Final[code](scene);
        using var worker = scene.Worker();

        var end = await worker.HandleAsync(scene.Message(), Token);

        end.ShouldBe(Disposition.Delete, worker.Log.Text);
        var record = worker.Failures.Records.ShouldHaveSingleItem(worker.Log.Text);
        (record.Reason, record.MayRecover).ShouldBe((code.Split(' ')[0], false), worker.Log.Text);
    }

    [Theory]
    [MemberData(nameof(PassingCodes))]
    public async Task What_passes_goes_back_into_the_queue_and_is_never_recorded(string code)
    {
        await using var scene = await Scene.StartAsync(Token);
        await Passing[code](scene);
        using var worker = scene.Worker();

        var end = await worker.HandleAsync(scene.Message(), Token);

        end.Kind.ShouldBe(DispositionKind.Release, worker.Log.Text);
        worker.Failures.Records.ShouldBeEmpty();
        worker.Log.Text.ShouldContain(code.Split(' ')[0]);
    }

    [Fact]
    public async Task What_passes_is_recorded_instead_of_going_to_the_dead_letter_queue_and_may_recover()
    {
        await using var scene = await Scene.StartAsync(Token);
        scene.Fail("CopyObject", "SlowDown");
        using var worker = scene.Worker();

        var end = await worker.HandleAsync(scene.Message(), Token, isLastReceive: true);

        end.ShouldBe(Disposition.Delete, worker.Log.Text);
        var record = worker.Failures.Records.ShouldHaveSingleItem();
        (record.Reason, record.MayRecover).ShouldBe(("SlowDown", true));
    }

    [Theory]
    [MemberData(nameof(GoneCodes))]
    public async Task What_is_gone_is_acknowledged(string code)
    {
        await using var scene = await Scene.StartAsync(Token);
        await Gone[code](scene);
        using var worker = scene.Worker();

        var end = await worker.HandleAsync(scene.Message(), Token);

        end.ShouldBe(Disposition.Delete, worker.Log.Text);
        worker.Failures.Records.ShouldBeEmpty();
        worker.Summary.Skipped.Keys.ShouldBe(["SourceVanished"]);
    }

    [Fact]
    public async Task An_archived_source_is_skipped_where_the_rule_does_not_restore_it()
    {
        await using var scene = await Scene.StartAsync(Token);
        scene.Fail("CopyObject", "InvalidObjectState");
        using var worker = scene.Worker();

        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);

        worker.Failures.Records.ShouldBeEmpty();
        worker.Summary.Skipped.Keys.ShouldBe(["SrcArchived"]);
    }

    [Fact]
    public async Task A_source_larger_than_one_copy_takes_is_copied_in_parts()
    {
        await using var scene = await Scene.StartAsync(Token);
        scene.Fail(
            "CopyObject", "InvalidRequest", message: "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");
        using var worker = scene.Worker();

        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);

        worker.Summary.Replicated.ShouldBe(1);
        scene.Requests.CountOf("UploadPartCopy").ShouldBe(1);
    }

    [Fact]
    public async Task A_canned_ACL_that_the_bucket_does_not_take_is_left_out_and_that_is_remembered()
    {
        await using var scene = await Scene.StartAsync(Token);
        scene.Rule = scene.Rule with { Acl = ReplicaAcl.BucketOwnerFullControl };
        scene.Fail("CopyObject", "AccessControlListNotSupported", status: 400, first: 1);
        using var worker = scene.Worker();

        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);
        await scene.PutAsync("again", Token);
        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);

        worker.Summary.Replicated.ShouldBe(2);
        scene.Requests.CountOf("CopyObject").ShouldBe(3);
    }

    [Fact]
    public async Task Credentials_that_have_expired_are_taken_anew_and_the_copy_goes_on()
    {
        await using var scene = await Scene.StartAsync(Token);
        scene.Fail("CopyObject", "ExpiredToken", first: 1);
        using var worker = scene.Worker();

        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);

        worker.Summary.Replicated.ShouldBe(1);
        scene.Requests.CountOf("AssumeRole").ShouldBe(2);
    }

    [Fact]
    public async Task A_bucket_that_has_moved_to_another_region_is_found_there()
    {
        await using var scene = await Scene.StartAsync(Token);
        using var worker = scene.Worker();
        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);
        scene.Fail("CopyObject", "PermanentRedirect", status: 301, first: 1);
        await scene.PutAsync("again", Token);
        var asked = scene.Requests.CountOf("HeadBucket");

        (await worker.HandleAsync(scene.Message(), Token)).Kind.ShouldBe(DispositionKind.Release);
        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);

        scene.Requests.CountOf("HeadBucket").ShouldBe(asked + 1);
        worker.Summary.Replicated.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_seen_of_the_destination_before_a_throttle_costs_no_request_again()
    {
        await using var scene = await Scene.StartAsync(Token);
        await CopyAsync(scene);
        await scene.PutAsync("overwritten", Token);
        using var worker = scene.Worker();

        // The first copy finds the destination taken; the second, by what HEAD has told, is throttled.
        scene.Fail(new FaultRule { Operation = "CopyObject", Effect = FaultEffect.Error, Code = "SlowDown", Skip = 1, First = 1 });
        (await worker.HandleAsync(scene.Message(), Token)).Kind.ShouldBe(DispositionKind.Release, worker.Log.Text);
        var copies = worker.Summary.Requests["CopyObject"];

        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);

        worker.Summary.Requests["CopyObject"].ShouldBe(copies + 1);
    }

    private static ReplicationRule WithClassOfSource(ReplicationRule rule) => rule with { Destination = rule.Destination with { StorageClass = null } };

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private static async Task CopyAsync(Scene scene)
    {
        using var worker = scene.Worker();
        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);
    }

    private static void Refuse(Scene scene, string action) => scene.Fail(
        "CopyObject", "AccessDenied", message: $"User: arn:aws:sts::000000000000:assumed-role/r/s is not authorized to perform: {action} on resource: \"arn:aws:s3:::bucket/key\"");

    private static async Task FailWithKeyAsync(Scene scene, string key)
    {
        await scene.PutUnderKmsAsync(Token);
        scene.Rule = scene.Rule with
        {
            SseKmsEncryptedObjects = true,
            Destination = scene.Rule.Destination with { ReplicaKmsKeyId = "arn:aws:kms:us-east-1:000000000000:key/of-replica" },
        };
        scene.Fail("CopyObject", "KMS.DisabledException", message: $"{key} is disabled.");
    }

    private static async Task InPartsAsync(Scene scene, string operation, string code = "AccessDenied")
    {
        scene.Rule = scene.Rule with { MultipartThreshold = 5 << 20 };
        await scene.PutAsync(new string('x', 6 << 20), Token);
        scene.Fail(operation, code);
    }
}
