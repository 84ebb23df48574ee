namespace S3Replicator.Core.Rules.Documents;

internal enum NodeKind
{
    Mapping,
    Sequence,
    Text,
    Number,
    Boolean,
    Null,

    // XML has only text; what it is depends on where it stands.
    Untyped,

    // A template function that something else should have resolved, such as `!Ref`.
    Intrinsic,

    // Already reported; nothing more is said about it.
    Invalid,
}
