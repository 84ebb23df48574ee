using System.Text;
using S3Replicator.LocalAws.Tests.S3;

namespace S3Replicator.LocalAws.Tests.Sqs;

/// <summary>Disorder of delivery on demand, over HTTP.</summary>
public sealed class DisorderControlTests
{
    private const string Arn = "arn:aws:sqs:us-east-1:000000000000:jobs";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queue_delivers_twice_until_it_is_told_to_be_orderly_again()
    {
        await using var aws = await LocalS3.StartAsync();
        aws.Server.Queues.Create(Arn);
        var queue = aws.Server.FindQueue(Arn)!;

        (await PostAsync(aws, $$"""{"queue":"{{Arn}}","duplicateProbability":1}""")).ShouldBe(204);
        queue.Send("one");
        queue.Depth.Visible.ShouldBe(2);
        (await PostAsync(aws, $$"""{"queue":"{{Arn}}"}""")).ShouldBe(204);
        queue.Send("two");
        queue.Depth.Visible.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"queue":"arn:aws:sqs:us-east-1:000000000000:none"}""", 404)]
    [InlineData("""{"duplicateProbability":1}""", 400)]
    [InlineData("""{"queue":"arn:aws:sqs:us-east-1:000000000000:jobs","duplicateProbability":2}""", 400)]
    [InlineData("""{"queue":"arn:aws:sqs:us-east-1:000000000000:jobs","reorderWindow":-1}""", 400)]
    [InlineData("""{"queue":null}""", 400)]
    public async Task What_makes_no_sense_is_refused(string body, int status)
    {
        await using var aws = await LocalS3.StartAsync();
        aws.Server.Queues.Create(Arn);

        (await PostAsync(aws, body)).ShouldBe(status);
    }

    private static async Task<int> PostAsync(LocalS3 aws, string body)
    {
        using var http = new HttpClient { BaseAddress = aws.Server.Endpoint };
        using var answer = await http.PostAsync("/_local/disorder", new StringContent(body, Encoding.UTF8), Token);
        return (int)answer.StatusCode;
    }
}
