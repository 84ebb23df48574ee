using System.Text.Json;
using S3Replicator.LocalAws.S3.Acls;

namespace S3Replicator.LocalAws.S3.Journal;

/// <summary>Access control lists as records tell of them.</summary>
internal static class AclRecord
{
    public static void Write(Utf8JsonWriter json, AccessControlList? acl)
    {
        if (acl is null)
        {
            return;
        }

        json.WriteStartObject("acl"u8);
        json.WriteString("owner"u8, acl.OwnerId);
        json.WriteStartArray("grants"u8);
        foreach (var grant in acl.Grants)
        {
            json.WriteStartObject();
            json.WriteBoolean("group"u8, grant.IsGroup);
            json.WriteString("grantee"u8, grant.Grantee);
            json.WriteString("permission"u8, grant.Permission);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The list of a version or of settings; null where there is none.</summary>
    public static AccessControlList? Read(JsonElement json) => json.TryGetProperty("acl", out var acl) && acl.ValueKind == JsonValueKind.Object
        ? new AccessControlList(VersionRecord.Text(acl, "owner"), [.. acl.GetProperty("grants").EnumerateArray().Select(ReadGrant)])
        : null;

    private static AclGrant ReadGrant(JsonElement json) =>
        new(json.GetProperty("group").GetBoolean(), VersionRecord.Text(json, "grantee"), VersionRecord.Text(json, "permission"));
}
