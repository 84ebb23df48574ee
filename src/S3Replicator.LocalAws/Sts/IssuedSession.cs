using System.Globalization;
using S3Replicator.LocalAws.Identity;
using S3Replicator.LocalAws.Query;

namespace S3Replicator.LocalAws.Sts;

/// <summary>A role session as the answer shows it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Credential">Its temporary key.</param>
/// <param name="PackedPolicySize">Percent; null where nothing had to be packed.</param>
internal sealed record IssuedSession(RoleSession Session, Credential Credential, int? PackedPolicySize)
{
    public void Write(XmlOutput xml)
    {
        xml.Open("AssumedRoleUser");
        xml.Element("AssumedRoleId", Session.UserId);
        xml.Element("Arn", Session.Arn);
        xml.Close("AssumedRoleUser");
        xml.Open("Credentials");
        xml.Element("AccessKeyId", Credential.AccessKeyId);
        xml.Element("SecretAccessKey", Credential.SecretAccessKey);
        xml.Element("SessionToken", Credential.SessionToken!);
        xml.Element("Expiration", Session.Expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.Close("Credentials");
        if (PackedPolicySize is { } size)
        {
            xml.Element("PackedPolicySize", size.ToString(CultureInfo.InvariantCulture));
        }

        if (Session.SourceIdentity is { } sourceIdentity)
        {
            xml.Element("SourceIdentity", sourceIdentity);
        }
    }
}
