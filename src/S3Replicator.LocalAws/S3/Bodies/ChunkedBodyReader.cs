using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.S3.Bodies;

/// <summary>Decodes a body of aws-chunked encoding: sized chunks, each maybe signed, and trailing headers.</summary>
internal sealed class ChunkedBodyReader(PipeReader reader, ContentSink sink, ChunkSignatures? signatures, long decodedLength)
{
    private const int MaxLine = 8 * 1024;
    private const int MaxTrailers = 16;

    public async ValueTask<ReceivedBody> ReadAsync(bool hasTrailer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (size, signature) = ParseChunkHeader(await ReadLineAsync(cancellationToken));
            if (sink.Length + size > decodedLength)
            {
                throw new AwsErrorException(S3Errors.IncompleteBody);
            }

            await ReadChunkAsync(size, cancellationToken);
            signatures?.EndChunk(signature);
            if (size == 0)
            {
                break;
            }

            if ((await ReadLineAsync(cancellationToken)).Length != 0)
            {
                throw new AwsErrorException(S3Errors.IncompleteBody);
            }
        }

        var trailers = await ReadTrailersAsync(hasTrailer, cancellationToken);
        return sink.Length == decodedLength
            ? new ReceivedBody(sink.ToContent(), trailers)
            : throw new AwsErrorException(S3Errors.IncompleteBody);
    }

    private static (long Size, string? Signature) ParseChunkHeader(string line)
    {
        const string Extension = ";chunk-signature=";
        var at = line.IndexOf(';', StringComparison.Ordinal);
        var digits = at < 0 ? line : line[..at];
        if (digits.Length is 0 or > 10 || !long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size))
        {
            throw new AwsErrorException(S3Errors.IncompleteBody);
        }

        return at >= 0 && line.AsSpan(at).StartsWith(Extension, StringComparison.Ordinal)
            ? (size, line[(at + Extension.Length)..])
            : (size, null);
    }

    private async ValueTask ReadChunkAsync(long size, CancellationToken cancellationToken)
    {
        while (size > 0)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            var take = buffer.Slice(0, Math.Min(size, buffer.Length));
            foreach (var segment in take)
            {
                signatures?.Append(segment.Span);
                sink.Append(segment.Span);
            }

            size -= take.Length;
            reader.AdvanceTo(take.End);
            if (size > 0 && result.IsCompleted)
            {
                throw new AwsErrorException(S3Errors.IncompleteBody);
            }
        }
    }

    private async ValueTask<KeyValuePair<string, string>[]> ReadTrailersAsync(bool hasTrailer, CancellationToken cancellationToken)
    {
        const string SignatureName = "x-amz-trailer-signature";
        var trailers = new List<KeyValuePair<string, string>>();
        var signed = new StringBuilder();
        string? signature = null;
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || trailers.Count == MaxTrailers)
            {
                throw new AwsErrorException(new AwsError(400, "MalformedTrailerError", "The request contained trailing data that was not well-formed or did not conform to our published schema."));
            }

            var name = line[..colon].ToLowerInvariant();
            var value = line[(colon + 1)..].Trim();
            if (string.Equals(name, SignatureName, StringComparison.Ordinal))
            {
                signature = value;
                continue;
            }

            trailers.Add(new(name, value));
            signed.Append(name).Append(':').Append(value).Append('\n');
        }

        if (hasTrailer && signatures is not null)
        {
            signatures.EndTrailers(signed.ToString(), signature);
        }

        return [.. trailers];
    }

    /// <summary>A line without its end; the end of the body counts as an empty line.</summary>
    private async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(buffer.Slice(0, end));
                reader.AdvanceTo(buffer.GetPosition(1, end));
                return line.TrimEnd('\r');
            }

            if (buffer.Length > MaxLine)
            {
                throw new AwsErrorException(S3Errors.IncompleteBody);
            }

            if (result.IsCompleted)
            {
                var rest = Encoding.Latin1.GetString(buffer);
                reader.AdvanceTo(buffer.End);
                return rest;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}
