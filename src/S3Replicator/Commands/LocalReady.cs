using System.Text.Json;
using S3Replicator.LocalAws;

namespace S3Replicator.Commands;

/// <summary>The one line that <c>local</c> prints when it is ready.</summary>
internal sealed record LocalReady(
    string Endpoint, string Region, string AccountId, string AccessKeyId, string SecretAccessKey, string RoleArn)
{
    public static string Write(Uri endpoint, LocalAwsOptions options) => JsonSerializer.Serialize(
        new LocalReady(
            endpoint.ToString().TrimEnd('/'),
            options.Region,
            options.AccountId,
            options.AccessKeyId,
            options.SecretAccessKey,
            $"arn:aws:iam::{options.AccountId}:role/s3replicator"),
        LocalReadyJson.Default.LocalReady);
}
