using System.Globalization;
using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Content;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Reads objects, whole or in part, and their headers.</summary>
internal static class GetObject
{
    private const int FlushSize = 256 * 1024;

    private static readonly (string Query, string Header)[] Overrides =
    [
        ("response-content-type", "Content-Type"),
        ("response-content-language", "Content-Language"),
        ("response-expires", "Expires"),
        ("response-cache-control", "Cache-Control"),
        ("response-content-disposition", "Content-Disposition"),
        ("response-content-encoding", "Content-Encoding"),
    ];

    public static ValueTask HandleAsync(S3Request request)
    {
        if (VersionLookup.Find(request, out var version) is { } absent)
        {
            return RefuseAsync(request, absent);
        }

        var isHead = HttpMethods.IsHead(request.Method);
        if (IsSettledByConditions(request, version, out var failed))
        {
            return failed is null ? ValueTask.CompletedTask : RefuseAsync(request, failed);
        }

        Decryption.Require(request, request.Bucket, version, CustomerKey.Prefix, decrypts: !isHead || AsksForChecksum(request));
        if (!isHead && version.IsArchived(request.Clock.GetUtcNow()))
        {
            return RefuseAsync(request, S3Errors.Archived(version));
        }

        if (SelectRange(request, version, out var range) is { } unsatisfiable)
        {
            return RefuseAsync(request, unsatisfiable);
        }

        ObjectResponseHeaders.WriteObject(request, version);
        if (AsksForChecksum(request) && range.Length == version.Size)
        {
            ObjectResponseHeaders.WriteChecksum(request, version.Checksum);
        }

        foreach (var (query, header) in Overrides)
        {
            if (request.Target.Parameters.Length > 0 && request.Query(query) is { Length: > 0 } value)
            {
                request.ResponseHeaders[header] = value;
            }
        }

        request.Http.Response.ContentLength = range.Length;
        return isHead ? ValueTask.CompletedTask : WriteBodyAsync(request, version.Content, range);
    }

    private static bool AsksForChecksum(S3Request request) =>
        string.Equals(request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase);

    private static bool IsSettledByConditions(S3Request request, ObjectVersion version, out AwsError? failed)
    {
        failed = null;
        switch (ReadConditions.From(request).Check(version, out var condition))
        {
            case ReadConditions.Result.Failed:
                failed = S3Errors.PreconditionFailed(condition);
                return true;
            case ReadConditions.Result.NotModified:
                request.Http.Response.StatusCode = StatusCodes.Status304NotModified;
                request.ResponseHeaders.ETag = version.QuotedETag;
                request.ResponseHeaders.LastModified = version.LastModified.ToString("r", CultureInfo.InvariantCulture);
                ObjectResponseHeaders.WriteVersionId(request, version);
                return true;
            case ReadConditions.Result.Met:
            default:
                return false;
        }
    }

    private static AwsError? SelectRange(S3Request request, ObjectVersion version, out ByteRange range)
    {
        var header = request.Header("Range");
        if (request.QueryNumber("partNumber") is { } part)
        {
            return header is null
                ? SelectPart(request, version, part, out range)
                : throw new AwsErrorException(S3Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter"));
        }

        switch (ByteRange.Parse(header, version.Size, out range))
        {
            case ByteRange.Result.Unsatisfiable:
                return S3Errors.InvalidRange(header!, version.Size);
            case ByteRange.Result.Partial:
                WriteRange(request, version, range);
                return null;
            case ByteRange.Result.None:
            default:
                return null;
        }
    }

    private static AwsError? SelectPart(S3Request request, ObjectVersion version, int number, out ByteRange range)
    {
        range = new ByteRange(0, version.Size);
        if (version.Parts.Length > 0)
        {
            request.ResponseHeaders["x-amz-mp-parts-count"] = version.Parts.Length.ToString(CultureInfo.InvariantCulture);
        }

        if (number < 1 || number > Math.Max(version.Parts.Length, 1))
        {
            return new AwsError(416, "InvalidPartNumber", "The requested partnumber is not satisfiable")
                .With("PartNumberRequested", number.ToString(CultureInfo.InvariantCulture))
                .With("ActualPartCount", Math.Max(version.Parts.Length, 1).ToString(CultureInfo.InvariantCulture));
        }

        if (version.Parts.Length > 0)
        {
            range = new ByteRange(version.Parts[..(number - 1)].Sum(part => part.Size), version.Parts[number - 1].Size);
        }

        if (version.Size > 0)
        {
            WriteRange(request, version, range);
        }

        return null;
    }

    private static void WriteRange(S3Request request, ObjectVersion version, ByteRange range)
    {
        request.Http.Response.StatusCode = StatusCodes.Status206PartialContent;
        request.ResponseHeaders.ContentRange =
            string.Create(CultureInfo.InvariantCulture, $"bytes {range.Start}-{range.Start + range.Length - 1}/{version.Size}");
    }

    private static async ValueTask WriteBodyAsync(S3Request request, ObjectContent content, ByteRange range)
    {
        var writer = request.Http.Response.BodyWriter;
        var unflushed = 0;
        for (long written = 0; written < range.Length;)
        {
            var span = writer.GetSpan();
            var count = (int)Math.Min(span.Length, range.Length - written);
            content.CopyTo(range.Start + written, span[..count]);
            writer.Advance(count);
            written += count;
            unflushed += count;

            // The server sends by itself only what goes out with the headers: once flushed, a body is flushed to its end.
            var isRest = written == range.Length && written > unflushed;
            if (unflushed >= FlushSize || isRest)
            {
                unflushed = 0;
                if ((await writer.FlushAsync(request.Aborted)).IsCompleted)
                {
                    return;
                }
            }
        }
    }

    private static ValueTask RefuseAsync(S3Request request, AwsError error) =>
        S3Response.ErrorAsync(request.Http, error, request.RequestId, request.HostId);
}
