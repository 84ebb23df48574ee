using System.Globalization;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Locking;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Buckets themselves.</summary>
internal sealed class Buckets(S3Store store, TimeProvider clock, IMutationLog log, string defaultRegion)
{
    private const string UsEast1 = "us-east-1";
    private static readonly string[] Ownerships = ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"];

    public static bool IsOwnership(string name) => Array.IndexOf(Ownerships, name) >= 0;

    public ValueTask ListAsync(S3Request request)
    {
        var owner = OwnerIds.Of(request.Principal.AccountId);
        var prefix = request.Query("prefix") ?? "";
        var region = request.Query("bucket-region");
        var xml = new XmlText().OpenRoot("ListAllMyBucketsResult").Open("Owner").Element("ID", owner).Close("Owner").Open("Buckets");
        foreach (var bucket in store.OwnedBy(request.Principal.AccountId))
        {
            if (bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && (region is null || string.Equals(region, bucket.Region, StringComparison.Ordinal)))
            {
                xml.Open("Bucket").Element("Name", bucket.Name).Element("CreationDate", bucket.Created)
                    .Element("BucketRegion", bucket.Region).Close("Bucket");
            }
        }

        return S3Response.XmlAsync(request, xml.Close("Buckets").Close("ListAllMyBucketsResult"));
    }

    public async ValueTask CreateAsync(S3Request request)
    {
        var name = request.BucketName!;
        if (!BucketNames.IsValid(name))
        {
            throw new AwsErrorException(new AwsError(400, "InvalidBucketName", "The specified bucket is not valid.").With("BucketName", name));
        }

        var isLocked = string.Equals(request.Header("x-amz-bucket-object-lock-enabled"), "true", StringComparison.OrdinalIgnoreCase);
        var ownership = request.Header("x-amz-object-ownership");
        if (ownership is not null && !IsOwnership(ownership))
        {
            throw new AwsErrorException(S3Errors.InvalidArgument("Invalid ObjectOwnership", "x-amz-object-ownership", ownership));
        }

        var document = await XmlBody.ReadOptionalAsync(request, "CreateBucketConfiguration");
        var region = RegionFor(request, document?.Text("LocationConstraint"));
        var bucket = new Bucket(name, region, request.Principal.AccountId, clock.GetUtcNow(), log);
        if (!store.TryCreate(bucket, out var existing))
        {
            RefuseTaken(request, existing);
        }
        else if (ownership is not null || isLocked)
        {
            bucket.Change(settings => settings with
            {
                Ownership = ownership ?? settings.Ownership,
                Lock = isLocked ? BucketLock.WithoutDefault : null,
                Versioning = isLocked ? VersioningStatus.Enabled : settings.Versioning,
            });
        }

        request.ResponseHeaders.Location = "/" + name;
        await S3Response.EmptyAsync(request, 200);
    }

    public static ValueTask HeadAsync(S3Request request)
    {
        request.ResponseHeaders[HeaderNames.BucketRegion] = request.Bucket.Region;
        request.ResponseHeaders["x-amz-access-point-alias"] = "false";
        request.Http.Response.ContentType = "application/xml";
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(S3Request request)
    {
        store.Delete(request.Bucket);
        return S3Response.EmptyAsync(request, 204);
    }

    public static ValueTask GetLocationAsync(S3Request request)
    {
        var region = request.Bucket.Region;
        return S3Response.XmlAsync(
            request, new XmlText().OpenRoot("LocationConstraint").Raw(string.Equals(region, UsEast1, StringComparison.Ordinal) ? "" : region).Close("LocationConstraint"));
    }

    public static ValueTask GetOwnershipAsync(S3Request request) => request.Bucket.Settings.Ownership is { } ownership
        ? S3Response.XmlAsync(request, new XmlText()
            .OpenRoot("OwnershipControls").Open("Rule").Element("ObjectOwnership", ownership).Close("Rule").Close("OwnershipControls"))
        : throw new AwsErrorException(new AwsError(
            404, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found").With("BucketName", request.Bucket.Name));

    public static ValueTask DeleteOwnershipAsync(S3Request request)
    {
        request.Bucket.Change(static settings => settings with { Ownership = null });
        return S3Response.EmptyAsync(request, 204);
    }

    public static async ValueTask PutOwnershipAsync(S3Request request)
    {
        var root = await XmlBody.ReadAsync(request, "OwnershipControls");
        var ownership = root.Child("Rule")?.Text("ObjectOwnership");
        if (ownership is null || !IsOwnership(ownership))
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        request.Bucket.Change(settings => settings with { Ownership = ownership });
        await S3Response.EmptyAsync(request, 200);
    }

    private string RegionFor(S3Request request, string? constraint)
    {
        var endpoint = request.Region ?? defaultRegion;
        var region = constraint switch
        {
            null or "" => UsEast1,
            "EU" => "eu-west-1",
            _ => constraint,
        };
        if (string.Equals(endpoint, region, StringComparison.Ordinal) || (string.Equals(endpoint, UsEast1, StringComparison.Ordinal) && !string.IsNullOrEmpty(constraint)))
        {
            return region;
        }

        var named = string.IsNullOrEmpty(constraint) ? "unspecified" : constraint;
        throw new AwsErrorException(new AwsError(
            400,
            "IllegalLocationConstraintException",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The {named} location constraint is incompatible for the region specific endpoint this request was sent to.")));
    }

    /// <summary>A bucket of one's own may be made again in us-east-1 only, where S3 says yes and changes nothing.</summary>
    private static void RefuseTaken(S3Request request, Bucket existing)
    {
        if (!string.Equals(existing.OwnerAccount, request.Principal.AccountId, StringComparison.Ordinal))
        {
            throw new AwsErrorException(new AwsError(
                409,
                "BucketAlreadyExists",
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.")
                .With("BucketName", existing.Name));
        }

        if (!string.Equals(existing.Region, UsEast1, StringComparison.Ordinal))
        {
            throw new AwsErrorException(new AwsError(
                409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.")
                .With("BucketName", existing.Name));
        }
    }
}
