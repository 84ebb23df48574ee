using System.Runtime.InteropServices;

namespace S3Replicator.Core.State;

/// <summary>An object in a list.</summary>
/// <param name="Name">The name, from the store's root.</param>
/// <param name="Size">The size in bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StateEntry(string Name, long Size);
