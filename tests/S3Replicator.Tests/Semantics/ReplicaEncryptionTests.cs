using Amazon.S3;
using S3Replicator.Core.Queueing;
using S3Replicator.Tests.Semantics.Failing;

namespace S3Replicator.Tests.Semantics;

/// <summary>How replicas under KMS are encrypted, copied whole and in parts.</summary>
public sealed class ReplicaEncryptionTests
{
    private const int Threshold = 5 << 20;
    private const string Key = "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("aws:kms", true, 4)]
    [InlineData("aws:kms", false, 4)]
    [InlineData("aws:kms:dsse", false, 4)]
    [InlineData("aws:kms", true, Threshold + 1)]
    [InlineData("aws:kms", false, Threshold + 1)]
    [InlineData("aws:kms:dsse", false, Threshold + 1)]
    public async Task Is_as_at_the_source(string method, bool bucketKey, int size)
    {
        await using var scene = await Scene.StartAsync(Token);
        await scene.PutUnderKmsAsync(Token, new string('x', size), method, bucketKey);
        scene.Rule = scene.Rule with
        {
            MultipartThreshold = Threshold,
            SseKmsEncryptedObjects = true,
            Destination = scene.Rule.Destination with { ReplicaKmsKeyId = Key },
        };
        using var worker = scene.Worker();

        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);

        worker.Failures.Records.ShouldBeEmpty(worker.Log.Text);
        (scene.Requests.CountOf("UploadPartCopy") > 0).ShouldBe(size > Threshold);
        var replica = await scene.S3.GetObjectMetadataAsync(Scene.Destination, Scene.Key, Token);
        replica.ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.FindValue(method));
        (replica.BucketKeyEnabled == true).ShouldBe(bucketKey);
    }
}
