using System.Text.Json.Serialization;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.State.Uploads;

/// <summary>A copy in parts that is under way or was interrupted, with all that it takes to continue it or to give it up.</summary>
public sealed record UploadRecord
{
    /// <summary>The source object and its version.</summary>
    public required ObjectName Source { get; init; }

    /// <summary>The ETag that the source has.</summary>
    public required string SourceETag { get; init; }

    /// <summary>The destination.</summary>
    public required ObjectName Destination { get; init; }

    /// <summary>The account that must own the destination bucket.</summary>
    public string? DestinationOwner { get; init; }

    /// <summary>The rule's ID.</summary>
    public required string Rule { get; init; }

    /// <summary>The object's size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>What was set when the upload was made, as a hash: an upload with other options is not continued.</summary>
    public required string Options { get; init; }

    /// <summary>The parts, as runs of one size; none until the upload is made.</summary>
    public IReadOnlyList<PartRun> Parts { get; init; } = [];

    /// <summary>S3's id of the upload; absent while it is being made.</summary>
    public string? UploadId { get; init; }

    /// <summary>When the copy was begun.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The worker that has it in hand, or had last.</summary>
    public required string Holder { get; init; }

    /// <summary>Until when no other worker touches it; moved ahead while the copy goes on.</summary>
    public required DateTimeOffset HeldUntil { get; init; }

    /// <summary>The name of the record in the state store.</summary>
    [JsonIgnore]
    internal string Name => UploadNames.NameOf(Destination, Source.VersionId);

    /// <summary>Whether the upload of the other record makes the very object that this one asks for.</summary>
    internal bool IsContinuedBy(UploadRecord other) =>
        other.UploadId is { Length: > 0 }
        && Source == other.Source
        && Destination == other.Destination
        && Size == other.Size
        && string.Equals(SourceETag, other.SourceETag, StringComparison.Ordinal)
        && string.Equals(DestinationOwner, other.DestinationOwner, StringComparison.Ordinal)
        && string.Equals(Options, other.Options, StringComparison.Ordinal)
        && new PartLayout(other.Parts).IsLegalFor(Size);
}
