using System.Globalization;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.S3.Access;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Storage;
using S3Replicator.LocalAws.Signing;

namespace S3Replicator.LocalAws.S3;

/// <summary>One authenticated request to S3.</summary>
internal sealed class S3Request(HttpContext http, RequestTarget target, Principal principal, string? region)
{
    private readonly HeaderPresence _present = HeaderPresence.Of(http.Request.Headers);

    /// <summary>The characters of all headers, names and values.</summary>
    public int HeaderSize => _present.Size;

    public HttpContext Http { get; } = http;

    public RequestTarget Target { get; } = target;

    public Principal Principal { get; } = principal;

    /// <summary>The region that the request was signed for; null where it was not signed.</summary>
    public string? Region { get; } = region;

    public required string RequestId { get; init; }

    public required string HostId { get; init; }

    /// <summary>Decides what the caller may do.</summary>
    public required S3Access Access { get; init; }

    /// <summary>Tells the time of everything that the request does.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Decides which KMS keys the caller may use.</summary>
    public required KeyAccess Keys { get; init; }

    /// <summary>The <c>x-amz-content-sha256</c> header, or what stands for it.</summary>
    public required string PayloadHash { get; init; }

    /// <summary>What chunk signatures continue from; null where signatures are not checked.</summary>
    public SigningContext? Signing { get; init; }

    public string? BucketName { get; init; }

    public string? ObjectKey { get; init; }

    /// <summary>The bucket of a request that names one and was let through.</summary>
    public Bucket Bucket
    {
        get => field ?? throw new InvalidOperationException("The request has no bucket.");
        set;
    }

    public string Key => ObjectKey ?? throw new InvalidOperationException("The request has no key.");

    public CancellationToken Aborted => Http.RequestAborted;

    public string Method => Http.Request.Method;

    public IHeaderDictionary ResponseHeaders => Http.Response.Headers;

    public string? Query(string name) => Target.Get(name);

    /// <summary>A header's value; null where it is absent or empty.</summary>
    public string? Header(string name) =>
        _present.MayHave(name) && Http.Request.Headers.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    /// <exception cref="AwsErrorException">The caller may not do this to the object that the request names.</exception>
    public void Require(string action) => Access.Require(this, action, Bucket, ObjectKey);

    /// <summary>The version id of the query; an empty one is refused.</summary>
    public string? VersionId => Query("versionId") switch
    {
        "" => throw new AwsErrorException(S3Errors.InvalidArgument("Version id cannot be the empty string", "versionId", "")),
        var id => id,
    };

    public int? QueryNumber(string name)
    {
        var text = Query(name);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new AwsErrorException(S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text));
    }
}
