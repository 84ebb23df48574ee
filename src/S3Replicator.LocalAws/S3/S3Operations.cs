using S3Replicator.LocalAws.S3.Archiving;
using S3Replicator.LocalAws.S3.Notifications;
using S3Replicator.LocalAws.S3.Objects;
using S3Replicator.LocalAws.S3.Operations;
using S3Replicator.LocalAws.S3.Storage;
using static S3Replicator.LocalAws.S3.S3Router;

namespace S3Replicator.LocalAws.S3;

/// <summary>The table of operations: what a request is called and who carries it out.</summary>
internal sealed class S3Operations(S3Store store, IdSource ids, TimeProvider clock, EventPublisher events, IMutationLog log, string region)
{
    private readonly EventPublisher _events = events;
    private readonly Dictionary<(string Method, Scope Scope, string Resource), S3Operation> _table = [];

    public S3Router BuildRouter()
    {
        AddBuckets();
        AddBucketSettings();
        AddLists();
        AddObjects();
        AddObjectSettings();
        AddMultipart();
        return new S3Router(_table);
    }

    private void AddBuckets()
    {
        var buckets = new Buckets(store, clock, log, region);
        Add("GET", Scope.Account, "", new S3Operation("ListBuckets", buckets.ListAsync) { IsGlobal = true, NeedsBucket = false });
        Add("PUT", Scope.Bucket, "", new S3Operation("CreateBucket", buckets.CreateAsync) { IsGlobal = true, NeedsBucket = false });
        Add("HEAD", Scope.Bucket, "", new S3Operation("HeadBucket", Buckets.HeadAsync));
        Add("DELETE", Scope.Bucket, "", new S3Operation("DeleteBucket", buckets.DeleteAsync));
        Add("GET", Scope.Bucket, "location", new S3Operation("GetBucketLocation", Buckets.GetLocationAsync) { IsGlobal = true });
        Add("GET", Scope.Bucket, "ownershipControls", new S3Operation("GetBucketOwnershipControls", Buckets.GetOwnershipAsync));
        Add("PUT", Scope.Bucket, "ownershipControls", new S3Operation("PutBucketOwnershipControls", Buckets.PutOwnershipAsync));
        Add("DELETE", Scope.Bucket, "ownershipControls", new S3Operation("DeleteBucketOwnershipControls", Buckets.DeleteOwnershipAsync));
    }

    private void AddBucketSettings()
    {
        Add("GET", Scope.Bucket, "versioning", new S3Operation("GetBucketVersioning", BucketConfigurations.GetVersioningAsync));
        Add("PUT", Scope.Bucket, "versioning", new S3Operation("PutBucketVersioning", BucketConfigurations.PutVersioningAsync));
        Add("GET", Scope.Bucket, "replication", new S3Operation("GetBucketReplication", BucketConfigurations.GetReplicationAsync));
        Add("PUT", Scope.Bucket, "replication", new S3Operation("PutBucketReplication", BucketConfigurations.PutReplicationAsync));
        Add("DELETE", Scope.Bucket, "replication", new S3Operation("DeleteBucketReplication", BucketConfigurations.DeleteReplicationAsync));
        Add("GET", Scope.Bucket, "policy", new S3Operation("GetBucketPolicy", BucketPolicies.GetAsync));
        Add("PUT", Scope.Bucket, "policy", new S3Operation("PutBucketPolicy", BucketPolicies.PutAsync));
        Add("DELETE", Scope.Bucket, "policy", new S3Operation("DeleteBucketPolicy", BucketPolicies.DeleteAsync));
        Add("GET", Scope.Bucket, "policyStatus", new S3Operation("GetBucketPolicyStatus", PublicAccess.GetPolicyStatusAsync));
        Add("GET", Scope.Bucket, "publicAccessBlock", new S3Operation("GetPublicAccessBlock", PublicAccess.GetBlockAsync));
        Add("PUT", Scope.Bucket, "publicAccessBlock", new S3Operation("PutPublicAccessBlock", PublicAccess.PutBlockAsync));
        Add("DELETE", Scope.Bucket, "publicAccessBlock", new S3Operation("DeletePublicAccessBlock", PublicAccess.DeleteBlockAsync));
        Add("GET", Scope.Bucket, "object-lock", new S3Operation("GetObjectLockConfiguration", BucketLocks.GetAsync));
        Add("PUT", Scope.Bucket, "object-lock", new S3Operation("PutObjectLockConfiguration", BucketLocks.PutAsync));
        AddStored("lifecycle", StoredConfigurations.Lifecycle, "GetBucketLifecycleConfiguration", "PutBucketLifecycleConfiguration", "DeleteBucketLifecycle");
        AddStored("tagging", StoredConfigurations.Tagging, "GetBucketTagging", "PutBucketTagging", "DeleteBucketTagging");
        Add("GET", Scope.Bucket, "encryption", new S3Operation("GetBucketEncryption", BucketEncryptions.GetAsync));
        Add("PUT", Scope.Bucket, "encryption", new S3Operation("PutBucketEncryption", BucketEncryptions.PutAsync));
        Add("DELETE", Scope.Bucket, "encryption", new S3Operation("DeleteBucketEncryption", BucketEncryptions.DeleteAsync));
        var notifications = new BucketNotifications(ids, clock, _events);
        Add("GET", Scope.Bucket, "notification", new S3Operation("GetBucketNotificationConfiguration", BucketNotifications.GetAsync));
        Add("PUT", Scope.Bucket, "notification", new S3Operation("PutBucketNotificationConfiguration", notifications.PutAsync));
    }

