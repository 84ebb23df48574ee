using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace S3Replicator.Core.Tracking.Receipts.Chain;

/// <summary>Says what one segment held when it was written, and by that of which link it is the next.</summary>
public sealed record ChainLink
{
    internal const string Root = "chain/";

    /// <summary>Its number in the worker's chain, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The segment's name.</summary>
    public required string Segment { get; init; }

    /// <summary>The segment's size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the segment, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the link before it as it was written; absent in the first.</summary>
    public string? Previous { get; init; }

    /// <summary>Whether the link was made after a restart, for a segment whose writer died before it could link it.</summary>
    public bool IsRecovered { get; init; }

    internal static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    internal static string PrefixOf(string worker) => $"{Root}{State.StateNames.Segment(worker)}/";

    internal static string NameOf(string worker, long number) => string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(worker)}{number:D10}.json");

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ChainLinkJson.Default.ChainLink);

    /// <summary>The link, or null where the content is none.</summary>
    internal static ChainLink? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, ChainLinkJson.Default.ChainLink);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
