namespace S3Replicator.Core.Tracking.Notices;

/// <summary>Where notices go.</summary>
public interface INoticeQueue
{
    /// <summary>Sends up to 10 notices, and gives those that were not taken; throws when none was.</summary>
    Task<IReadOnlyList<NoticeMessage>> SendAsync(IReadOnlyList<NoticeMessage> notices, CancellationToken cancellationToken);
}
