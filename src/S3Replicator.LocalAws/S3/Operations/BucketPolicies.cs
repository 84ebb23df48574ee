using System.Text;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>The policy of a bucket, which is also acted on.</summary>
internal static class BucketPolicies
{
    public static ValueTask GetAsync(S3Request request) => request.Bucket.Settings.Policy is { } policy
        ? S3Response.BytesAsync(request.Http.Response, 200, "application/json", Encoding.UTF8.GetBytes(policy.Text))
        : throw new AwsErrorException(Missing(request.Bucket));

    public static AwsError Missing(Bucket bucket) =>
        new AwsError(404, "NoSuchBucketPolicy", "The bucket policy does not exist").With("BucketName", bucket.Name);

    public static async ValueTask PutAsync(S3Request request)
    {
        var parse = PolicyParser.Parse(Encoding.UTF8.GetString(await XmlBody.ReadBytesAsync(request)), PolicyKind.Resource);
        if (parse.Document is not { } policy)
        {
            throw new AwsErrorException(new AwsError(400, "MalformedPolicy", parse.Error ?? "Policies must be valid JSON"));
        }

        if (request.Bucket.Settings.PublicAccess?.BlockPublicPolicy == true && PublicAccess.IsPublic(policy))
        {
            throw new AwsErrorException(S3Errors.AccessDenied with
            {
                Message = $"User: {request.Principal.Arn} is not authorized to perform: s3:PutBucketPolicy on resource: \"arn:aws:s3:::{request.Bucket.Name}\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
            });
        }

        request.Bucket.Change(settings => settings with { Policy = policy });
        await S3Response.EmptyAsync(request, 204);
    }

    public static ValueTask DeleteAsync(S3Request request)
    {
        request.Bucket.Change(static settings => settings with { Policy = null });
        return S3Response.EmptyAsync(request, 204);
    }
}
