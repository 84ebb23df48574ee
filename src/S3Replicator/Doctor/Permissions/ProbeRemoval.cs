using Amazon.S3;
using Amazon.S3.Model;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Doctor.Permissions;

/// <summary>Removes what a probe wrote, and tells of what had to stay.</summary>
internal sealed class ProbeRemoval(IAmazonS3 s3, ReplicationRule rule, Grants grants, S3Place place, ProbeKey key)
{
    private const string Check = "delete";

    private readonly string _subject = $"{rule.Destination.Bucket}, rule {rule.Id}";

    /// <param name="versions">The versions written; null for the object of a bucket that is not versioned.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(IReadOnlyList<string?> versions, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();

        foreach (var version in versions.OfType<string>().ToList() is { Count: > 0 } known ? known : versions.Take(1))
        {
            findings.Add(await RemoveAsync(version, cancellationToken));
        }

        return [.. findings.Distinct()];
    }

    private async Task<Finding> RemoveAsync(string? version, CancellationToken cancellationToken)
    {
        var gone = await DeleteAsync(version, cancellationToken);

        if (gone.Value is not null)
        {
            return Finding.Pass(Check, _subject, "removed what was written");
        }

        return version is null
            ? Kept(gone, "s3:DeleteObject", isNeeded: rule.DeleteMarkerReplication, $"aws s3api delete-object --bucket {key.Bucket} --key {key.Key}")
            : await HideAsync(gone, version, cancellationToken);
    }

    /// <summary>Deleting a version needs more than a rule may be given; a delete marker hides the probe at least.</summary>
    private async Task<Finding> HideAsync(Answer<DeleteObjectResponse> refused, string version, CancellationToken cancellationToken)
    {
        var hidden = await DeleteAsync(version: null, cancellationToken);
        var command = $"aws s3api delete-object --bucket {key.Bucket} --key {key.Key} --version-id {version}";
        var action = hidden.Value is null && rule.DeleteMarkerReplication && !rule.VersionDeletes ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
        var isNeeded = rule.VersionDeletes || (hidden.Value is null && rule.DeleteMarkerReplication);

        // The marker is a version of its own, which stays as well.
        return Kept(refused, action, isNeeded, hidden.Value?.VersionId is { } marker ? $"{command}, and the same with --version-id {marker}" : command, version);
    }

    private Finding Kept(Answer<DeleteObjectResponse> refused, string action, bool isNeeded, string command, string? version = null)
    {
        var kept = version is null ? $"s3://{key.Bucket}/{key.Key} stays" : $"version {version} of s3://{key.Bucket}/{key.Key} stays";
        return isNeeded
            ? Finding.Fail(Check, _subject, $"{kept}, and the rule deletes: {refused.Text}", $"{grants.Of(action, place)} And remove by hand: {command}")
            : Finding.Warn(Check, _subject, $"{kept}: the role may not remove it, which the rule does not need", $"Remove it by hand: {command}");
    }

    private Task<Answer<DeleteObjectResponse>> DeleteAsync(string? version, CancellationToken cancellationToken) => Answer.OfAsync(
        () => s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = key.Bucket, Key = key.Key, VersionId = version }, cancellationToken), cancellationToken);
}
