using System.Security.Cryptography;
using System.Text;
using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Writing;

internal static class DocumentRevision
{
    // Over the normalised documents, so that neither format nor layout changes it.
    public static string Of(IEnumerable<ReplicationDocument> documents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in documents)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(DocumentJson.Write(CanonicalDocument.Of(document)) + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
