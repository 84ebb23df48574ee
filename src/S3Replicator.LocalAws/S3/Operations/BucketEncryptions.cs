using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Protocol;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>The encryption that a bucket applies by itself.</summary>
internal static class BucketEncryptions
{
    public static ValueTask GetAsync(S3Request request)
    {
        var encryption = request.Bucket.Settings.Encryption;
        var xml = new XmlText().OpenRoot("ServerSideEncryptionConfiguration").Open("Rule")
            .Open("ApplyServerSideEncryptionByDefault")
            .Element("SSEAlgorithm", encryption.Algorithm)
            .Optional("KMSMasterKeyID", encryption.KmsKeyId)
            .Close("ApplyServerSideEncryptionByDefault")
            .Element("BucketKeyEnabled", encryption.BucketKey);
        if (encryption.BlocksCustomerKeys)
        {
            xml.Open("BlockedEncryptionTypes").Element("EncryptionType", "SSE-C").Close("BlockedEncryptionTypes");
        }

        return S3Response.XmlAsync(request, xml.Close("Rule").Close("ServerSideEncryptionConfiguration"));
    }

    public static async ValueTask PutAsync(S3Request request)
    {
        var root = await XmlBody.ReadAsync(request, "ServerSideEncryptionConfiguration");
        var rules = root.Children("Rule").ToList();
        if (rules.Count != 1)
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        var encryption = Read(rules[0]);
        request.Bucket.Change(settings => settings with { Encryption = encryption });
        await S3Response.EmptyAsync(request, 200);
    }

    public static ValueTask DeleteAsync(S3Request request)
    {
        request.Bucket.Change(static settings => settings with { Encryption = BucketEncryption.Default });
        return S3Response.EmptyAsync(request, 204);
    }

    private static BucketEncryption Read(System.Xml.Linq.XElement rule)
    {
        var byDefault = rule.Child("ApplyServerSideEncryptionByDefault");
        var algorithm = byDefault?.Required("SSEAlgorithm") ?? "AES256";
        var key = byDefault?.Text("KMSMasterKeyID") is { Length: > 0 } named ? named : null;
        if (algorithm is not "AES256" && !RequestedEncryption.IsKms(algorithm))
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        if (key is not null && algorithm is "AES256")
        {
            throw new AwsErrorException(S3Errors.InvalidArgument(
                "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse", "ApplyServerSideEncryptionByDefault", key));
        }

        var blocked = rule.Child("BlockedEncryptionTypes")?.Children("EncryptionType").Select(type => type.Value).ToList() ?? [];
        if (blocked.Exists(type => type is not ("SSE-C" or "NONE")))
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        return new BucketEncryption(
            algorithm, key, rule.Text("BucketKeyEnabled") is "true", blocked.Contains("SSE-C", StringComparer.Ordinal));
    }
}
