namespace S3Replicator.LocalAws.Identity.Policies.Documents;

/// <summary>The Principal element of a statement.</summary>
/// <param name="Anyone">True for <c>"*"</c> and <c>{"AWS": "*"}</c>.</param>
/// <param name="Aws">ARNs and account ids.</param>
/// <param name="Services">Service names, <c>s3.amazonaws.com</c>.</param>
/// <param name="Federated">Identity providers.</param>
internal sealed record PrincipalList(
    bool Anyone, IReadOnlyList<string> Aws, IReadOnlyList<string> Services, IReadOnlyList<string> Federated);
