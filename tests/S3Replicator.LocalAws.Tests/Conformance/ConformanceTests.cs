using S3Replicator.LocalAws.Iam;
using S3Replicator.LocalAws.S3;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Storage;
using S3Replicator.LocalAws.Sts;
using S3Replicator.TestSupport;

namespace S3Replicator.LocalAws.Tests.Conformance;

public sealed class ConformanceTests(ConformanceRuns runs) : IClassFixture<ConformanceRuns>
{
    // Set to 1, the page is written instead of compared.
    private const string UpdateVariable = "UPDATE_GENERATED_FILES";
    private const string Page = "docs/reference/local-aws-operations.md";

    public static TheoryData<string> Scripts { get; } = [.. ConformanceScript.All.Select(script => script.File)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Clients_that_are_not_ours_find_what_they_expect_of_AWS(string script)
    {
        var run = await runs.OfAsync(script);
        run.Result.ExitCode.ShouldBe(0, run.Result.ToString());
        run.Requests.ShouldAllBe(request => request.Fault == null);
        run.Proofs.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task No_client_claims_an_operation_that_the_server_did_not_see_succeed(string script)
    {
        var run = await runs.OfAsync(script);
        var seen = run.Requests.Where(request => request.Status < 300).Select(request => $"{request.Service} {request.Operation}").ToHashSet(StringComparer.Ordinal);
        run.Proofs.Where(proof => proof.Works).Select(proof => $"{proof.Service} {proof.Operation}").ShouldBeSubsetOf(seen);
    }

    [Fact]
    public async Task Every_operation_was_proved_by_a_client_that_is_not_ours()
    {
        var proved = (await runs.ProofsAsync()).Where(proof => proof.Works).Select(proof => $"{proof.Service} {proof.Operation}").ToHashSet(StringComparer.Ordinal);
        Provided().SelectMany(service => service.Value.Select(operation => $"{service.Key} {operation}")).Except(proved).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_table_of_operations_says_what_was_proved()
    {
        var expected = OperationsPage.Write(await runs.ProofsAsync(), Provided());
        var path = Path.Combine(ProgramLocation.Repository, Page);
        if (Environment.GetEnvironmentVariable(UpdateVariable) is "1")
        {
            await File.WriteAllTextAsync(path, expected, TestContext.Current.CancellationToken);
        }

        var actual = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        actual.ShouldBe(expected, $"{Page} is not what the clients proved. Run the tests with {UpdateVariable}=1 to write it anew.");
    }

    private static Dictionary<string, IReadOnlySet<string>> Provided()
    {
        var parts = new LocalAwsParts(new LocalAwsOptions(), null);
        var router = new S3Operations(parts.Buckets, new IdSource(0), parts.Clock, new EventPublisher(parts.Queues, parts.EventBus, new SequencerSource(parts.Clock)), parts.Log, parts.Region).BuildRouter();
        return new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal)
        {
            ["s3"] = router.Names.ToHashSet(StringComparer.Ordinal),
            ["sqs"] = parts.Queues.Actions.ToHashSet(StringComparer.Ordinal),
            ["sts"] = StsEndpoint.Actions.ToHashSet(StringComparer.Ordinal),
            ["iam"] = IamEndpoint.Actions.ToHashSet(StringComparer.Ordinal),
        };
    }
}
