using System.Globalization;
using BenchmarkDotNet.Attributes;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Benchmarks;

/// <summary>One event against 1,000 rules of one bucket.</summary>
[MemoryDiagnoser]
public class MatchBenchmarks
{
    private readonly List<Decision> _decisions = [];
    private readonly BucketRules _rules = Rules();
    private readonly ObjectEvent _reached = Event("team-0500/reports/2026/01/summary.csv");
    private readonly ObjectEvent _unreached = Event("nobody/reports/2026/01/summary.csv");

    /// <summary>Finds the rules whose prefix begins the key: one , and no other.</summary>
    [Benchmark]
    public int Match_among_1000_rules()
    {
        Span<int> ranks = stackalloc int[8];
        var match = _rules.Match(_reached.Key);
        match.CopyTo(ranks);
        return ranks[0] + match.Count;
    }

    /// <summary>Decides for an event that one rule acts on.</summary>
    [Benchmark]
    public int Decide_among_1000_rules()
    {
        _decisions.Clear();
        Decider.Decide(_reached, _rules, ObjectState.Unknown, OwnPrincipals.None, _decisions);
        return _decisions.Count;
    }

    /// <summary>Decides for an event that no rule takes.</summary>
    [Benchmark]
    public int Decide_out_of_reach_of_1000_rules()
    {
        _decisions.Clear();
        Decider.Decide(_unreached, _rules, ObjectState.Unknown, OwnPrincipals.None, _decisions);
        return _decisions.Count;
    }

    private static BucketRules Rules()
    {
        var rules = Enumerable.Range(0, 1000).Select(number => new ReplicationRule
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            Priority = number,
            Filter = new() { Prefix = string.Create(CultureInfo.InvariantCulture, $"team-{number:D4}/{(number % 2 == 0 ? "reports/" : "")}") },
            Destination = new() { Bucket = string.Create(CultureInfo.InvariantCulture, $"dst-{number % 7}") },
        });
        return new RuleSet([new() { Bucket = "src", Rules = [.. rules] }], "bench").ForBucket("src")!;
    }

    private static ObjectEvent Event(string key) => new()
    {
        Bucket = "src",
        Key = key,
        Kind = EventKind.Created,
        Name = "ObjectCreated:Put",
        Envelope = EnvelopeForm.S3,
        VersionId = "v1",
        Size = 1024,
        Time = DateTimeOffset.UnixEpoch,
    };
}
