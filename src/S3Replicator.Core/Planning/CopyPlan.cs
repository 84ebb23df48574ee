using S3Replicator.Core.Events;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning;

/// <summary>What to do for one event and one destination; a value that a strategy carries out.</summary>
public sealed record CopyPlan
{
    private const long UsualPart = 128L << 20;
    private const int RequestsBesideParts = 2;

    /// <summary>The name of the strategy; see <see cref="CopyStrategyNames"/>.</summary>
    public required string Strategy { get; init; }

    /// <summary>The event.</summary>
    public required ObjectEvent Event { get; init; }

    /// <summary>The decision that the plan carries out.</summary>
    public required Decision Decision { get; init; }

    /// <summary>Which versions the destination is to hold.</summary>
    public required VersionScope Versions { get; init; }

    /// <summary>What the replica is given.</summary>
    public ReplicaAttributes Attributes { get; init; } = ReplicaAttributes.AsSource;

    /// <summary>The source object's size in bytes, where it is known.</summary>
    public long? Size { get; init; }

    /// <summary>The destination bucket's region, where it is known.</summary>
    public string? DestinationRegion { get; init; }

    /// <summary>How many copy and delete requests it takes, for the rule's limits; of a copy in parts an estimate.</summary>
    public int Requests => Strategy == CopyStrategyNames.MultipartCopy
        ? (int)Math.Min(PartLayout.MostParts, (Size ?? 0) / UsualPart + 1) + RequestsBesideParts
        : 1;

    /// <summary>How many bytes S3 copies for it.</summary>
    public long CopiedBytes => Decision.Action == ReplicationAction.Copy ? Size ?? 0 : 0;

    /// <summary>Whether a new replica gets the source's grants; where the destination's owner owns the replicas it does not, as in S3.</summary>
    public bool MirrorsAcl => Decision.Rule.Rule is { Acl: ReplicaAcl.Mirror, Destination.OwnerOverride: false };

    /// <summary>The destination bucket's name.</summary>
    public string DestinationBucket => Decision.Rule.Rule.Destination.Bucket;

    /// <summary>The account that must own the source bucket.</summary>
    public string? SourceOwner => Decision.Rule.Document.SourceAccount;

    /// <summary>The account that must own the destination bucket.</summary>
    public string? DestinationOwner => Decision.Rule.Rule.Destination.Account;
}
