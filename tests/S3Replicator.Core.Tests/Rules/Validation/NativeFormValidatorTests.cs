using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class NativeFormValidatorTests
{
    [Fact]
    public void Accepts_a_native_document_under_strict() => Document().Load(strict: true).ShouldAccept();

    [Fact]
    public void Accepts_extensions_without_strict()
    {
        Document().With("S3Replicator/Versioning", "Optional").Load().ShouldAccept();
        Rule().With("S3Replicator/Versions", "Latest").LoadRule().ShouldAccept();
    }

    [Fact]
    public void Rejects_extensions_under_strict()
    {
        Document().With("S3Replicator/Versioning", "Optional").Load(strict: true).ShouldReject("ExtensionNotNative", "/S3Replicator");
        Rule().With("S3Replicator/Versions", "Latest").LoadRule(strict: true).ShouldReject("ExtensionNotNative", "/Rules/0/S3Replicator");
    }
}
