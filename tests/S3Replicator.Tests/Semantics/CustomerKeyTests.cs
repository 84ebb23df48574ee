using S3Replicator.Core.Queueing;
using S3Replicator.Tests.Semantics.Failing;

namespace S3Replicator.Tests.Semantics;

/// <summary>Sources under a key that only their customer has (SSE-C), whichever request finds it out.</summary>
public sealed class CustomerKeyTests
{
    private const int Threshold = 5 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("STANDARD", false, 4, "CopyObject")]
    [InlineData(null, false, 4, "HeadObject")]
    [InlineData("STANDARD", true, 4, "HeadObject")]
    [InlineData("STANDARD", false, Threshold + 1, "HeadObject")]
    public async Task Are_passed_over_and_no_failure(string? storageClass, bool underKms, int size, string foundOutBy)
    {
        await using var scene = await Scene.StartAsync(Token);
        await scene.PutUnderCustomerKeyAsync(new string('x', size), Token);
        scene.Rule = scene.Rule with
        {
            MultipartThreshold = Threshold,
            SseKmsEncryptedObjects = underKms,
            Destination = scene.Rule.Destination with { StorageClass = storageClass },
        };
        using var worker = scene.Worker();

        (await worker.HandleAsync(scene.Message(), Token)).ShouldBe(Disposition.Delete, worker.Log.Text);

        worker.Failures.Records.ShouldBeEmpty(worker.Log.Text);
        worker.Summary.Skipped.Keys.ShouldBe(["SseCUnsupported"]);
        scene.Requests.CountOf(foundOutBy).ShouldBe(1);
        (await scene.S3.ListVersionsAsync(Scene.Destination, Token)).Versions.ShouldBeNull();
        (await scene.S3.ListMultipartUploadsAsync(Scene.Destination, Token)).MultipartUploads.ShouldBeNull();
    }
}
