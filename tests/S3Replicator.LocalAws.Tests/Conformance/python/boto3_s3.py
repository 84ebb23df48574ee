"""S3 by boto3."""

import hashlib
import io
import json

from boto import client, nobody, status
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError
from proof import Prover, end, same

s3, denied, sqs = client("s3"), nobody("s3"), client("sqs")
proof = Prover("s3", "boto3")
SOURCE, TARGET, LOCKED = "boto-source", "boto-target", "boto-locked"
ODD_KEY = "dir one/a b+c=é&ü%41~(1)'!.txt"
MEBIBYTE = 1024 * 1024


def md5(data):
    return hashlib.md5(data).hexdigest()


def quoted(data):
    return f'"{md5(data)}"'


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def body(answer):
    return answer["Body"].read()


def buckets():
    with proof.works("CreateBucket", "answers the location"):
        same(s3.create_bucket(Bucket=SOURCE)["Location"], f"/{SOURCE}")
        s3.create_bucket(Bucket=TARGET, ObjectOwnership="BucketOwnerPreferred")
        s3.create_bucket(Bucket=LOCKED, ObjectLockEnabledForBucket=True)
        elsewhere = {"LocationConstraint": "eu-west-1"}
        client("s3", region="eu-west-1").create_bucket(Bucket="boto-elsewhere", CreateBucketConfiguration=elsewhere)
    with proof.refused("CreateBucket", "InvalidBucketName", 400):
        s3.create_bucket(Bucket="Not_A_Name")
    with proof.works("ListBuckets HeadBucket GetBucketLocation", "names and regions"):
        same([b["Name"] for b in s3.list_buckets()["Buckets"]], ["boto-elsewhere", LOCKED, SOURCE, TARGET])
        same(s3.head_bucket(Bucket=SOURCE)["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"], "us-east-1")
        same(s3.get_bucket_location(Bucket=SOURCE)["LocationConstraint"], None)
        same(s3.get_bucket_location(Bucket="boto-elsewhere")["LocationConstraint"], "eu-west-1")
    with proof.works("ListObjectsV2", "follows the redirect to the bucket's region"):
        same(s3.list_objects_v2(Bucket="boto-elsewhere")["KeyCount"], 0)
    with proof.refused("HeadBucket", "404", 404):
        s3.head_bucket(Bucket="boto-missing")
    with proof.works("PutBucketVersioning GetBucketVersioning", "Enabled"):
        for bucket in (SOURCE, TARGET):
            s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
            same(s3.get_bucket_versioning(Bucket=bucket)["Status"], "Enabled")


