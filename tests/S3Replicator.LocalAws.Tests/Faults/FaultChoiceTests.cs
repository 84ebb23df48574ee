using S3Replicator.LocalAws.Faults;

namespace S3Replicator.LocalAws.Tests.Faults;

/// <summary>Which requests a rule hits.</summary>
public sealed class FaultChoiceTests
{
    private static readonly FaultRule Any = new() { Effect = FaultEffect.Error };

    [Fact]
    public void Counts_choose_by_position()
    {
        Hits(Any with { First = 3 }, 10).ShouldBe([1, 2, 3]);
        Hits(Any with { Every = 4 }, 10).ShouldBe([4, 8]);
        Hits(Any with { Skip = 2, First = 1 }, 10).ShouldBe([3]);
        Hits(Any with { Skip = 1, Every = 2, First = 2 }, 10).ShouldBe([3, 5]);
    }

    [Fact]
    public void The_seed_decides_who_is_unlucky()
    {
        var rule = Any with { Probability = 0.3 };

        var hits = Hits(rule, 1_000, seed: 5);

        hits.Count.ShouldBeInRange(230, 370);
        Hits(rule, 1_000, seed: 5).ShouldBe(hits);
        Hits(rule, 1_000, seed: 6).ShouldNotBe(hits);
        Hits(Any with { Probability = 0 }, 100).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CopyObject", "dst", "a/b.txt", "writer", true)]
    [InlineData("PutObject", "dst", "a/b.txt", "writer", false)]
    [InlineData("CopyObject", "src", "a/b.txt", "writer", false)]
    [InlineData("CopyObject", "dst", "b.txt", "writer", false)]
    [InlineData("CopyObject", "dst", "a/b.txt", null, false)]
    [InlineData("CopyObject", null, null, "writer", false)]
    public void All_patterns_must_match(string operation, string? bucket, string? key, string? role, bool isHit)
    {
        var faults = new FaultInjection(TimeProvider.System, 1);
        faults.Add(new FaultRule { Service = "s3", Operation = "Copy*", Bucket = "d*", Key = "a/*", Role = "writer", Effect = FaultEffect.Error });

        (faults.Choose(new FaultTarget("s3", operation, bucket, key, role)).Rule is not null).ShouldBe(isHit);
    }

    [Fact]
    public void Latencies_add_up_and_the_first_other_effect_takes_the_request()
    {
        var faults = new FaultInjection(TimeProvider.System, 1);
        faults.Add(Any with { Effect = FaultEffect.Latency, LatencyMilliseconds = 20 });
        faults.Add(Any with { LatencyMilliseconds = 5, Code = "SlowDown" });
        var late = faults.Add(Any with { Effect = FaultEffect.Reset });

        var choice = faults.Choose(new FaultTarget("s3", "PutObject", "b", "k", null));

        choice.Latency.ShouldBe(TimeSpan.FromMilliseconds(25));
        choice.Rule!.Code.ShouldBe("SlowDown");
        late.Chosen.ShouldBe(0);
    }

    [Fact]
    public void Rules_that_make_no_sense_are_refused()
    {
        var faults = new FaultInjection(TimeProvider.System, 1);
        FaultRule[] senseless =
        [
            Any with { Service = "ec2" },
            Any with { Bucket = "" },
            Any with { Probability = double.NaN },
            Any with { Probability = 1.1 },
            Any with { First = 0 },
            Any with { Every = 0 },
            Any with { Skip = -1 },
            Any with { Code = "MadeUp" },
            Any with { Status = 200 },
            Any with { Effect = (FaultEffect)99 },
            Any with { Effect = FaultEffect.Latency },
            Any with { Effect = FaultEffect.Throttle },
            Any with { Effect = FaultEffect.Truncate, KeepBytes = -1 },
            Any with { Effect = FaultEffect.Truncate, AfterEffect = true },
        ];

        foreach (var rule in senseless)
        {
            Should.Throw<ArgumentException>(() => faults.Add(rule), rule.ToString());
        }

        faults.Snapshot().ShouldBeEmpty();
    }

    private static List<int> Hits(FaultRule rule, int requests, ulong seed = 1)
    {
        var faults = new FaultInjection(TimeProvider.System, seed);
        faults.Add(rule);
        return [.. Enumerable.Range(1, requests).Where(_ => faults.Choose(new FaultTarget("s3", "PutObject", "b", "k", null)).Rule is not null)];
    }
}
