using S3Replicator.TestSupport;

namespace S3Replicator.LocalAws.Tests.Conformance;

/// <summary>What came of a script.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Proofs">What it proved.</param>
/// <param name="Requests">What the server saw of it.</param>
internal sealed record ScriptRun(ProgramResult Result, IReadOnlyList<Proof> Proofs, IReadOnlyList<RecordedRequest> Requests);
