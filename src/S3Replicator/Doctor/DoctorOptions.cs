namespace S3Replicator.Doctor;

/// <summary>What the doctor is asked.</summary>
/// <param name="QueueUrls">The worker's queues.</param>
/// <param name="Writes">Whether one object may be written and removed in each destination.</param>
internal sealed record DoctorOptions(IReadOnlyList<string> QueueUrls, bool Writes);
