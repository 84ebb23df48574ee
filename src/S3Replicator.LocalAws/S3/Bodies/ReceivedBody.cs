using S3Replicator.LocalAws.S3.Content;

namespace S3Replicator.LocalAws.S3.Bodies;

/// <summary>A request's body, decoded, with the trailing headers that came after it.</summary>
internal sealed record ReceivedBody(ObjectContent Content, KeyValuePair<string, string>[] Trailers)
{
    public string? Trailer(string name)
    {
        foreach (var (key, value) in Trailers)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
