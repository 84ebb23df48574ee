using System.Runtime.InteropServices;

namespace S3Replicator.Core.Planning;

/// <summary>Parts of one size that follow each other.</summary>
/// <param name="Count">How many parts.</param>
/// <param name="Size">The size of each in bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PartRun(int Count, long Size);
