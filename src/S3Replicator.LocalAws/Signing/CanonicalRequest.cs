using Microsoft.AspNetCore.Http;
using S3Replicator.LocalAws.Http;

namespace S3Replicator.LocalAws.Signing;

/// <summary>Writes the canonical form of a request as signature version 4 defines it.</summary>
internal static class CanonicalRequest
{
    public static void Write(ByteBuffer output, HttpRequest request, RequestTarget target, SignedScope scope, string payloadHash)
    {
        output.AppendLatin1(request.Method);
        output.Append((byte)'\n');
        WritePath(output, target.Path);
        output.Append((byte)'\n');
        WriteQuery(output, target.Parameters);
        output.Append((byte)'\n');
        WriteHeaders(output, request.Headers, scope.SignedHeaders);
        output.Append((byte)'\n');
        output.AppendLatin1(scope.SignedHeaders);
        output.Append((byte)'\n');
        output.AppendLatin1(payloadHash);
    }

    private static void WritePath(ByteBuffer output, string path) =>
        output.AppendLatin1(UriText.IsCanonicalPath(path) ? path : UriText.CanonicalizePath(path));

    private static void WriteQuery(ByteBuffer output, QueryParameter[] parameters)
    {
        if (parameters.Length == 0)
        {
            return;
        }

        var encoded = new List<QueryParameter>(parameters.Length);
        foreach (var parameter in parameters)
        {
            if (!string.Equals(parameter.Name, "X-Amz-Signature", StringComparison.Ordinal))
            {
                encoded.Add(new(UriText.Encode(parameter.Name, keepSlash: false), UriText.Encode(parameter.Value, keepSlash: false)));
            }
        }

        encoded.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name) is var byName and not 0
            ? byName
            : string.CompareOrdinal(a.Value, b.Value));
        for (var i = 0; i < encoded.Count; i++)
        {
            if (i > 0)
            {
                output.Append((byte)'&');
            }

            output.AppendLatin1(encoded[i].Name);
            output.Append((byte)'=');
            output.AppendLatin1(encoded[i].Value);
        }
    }

    private static void WriteHeaders(ByteBuffer output, IHeaderDictionary headers, string signedHeaders)
    {
        var names = signedHeaders.AsSpan();
        foreach (var range in names.Split(';'))
        {
            var name = names[range];
            output.AppendLatin1(name);
            output.Append((byte)':');
            var values = headers[HeaderNames.Known(name)];
            for (var i = 0; i < values.Count; i++)
            {
                if (i > 0)
                {
                    output.Append((byte)',');
                }

                output.AppendHeaderValue(values[i]);
            }

            output.Append((byte)'\n');
        }
    }
}