def stored():
    with proof.works("GetBucketOwnershipControls PutBucketOwnershipControls DeleteBucketOwnershipControls", "put, read, removed"):
        rules = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
        s3.put_bucket_ownership_controls(Bucket=TARGET, OwnershipControls=rules)
        same(s3.get_bucket_ownership_controls(Bucket=TARGET)["OwnershipControls"], rules)
        s3.delete_bucket_ownership_controls(Bucket=SOURCE)
        same(code_of(s3.get_bucket_ownership_controls, Bucket=SOURCE), "OwnershipControlsNotFoundError")
    with proof.works("PutBucketReplication GetBucketReplication DeleteBucketReplication", "put, read, removed"):
        rule = {"ID": "all", "Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""}, "DeleteMarkerReplication": {"Status": "Disabled"}}
        rule["Destination"] = {"Bucket": f"arn:aws:s3:::{TARGET}", "StorageClass": "STANDARD_IA"}
        configuration = {"Role": "arn:aws:iam::000000000000:role/reader", "Rules": [rule]}
        s3.put_bucket_replication(Bucket=SOURCE, ReplicationConfiguration=configuration)
        same(s3.get_bucket_replication(Bucket=SOURCE)["ReplicationConfiguration"], configuration)
        same(status(s3.delete_bucket_replication(Bucket=SOURCE)), 204)
        same(code_of(s3.get_bucket_replication, Bucket=SOURCE), "ReplicationConfigurationNotFoundError")
    with proof.works("PutBucketPolicy GetBucketPolicy GetBucketPolicyStatus DeleteBucketPolicy", "put, read, removed"):
        resource = f"arn:aws:s3:::{SOURCE}/secret"
        statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": resource}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        s3.put_bucket_policy(Bucket=SOURCE, Policy=policy)
        same(json.loads(s3.get_bucket_policy(Bucket=SOURCE)["Policy"]), json.loads(policy))
        same(s3.get_bucket_policy_status(Bucket=SOURCE)["PolicyStatus"]["IsPublic"], False)
        same(code_of(s3.put_object, Bucket=SOURCE, Key="secret", Body=b"x"), "AccessDenied")
        s3.delete_bucket_policy(Bucket=SOURCE)
        same(code_of(s3.get_bucket_policy, Bucket=SOURCE), "NoSuchBucketPolicy")
    with proof.works("PutBucketLifecycleConfiguration GetBucketLifecycleConfiguration DeleteBucketLifecycle", "put, read, removed"):
        rules = [{"ID": "r", "Status": "Enabled", "Filter": {"Prefix": "a/"}, "Transitions": [{"Days": 30, "StorageClass": "GLACIER"}]}]
        s3.put_bucket_lifecycle_configuration(Bucket=SOURCE, LifecycleConfiguration={"Rules": rules})
        same(s3.get_bucket_lifecycle_configuration(Bucket=SOURCE)["Rules"], rules)
        s3.delete_bucket_lifecycle(Bucket=SOURCE)
        same(code_of(s3.get_bucket_lifecycle_configuration, Bucket=SOURCE), "NoSuchLifecycleConfiguration")
    with proof.works("PutBucketTagging GetBucketTagging DeleteBucketTagging", "put, read, removed"):
        tags = [{"Key": "team", "Value": "ü"}]
        s3.put_bucket_tagging(Bucket=SOURCE, Tagging={"TagSet": tags})
        same(s3.get_bucket_tagging(Bucket=SOURCE)["TagSet"], tags)
        s3.delete_bucket_tagging(Bucket=SOURCE)
        same(code_of(s3.get_bucket_tagging, Bucket=SOURCE), "NoSuchTagSet")
    with proof.works("PutPublicAccessBlock GetPublicAccessBlock DeletePublicAccessBlock", "put, read, removed"):
        block = {"BlockPublicAcls": True, "IgnorePublicAcls": False, "BlockPublicPolicy": False, "RestrictPublicBuckets": True}
        s3.put_public_access_block(Bucket=SOURCE, PublicAccessBlockConfiguration=block)
        same(s3.get_public_access_block(Bucket=SOURCE)["PublicAccessBlockConfiguration"], block)
        s3.delete_public_access_block(Bucket=SOURCE)
        same(code_of(s3.get_public_access_block, Bucket=SOURCE), "NoSuchPublicAccessBlockConfiguration")
    with proof.works("PutBucketEncryption GetBucketEncryption DeleteBucketEncryption", "put, read, removed"):
        by_default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "arn:aws:kms:us-east-1:000000000000:key/1111"}
        rules = {"Rules": [{"ApplyServerSideEncryptionByDefault": by_default, "BucketKeyEnabled": True}]}
        s3.put_bucket_encryption(Bucket=SOURCE, ServerSideEncryptionConfiguration=rules)
        same(s3.get_bucket_encryption(Bucket=SOURCE)["ServerSideEncryptionConfiguration"], rules)
        s3.delete_bucket_encryption(Bucket=SOURCE)
        found = s3.get_bucket_encryption(Bucket=SOURCE)["ServerSideEncryptionConfiguration"]["Rules"][0]
        same(found["ApplyServerSideEncryptionByDefault"], {"SSEAlgorithm": "AES256"})


def notifications():
    with proof.works("PutBucketNotificationConfiguration GetBucketNotificationConfiguration", "test event, then that of a delete marker"):
        allow = {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
        url = sqs.create_queue(QueueName="boto-events", Attributes={"Policy": policy})["QueueUrl"]
        arn = "arn:aws:sqs:us-east-1:000000000000:boto-events"
        queue = {"Id": "id", "QueueArn": arn, "Events": ["s3:ObjectRemoved:*"]}
        s3.put_bucket_notification_configuration(Bucket=SOURCE, NotificationConfiguration={"QueueConfigurations": [queue]})
        same(s3.get_bucket_notification_configuration(Bucket=SOURCE)["QueueConfigurations"], [queue])
        bodies = []
        marker = s3.delete_object(Bucket=SOURCE, Key="noted")
        while len(bodies) < 2:
            answer = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10, MaxNumberOfMessages=10)
            bodies += [json.loads(message["Body"]) for message in answer["Messages"]]
        same([b["Event"] for b in bodies if "Event" in b], ["s3:TestEvent"])
        record = next(b for b in bodies if "Records" in b)["Records"][0]
        same(record["eventName"], "ObjectRemoved:DeleteMarkerCreated")
        same((record["s3"]["object"]["key"], record["s3"]["object"]["versionId"]), ("noted", marker["VersionId"]))
        s3.put_bucket_notification_configuration(Bucket=SOURCE, NotificationConfiguration={})
    with proof.refused("PutBucketNotificationConfiguration", "InvalidArgument", 400):
        queues = [{"Id": str(i), "QueueArn": arn, "Events": ["s3:ObjectCreated:*"]} for i in range(2)]
        s3.put_bucket_notification_configuration(Bucket=SOURCE, NotificationConfiguration={"QueueConfigurations": queues})


