using System.Globalization;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Replicator.Demo;

/// <summary>What an application does to a bucket: puts, overwrites and deletes, the same in every run.</summary>
internal sealed class DemoWorkload(IAmazonS3 client, int objects)
{
    private const int Seed = 20260101;
    private const int OverwriteEvery = 4;
    private const int DeleteEvery = 11;
    private const int Parallel = 8;

    private static readonly string[] Folders = ["logs/", "reports/2026/", "images/", "logs/app one/", "odd + names/%41/"];

    /// <summary>How many requests the workload sends.</summary>
    public int Requests => objects + objects / OverwriteEvery + objects / DeleteEvery;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await EachAsync(Enumerable.Range(0, objects), (index, token) => PutAsync(index, round: 0, token), cancellationToken);
        await EachAsync(Every(OverwriteEvery), (index, token) => PutAsync(index, round: 1, token), cancellationToken);
        await EachAsync(Every(DeleteEvery), (index, token) => DeleteAsync(index, token), cancellationToken);
    }

    private static Task EachAsync(IEnumerable<int> indexes, Func<int, CancellationToken, ValueTask> act, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            indexes, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken }, act);

    private static string KeyOf(int index) => string.Create(
        CultureInfo.InvariantCulture, $"{Folders[index % Folders.Length]}object-{index:0000}.txt");

    private IEnumerable<int> Every(int nth) => Enumerable.Range(0, objects / nth).Select(index => index * nth + nth - 1);

    private async ValueTask PutAsync(int index, int round, CancellationToken cancellationToken)
    {
        var random = new Random(Seed + index * 2 + round);
        var request = new PutObjectRequest
        {
            BucketName = DemoNames.SourceBucket,
            Key = KeyOf(index),
            ContentType = "text/plain; charset=utf-8",
            ContentBody = BodyOf(index, round, random),
            TagSet = index % 3 == 0 ? [new Tag { Key = "team", Value = "demo" }] : [],
        };
        request.Metadata["round"] = round.ToString(CultureInfo.InvariantCulture);
        await client.PutObjectAsync(request, cancellationToken);
    }

    private async ValueTask DeleteAsync(int index, CancellationToken cancellationToken) =>
        await client.DeleteObjectAsync(DemoNames.SourceBucket, KeyOf(index), cancellationToken);

    private static string BodyOf(int index, int round, Random random)
    {
        var body = new StringBuilder();
        var lines = random.Next(1, 60);

        for (var line = 0; line < lines; line++)
        {
            body.Append(CultureInfo.InvariantCulture, $"object {index}, round {round}, line {line}: {random.NextInt64():x16}\n");
        }

        return body.ToString();
    }
}
