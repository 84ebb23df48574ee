using System.Diagnostics;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Tests.Tracking;

public sealed class TraceHeaderTests
{
    private const string Root = "Root=1-5759e988-bd862e3fe1be46a994272793";
    private const string Parent = "Parent=53995c3f42cd8ad8";

    [Theory]
    [InlineData($"{Root};{Parent};Sampled=1", ActivityTraceFlags.Recorded)]
    [InlineData($"{Root};{Parent};Sampled=0", ActivityTraceFlags.None)]
    [InlineData($"Sampled=1; {Parent}; Lineage=a; {Root}", ActivityTraceFlags.Recorded)]
    public void Reads_root_and_parent(string header, ActivityTraceFlags flags)
    {
        var context = TraceHeader.Parse(header)!.Value;

        context.TraceId.ToHexString().ShouldBe("5759e988bd862e3fe1be46a994272793");
        context.SpanId.ToHexString().ShouldBe("53995c3f42cd8ad8");
        context.TraceFlags.ShouldBe(flags);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Root)]
    [InlineData(Parent)]
    [InlineData($"Root=2-5759e988-bd862e3fe1be46a994272793;{Parent}")]
    [InlineData($"Root=1-5759e988-bd862e3fe1be46a99427279G;{Parent}")]
    [InlineData($"Root=1-00000000-000000000000000000000000;{Parent}")]
    [InlineData($"{Root};Parent=53995C3F42CD8AD8")]
    [InlineData("Root=;Parent=;=;;Sampled")]
    public void Takes_nothing_else_for_one(string? header) => TraceHeader.Parse(header).ShouldBeNull();
}