def objects():
    with proof.works("PutObject HeadObject GetObject", "body, headers, metadata, tags"):
        put = s3.put_object(
            Bucket=SOURCE, Key=ODD_KEY, Body=b"hello", ContentType="text/x-odd", Metadata={"colour": "blue"}, Tagging="a=1",
            ChecksumAlgorithm="CRC32", ContentEncoding="identity", StorageClass="STANDARD_IA",
        )
        same((put["ETag"], put["ChecksumCRC32"]), (quoted(b"hello"), "NhCmhg=="))
        head = s3.head_object(Bucket=SOURCE, Key=ODD_KEY, ChecksumMode="ENABLED")
        same((head["ContentLength"], head["Metadata"], head["VersionId"]), (5, {"colour": "blue"}, put["VersionId"]))
        same((head["ChecksumCRC32"], head["StorageClass"], head["ContentType"]), ("NhCmhg==", "STANDARD_IA", "text/x-odd"))
        get = s3.get_object(Bucket=SOURCE, Key=ODD_KEY)
        same((body(get), get["TagCount"]), (b"hello", 1))
        same(body(s3.get_object(Bucket=SOURCE, Key=ODD_KEY, Range="bytes=1-3")), b"ell")
    for code, status_code, more in (
        ("PreconditionFailed", 412, {"IfMatch": quoted(b"x")}),
        ("304", 304, {"IfNoneMatch": quoted(b"hello")}),
        ("InvalidRange", 416, {"Range": "bytes=9-"}),
        ("NoSuchVersion", 404, {"VersionId": put["VersionId"][::-1]}),
    ):
        with proof.refused("GetObject", code, status_code):
            s3.get_object(Bucket=SOURCE, Key=ODD_KEY, **more)
    with proof.refused("GetObject", "NoSuchKey", 404):
        s3.get_object(Bucket=SOURCE, Key="missing")
    with proof.refused("HeadObject", "404", 404):
        s3.head_object(Bucket=SOURCE, Key="missing")
    with proof.refused("PutObject", "InvalidDigest", 400):
        s3.put_object(Bucket=SOURCE, Key="bad", Body=b"x", ContentMD5="not a digest")
    with proof.refused("PutObject", "AccessDenied", 403):
        denied.put_object(Bucket=SOURCE, Key="bad", Body=b"x")
    with proof.works("PutObjectTagging GetObjectTagging DeleteObjectTagging", "put, read, removed"):
        tags = {"TagSet": [{"Key": "k ü", "Value": "v+&"}]}
        s3.put_object_tagging(Bucket=SOURCE, Key=ODD_KEY, Tagging=tags)
        same(s3.get_object_tagging(Bucket=SOURCE, Key=ODD_KEY)["TagSet"], tags["TagSet"])
        same(status(s3.delete_object_tagging(Bucket=SOURCE, Key=ODD_KEY)), 204)
        same(s3.get_object_tagging(Bucket=SOURCE, Key=ODD_KEY)["TagSet"], [])
    with proof.works("PutObjectAcl GetObjectAcl PutBucketAcl GetBucketAcl", "grants are read back where ACLs are on"):
        s3.delete_public_access_block(Bucket=TARGET)
        s3.put_object(Bucket=TARGET, Key="shared", Body=b"x")
        s3.put_object_acl(Bucket=TARGET, Key="shared", ACL="authenticated-read")
        s3.put_bucket_acl(Bucket=TARGET, ACL="public-read")
        for answer, group in (
            (s3.get_object_acl(Bucket=TARGET, Key="shared"), "AuthenticatedUsers"),
            (s3.get_bucket_acl(Bucket=TARGET), "AllUsers"),
        ):
            found = [(g["Permission"], g["Grantee"].get("URI", "").rpartition("/")[2]) for g in answer["Grants"]]
            same(sorted(found), [("FULL_CONTROL", ""), ("READ", group)])
    with proof.works("GetObjectAttributes", "tag, size, class"):
        answer = s3.get_object_attributes(Bucket=SOURCE, Key=ODD_KEY, ObjectAttributes=["ETag", "ObjectSize", "StorageClass"])
        same((answer["ETag"], answer["ObjectSize"], answer["StorageClass"]), (md5(b"hello"), 5, "STANDARD_IA"))


