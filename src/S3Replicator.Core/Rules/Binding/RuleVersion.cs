namespace S3Replicator.Core.Rules.Binding;

// S3 has two schemas of rules, told apart by what a rule has.
internal enum RuleVersion
{
    // `Prefix` beside `Status`.
    V1,

    // `Filter`.
    V2,

    // Neither: S3 refuses it, here it matches all.
    Unfiltered,
}
