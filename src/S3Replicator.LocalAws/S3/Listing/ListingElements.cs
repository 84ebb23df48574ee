using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Listing;

/// <summary>Elements that several lists share.</summary>
internal static class ListingElements
{
    public static void WriteObject(XmlText xml, ListParameters parameters, ObjectVersion version, string? owner)
    {
        xml.Open("Contents").Element("Key", parameters.Encode(version.Key));
        WriteFacts(xml, version);
        if (owner is not null)
        {
            WriteOwner(xml, owner);
        }

        xml.Element("StorageClass", version.StorageClass).Close("Contents");
    }

    public static void WriteFacts(XmlText xml, ObjectVersion version)
    {
        xml.Element("LastModified", version.LastModified).Element("ETag", version.QuotedETag);
        if (version.Checksum is { } checksum)
        {
            xml.Element("ChecksumAlgorithm", Checksums.ChecksumAlgorithms.Name(checksum.Algorithm)).Element("ChecksumType", checksum.TypeName);
        }

        xml.Element("Size", version.Size);
    }

    public static void WriteOwner(XmlText xml, string account) =>
        xml.Open("Owner").Element("ID", OwnerIds.Of(account)).Close("Owner");

    public static void WriteCommonPrefixes(XmlText xml, ListParameters parameters, IEnumerable<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            xml.Open("CommonPrefixes").Element("Prefix", parameters.Encode(prefix)).Close("CommonPrefixes");
        }
    }
}
