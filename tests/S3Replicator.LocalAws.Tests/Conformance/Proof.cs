namespace S3Replicator.LocalAws.Tests.Conformance;

/// <summary>A line of a script: what a client that is not ours found an operation to do.</summary>
/// <param name="Service">The service, as it is called in signatures.</param>
/// <param name="Operation">AWS's own name.</param>
/// <param name="Client">Who called it.</param>
/// <param name="Outcome"><c>works</c> or <c>refused</c>.</param>
/// <param name="Detail">What was asserted; for a refusal the error code.</param>
internal sealed record Proof(string Service, string Operation, string Client, string Outcome, string Detail)
{
    public bool Works => Outcome is "works";
}