    private void AddLists()
    {
        Add("GET", Scope.Bucket, "", new S3Operation("ListObjects", ListObjects.ListAsync));
        Add("GET", Scope.Bucket, "list-type", new S3Operation("ListObjectsV2", ListObjects.ListV2Async));
        Add("GET", Scope.Bucket, "versions", new S3Operation("ListObjectVersions", ListObjectVersions.HandleAsync));
        Add("GET", Scope.Bucket, "uploads", new S3Operation("ListMultipartUploads", ListUploads.UploadsAsync));
        Add("GET", Scope.Object, "uploadId", new S3Operation("ListParts", ListUploads.PartsAsync));
    }

    private void AddObjects()
    {
        var writer = new ObjectWriter(ids, clock, _events);
        var remover = new ObjectRemover(ids, clock, _events);
        Add("PUT", Scope.Object, "", new S3Operation("PutObject", new PutObject(writer).HandleAsync));
        Add("PUT", Scope.Object, "copy", new S3Operation("CopyObject", new CopyObject(store, writer).HandleAsync));
        Add("GET", Scope.Object, "", new S3Operation("GetObject", GetObject.HandleAsync));
        Add("HEAD", Scope.Object, "", new S3Operation("HeadObject", GetObject.HandleAsync));
        Add("DELETE", Scope.Object, "", new S3Operation("DeleteObject", new DeleteObject(remover).HandleAsync));
        Add("POST", Scope.Bucket, "delete", new S3Operation("DeleteObjects", new DeleteObjects(remover).HandleAsync) { IsAuthorizedWhole = false });
    }

    private void AddObjectSettings()
    {
        var restorations = new Restorations(clock, _events);
        var tags = new ObjectTags(clock, _events);
        Add("GET", Scope.Object, "tagging", new S3Operation("GetObjectTagging", ObjectTags.GetAsync));
        Add("PUT", Scope.Object, "tagging", new S3Operation("PutObjectTagging", tags.PutAsync));
        Add("DELETE", Scope.Object, "tagging", new S3Operation("DeleteObjectTagging", tags.DeleteAsync));
        var locks = new ObjectLocks(clock);
        Add("GET", Scope.Object, "retention", new S3Operation("GetObjectRetention", ObjectLocks.GetRetentionAsync));
        Add("PUT", Scope.Object, "retention", new S3Operation("PutObjectRetention", locks.PutRetentionAsync));
        Add("GET", Scope.Object, "legal-hold", new S3Operation("GetObjectLegalHold", ObjectLocks.GetLegalHoldAsync));
        Add("PUT", Scope.Object, "legal-hold", new S3Operation("PutObjectLegalHold", ObjectLocks.PutLegalHoldAsync));
        Add("GET", Scope.Object, "attributes", new S3Operation("GetObjectAttributes", GetObjectAttributes.HandleAsync));
        Add("POST", Scope.Object, "restore", new S3Operation("RestoreObject", new RestoreObject(clock, restorations, _events).HandleAsync));
        var acls = new AclOperations(clock, _events);
        Add("GET", Scope.Bucket, "acl", new S3Operation("GetBucketAcl", AclOperations.GetBucketAsync));
        Add("PUT", Scope.Bucket, "acl", new S3Operation("PutBucketAcl", AclOperations.PutBucketAsync));
        Add("GET", Scope.Object, "acl", new S3Operation("GetObjectAcl", AclOperations.GetObjectAsync));
        Add("PUT", Scope.Object, "acl", new S3Operation("PutObjectAcl", acls.PutObjectAsync));
    }

    private void AddMultipart()
    {
        var writer = new ObjectWriter(ids, clock, _events);
        var create = new CreateMultipartUpload(ids, clock);
        var parts = new UploadPart(store, writer, clock);
        Add("POST", Scope.Object, "uploads", new S3Operation("CreateMultipartUpload", create.HandleAsync));
        Add("DELETE", Scope.Object, "uploadId", new S3Operation("AbortMultipartUpload", CreateMultipartUpload.AbortAsync));
        Add("PUT", Scope.Object, "uploadId", new S3Operation("UploadPart", parts.PutAsync));
        Add("PUT", Scope.Object, "uploadId+copy", new S3Operation("UploadPartCopy", parts.CopyAsync));
        Add("POST", Scope.Object, "uploadId", new S3Operation("CompleteMultipartUpload", new CompleteMultipartUpload(writer).HandleAsync));
    }

    private void AddStored(string resource, StoredConfiguration stored, string get, string put, string delete)
    {
        Add("GET", Scope.Bucket, resource, new S3Operation(get, stored.GetAsync));
        Add("PUT", Scope.Bucket, resource, new S3Operation(put, stored.PutAsync));
        Add("DELETE", Scope.Bucket, resource, new S3Operation(delete, stored.DeleteAsync));
    }

    private void Add(string method, Scope scope, string resource, S3Operation operation) => _table.Add((method, scope, resource), operation);
}
