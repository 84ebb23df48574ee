namespace S3Replicator.LocalAws.Control;

/// <summary>Why the control plane refuses.</summary>
internal sealed record ControlError(string Error);