def locks():
    put = s3.put_object(Bucket=LOCKED, Key="k", Body=b"x", ChecksumAlgorithm="SHA256")
    with proof.works("PutObjectLockConfiguration GetObjectLockConfiguration", "a default of a year"):
        configuration = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Years": 1}}}
        s3.put_object_lock_configuration(Bucket=LOCKED, ObjectLockConfiguration=configuration)
        same(s3.get_object_lock_configuration(Bucket=LOCKED)["ObjectLockConfiguration"], configuration)
    with proof.works("PutObjectRetention GetObjectRetention", "mode and date"):
        until = s3.head_object(Bucket=LOCKED, Key="k")["LastModified"].replace(year=2990, day=1)
        s3.put_object_retention(Bucket=LOCKED, Key="k", Retention={"Mode": "COMPLIANCE", "RetainUntilDate": until})
        same(s3.get_object_retention(Bucket=LOCKED, Key="k")["Retention"], {"Mode": "COMPLIANCE", "RetainUntilDate": until})
    with proof.refused("DeleteObject", "AccessDenied", 403):
        s3.delete_object(Bucket=LOCKED, Key="k", VersionId=put["VersionId"], BypassGovernanceRetention=True)
    with proof.works("PutObjectLegalHold GetObjectLegalHold", "ON"):
        s3.put_object_legal_hold(Bucket=LOCKED, Key="k", LegalHold={"Status": "ON"})
        same(s3.get_object_legal_hold(Bucket=LOCKED, Key="k")["LegalHold"], {"Status": "ON"})
    with proof.works("RestoreObject", "accepted, then going on"):
        s3.put_object(Bucket=SOURCE, Key="cold", Body=b"x", StorageClass="DEEP_ARCHIVE")
        answer = s3.restore_object(Bucket=SOURCE, Key="cold", RestoreRequest={"Days": 1, "GlacierJobParameters": {"Tier": "Bulk"}})
        same(status(answer), 202)
        same(s3.head_object(Bucket=SOURCE, Key="cold")["Restore"], 'ongoing-request="true"')
    with proof.refused("RestoreObject", "InvalidArgument", 400):
        s3.put_object(Bucket=SOURCE, Key="colder", Body=b"x", StorageClass="DEEP_ARCHIVE")
        s3.restore_object(Bucket=SOURCE, Key="colder", RestoreRequest={"Days": 1, "GlacierJobParameters": {"Tier": "Expedited"}})


