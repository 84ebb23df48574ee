using System.Text.Json.Nodes;
using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class DocumentSizeValidatorTests
{
    [Fact]
    public void Rejects_a_document_above_2_MB_under_strict() => Large(5).Load(strict: true).ShouldReject("DocumentTooLarge", "");

    [Fact]
    public void Accepts_a_document_below_2_MB_under_strict() => Large(3).Load(strict: true).Errors.ShouldBeEmpty();

    [Fact]
    public void Accepts_a_document_above_2_MB_without_strict() => Large(5).Load().Errors.ShouldBeEmpty();

    private static JsonObject Large(int rules) => Document(
        [.. Enumerable.Range(1, rules).Select(number => Rule(FormattableString.Invariant($"rule{number}"), number).With("Filter", new JsonObject
        {
            ["And"] = new JsonObject
            {
                ["Tags"] = new JsonArray([.. Enumerable.Range(1, 1000).Select(tag => Tag(FormattableString.Invariant($"{tag}-").PadRight(128, 'k'), new string('v', 256)))]),
            },
        }))]);
}
