using S3Replicator.LocalAws.Http;
using S3Replicator.LocalAws.S3.Locking;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Protocol;
using S3Replicator.LocalAws.S3.Storage;

namespace S3Replicator.LocalAws.S3.Operations;

/// <summary>Retention and legal hold of a version.</summary>
internal sealed class ObjectLocks(TimeProvider clock)
{
    public static ValueTask GetRetentionAsync(S3Request request)
    {
        var held = Get(request).Lock;
        return held.HasRetention
            ? S3Response.XmlAsync(request, new XmlText().OpenRoot("Retention")
                .Element("Mode", held.Mode!)
                .Element("RetainUntilDate", LockHeaders.Format(held.RetainUntil!.Value))
                .Close("Retention"))
            : throw new AwsErrorException(LockErrors.ObjectWithout);
    }

    public static ValueTask GetLegalHoldAsync(S3Request request) => Get(request).Lock.LegalHold is { } hold
        ? S3Response.XmlAsync(request, new XmlText().OpenRoot("LegalHold").Element("Status", hold ? "ON" : "OFF").Close("LegalHold"))
        : throw new AwsErrorException(LockErrors.ObjectWithout);

    public async ValueTask PutRetentionAsync(S3Request request)
    {
        var root = await XmlBody.ReadAsync(request, "Retention");
        RequireLock(request);
        var mode = root.Text("Mode");
        var text = root.Text("RetainUntilDate");
        if (mode is null != text is null || (mode is not null && !ObjectLock.IsMode(mode)))
        {
            throw new AwsErrorException(S3Errors.MalformedXml);
        }

        var now = clock.GetUtcNow();
        var until = text is null ? (DateTimeOffset?)null : LockHeaders.ReadUntil(text, now);
        var bypasses = LockHeaders.AsksToBypass(request);
        if (bypasses && LockHeaders.BypassRefusal(request, request.Key) is { } refusal)
        {
            throw new AwsErrorException(refusal);
        }

        Change(request, held => held.IsWeakenedBy(mode, until, now) && (held.Mode is ObjectLock.Compliance || !bypasses)
            ? throw new AwsErrorException(LockErrors.Protected)
            : held with { Mode = mode, RetainUntil = until });
        await S3Response.EmptyAsync(request, 200);
    }

    public static async ValueTask PutLegalHoldAsync(S3Request request)
    {
        var root = await XmlBody.ReadAsync(request, "LegalHold");
        RequireLock(request);
        var isOn = root.Text("Status") switch
        {
            "ON" => true,
            "OFF" => false,
            _ => throw new AwsErrorException(S3Errors.MalformedXml),
        };
        Change(request, held => held with { LegalHold = isOn });
        await S3Response.EmptyAsync(request, 200);
    }

    private static ObjectVersion Get(S3Request request)
    {
        RequireLock(request);
        return VersionLookup.Get(request);
    }

    private static void RequireLock(S3Request request)
    {
        if (request.Bucket.Settings.Lock is null)
        {
            throw new AwsErrorException(LockErrors.BucketWithout);
        }
    }

    private static void Change(S3Request request, Func<ObjectLock, ObjectLock> change)
    {
        using var held = request.Bucket.Hold(request.Key);
        var version = VersionLookup.Get(request);
        held.Replace(version with { Lock = change(version.Lock) });
    }
}