def copies_and_parts():
    source = {"Bucket": SOURCE, "Key": ODD_KEY}
    with proof.works("CopyObject", "keeps metadata"):
        answer = s3.copy_object(Bucket=TARGET, Key=ODD_KEY, CopySource=source, StorageClass="GLACIER_IR")
        same(answer["CopyObjectResult"]["ETag"], quoted(b"hello"))
        head = s3.head_object(Bucket=TARGET, Key=ODD_KEY)
        same((head["Metadata"], head["StorageClass"], head["ContentType"]), ({"colour": "blue"}, "GLACIER_IR", "text/x-odd"))
    with proof.refused("CopyObject", "PreconditionFailed", 412):
        s3.copy_object(Bucket=TARGET, Key="x", CopySource=source, CopySourceIfNoneMatch=md5(b"hello"))
    with proof.refused("CopyObject", "NoSuchBucket", 404):
        s3.copy_object(Bucket=TARGET, Key="x", CopySource={"Bucket": "boto-missing", "Key": "x"})
    data = b"0123456789abcdef" * (17 * MEBIBYTE // 16)
    transfer = TransferConfig(multipart_threshold=5 * MEBIBYTE, multipart_chunksize=5 * MEBIBYTE)
    with proof.works("CreateMultipartUpload UploadPart CompleteMultipartUpload", "upload_fileobj in four parts"):
        s3.upload_fileobj(io.BytesIO(data), SOURCE, "big", Config=transfer, ExtraArgs={"Metadata": {"m": "1"}})
        digests = b"".join(hashlib.md5(data[i : i + 5 * MEBIBYTE]).digest() for i in range(0, len(data), 5 * MEBIBYTE))
        head = s3.head_object(Bucket=SOURCE, Key="big")
        same((head["ETag"], head["ContentLength"], head["Metadata"]), (f'"{md5(digests)}-4"', len(data), {"m": "1"}))
    with proof.works("UploadPartCopy", "copy in parts, to the same bytes"):
        s3.copy({"Bucket": SOURCE, "Key": "big"}, TARGET, "big", Config=transfer)
        same(s3.head_object(Bucket=TARGET, Key="big")["ETag"], f'"{md5(digests)}-4"')
        found = io.BytesIO()
        s3.download_fileobj(TARGET, "big", found, Config=transfer)
        same(md5(found.getvalue()), md5(data))
    with proof.works("ListMultipartUploads ListParts AbortMultipartUpload", "listed, then gone"):
        upload = s3.create_multipart_upload(Bucket=SOURCE, Key=ODD_KEY)["UploadId"]
        s3.upload_part(Bucket=SOURCE, Key=ODD_KEY, UploadId=upload, PartNumber=7, Body=b"x")
        same([(u["Key"], u["UploadId"]) for u in s3.list_multipart_uploads(Bucket=SOURCE)["Uploads"]], [(ODD_KEY, upload)])
        parts = s3.list_parts(Bucket=SOURCE, Key=ODD_KEY, UploadId=upload)["Parts"]
        same([(p["PartNumber"], p["Size"], p["ETag"]) for p in parts], [(7, 1, quoted(b"x"))])
        same(status(s3.abort_multipart_upload(Bucket=SOURCE, Key=ODD_KEY, UploadId=upload)), 204)
        same("Uploads" in s3.list_multipart_uploads(Bucket=SOURCE), False)
    with proof.refused("UploadPart", "NoSuchUpload", 404):
        s3.upload_part(Bucket=SOURCE, Key=ODD_KEY, UploadId=upload, PartNumber=7, Body=b"x")


def lists_and_endings():
    keys = [f"many/{number:02}+ü ~" for number in range(25)]
    for key in keys:
        s3.put_object(Bucket=SOURCE, Key=key, Body=b"x")
    for operation, name, parts in (
        ("ListObjects", "list_objects", ["Contents"]),
        ("ListObjectsV2", "list_objects_v2", ["Contents"]),
        ("ListObjectVersions", "list_object_versions", ["Versions"]),
    ):
        with proof.works(operation, "all keys by pages of seven, in order"):
            pages = list(s3.get_paginator(name).paginate(Bucket=SOURCE, Prefix="many/", PaginationConfig={"PageSize": 7}))
            same([item["Key"] for page in pages for part in parts for item in page[part]], keys)
            same(len(pages), 4)
    with proof.works("ListObjectsV2", "prefixes by a delimiter"):
        answer = s3.list_objects_v2(Bucket=SOURCE, Delimiter="/")
        same([p["Prefix"] for p in answer["CommonPrefixes"]], ["dir one/", "many/"])
        same([o["Key"] for o in answer["Contents"]], ["big", "cold", "colder"])
    with proof.refused("DeleteBucket", "BucketNotEmpty", 409):
        s3.delete_bucket(Bucket=SOURCE)
    with proof.works("DeleteObject", "a marker, then the version for good"):
        marker = s3.delete_object(Bucket=SOURCE, Key="big")
        same(marker["DeleteMarker"], True)
        same(code_of(s3.head_object, Bucket=SOURCE, Key="big"), "404")
        s3.delete_object(Bucket=SOURCE, Key="big", VersionId=marker["VersionId"])
        same(s3.head_object(Bucket=SOURCE, Key="big")["ContentLength"], 17 * MEBIBYTE)
    with proof.works("DeleteObjects DeleteBucket", "all versions, then the bucket"):
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=SOURCE):
            found = page.get("Versions", []) + page.get("DeleteMarkers", [])
            targets = [{"Key": item["Key"], "VersionId": item["VersionId"]} for item in found]
            answer = s3.delete_objects(Bucket=SOURCE, Delete={"Objects": targets})
            same((len(answer["Deleted"]), answer.get("Errors")), (len(targets), None))
        same(status(s3.delete_bucket(Bucket=SOURCE)), 204)
    with proof.refused("DeleteBucket", "NoSuchBucket", 404):
        s3.delete_bucket(Bucket=SOURCE)


buckets()
stored()
notifications()
objects()
locks()
copies_and_parts()
lists_and_endings()
end(proof)
