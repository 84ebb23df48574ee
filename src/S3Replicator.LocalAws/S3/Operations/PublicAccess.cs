using System.Xml.Linq;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>The public access block of a bucket, and whether its policy is public.</summary>
internal static class PublicAccess
{
    public static ValueTask GetBlockAsync(S3Request request)
    {
        var block = request.Bucket.Settings.PublicAccess ?? throw new AwsErrorException(new AwsError(
            404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found").With("BucketName", request.Bucket.Name));
        return S3Response.XmlAsync(request, new XmlText().OpenRoot("PublicAccessBlockConfiguration")
            .Element("BlockPublicAcls", block.BlockPublicAcls)
            .Element("IgnorePublicAcls", block.IgnorePublicAcls)
            .Element("BlockPublicPolicy", block.BlockPublicPolicy)
            .Element("RestrictPublicBuckets", block.RestrictPublicBuckets)
            .Close("PublicAccessBlockConfiguration"));
    }

    public static async ValueTask PutBlockAsync(S3Request request)
    {
        var root = await XmlBody.ReadAsync(request, "PublicAccessBlockConfiguration");
        var block = new PublicAccessBlock(
            Flag(root, "BlockPublicAcls"), Flag(root, "IgnorePublicAcls"), Flag(root, "BlockPublicPolicy"), Flag(root, "RestrictPublicBuckets"));
        request.Bucket.Change(settings => settings with { PublicAccess = block });
        await S3Response.EmptyAsync(request, 200);
    }

    public static ValueTask DeleteBlockAsync(S3Request request)
    {
        request.Bucket.Change(static settings => settings with { PublicAccess = null });
        return S3Response.EmptyAsync(request, 204);
    }

    public static ValueTask GetPolicyStatusAsync(S3Request request)
    {
        var policy = request.Bucket.Settings.Policy ?? throw new AwsErrorException(BucketPolicies.Missing(request.Bucket));
        return S3Response.XmlAsync(request, new XmlText().OpenRoot("PolicyStatus").Element("IsPublic", IsPublic(policy)).Close("PolicyStatus"));
    }

    /// <summary>Whether a policy allows something to everyone; a condition counts as a limit.</summary>
    public static bool IsPublic(PolicyDocument policy) => policy.Statements.Any(statement =>
        statement is { Effect: PolicyEffect.Allow, Conditions.Count: 0 } && (statement.NotPrincipals is not null || statement.Principals?.Anyone == true));

    private static bool Flag(XElement root, string name) => root.Text(name) switch
    {
        null => false,
        "true" or "TRUE" => true,
        "false" or "FALSE" => false,
        _ => throw new AwsErrorException(S3Errors.MalformedXml),
    };
}
