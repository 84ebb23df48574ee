"""S3, SQS, STS and IAM by Debian's own aws."""

import contextlib
import hashlib
import io
import json
import os
import re

from awscli.clidriver import create_clidriver
from commands import environment, path, read
from proof import ENDPOINT, ClientFailure, Prover, end, same

s3, sqs, sts, iam = (Prover(service, "aws") for service in ("s3", "sqs", "sts", "iam"))
SOURCE, TARGET = "cli-source", "cli-target"
DATA_PATH = os.environ["AWS_DATA_PATH"]  # set by the import of awscli
STATUS = {"NoSuchKey": 404, "NoSuchBucket": 404, "AccessDenied": 403, "BucketNotEmpty": 409, "NoSuchEntity": 404}


def aws(*arguments, **more):
    """What /usr/bin/aws does, in this process: it takes a second to start otherwise."""
    os.environ.clear()
    os.environ.update(environment(AWS_DATA_PATH=DATA_PATH, AWS_MAX_ATTEMPTS="1", AWS_PAGER="", **more))
    out, faults = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(faults):
        code = create_clidriver().main(["--endpoint-url", ENDPOINT, "--output", "json", *arguments])
    written, told = text(out), text(faults)
    if code != 0:
        found = re.search(r"An error occurred \(([^)]+)\)", told)
        if not found:
            raise AssertionError(f"{' '.join(arguments)} ended with {code}: {told}{written}")
        # The status is not told: only what the code stands for.
        raise ClientFailure(found[1], STATUS.get(found[1], 400), told)
    return json.loads(written) if written.lstrip().startswith(("{", "[")) else written


def text(captured):
    captured.flush()
    return captured.buffer.getvalue().decode()


def buckets_and_objects():
    with s3.works("CreateBucket PutBucketVersioning GetBucketVersioning ListBuckets", "made and listed"):
        for bucket in (SOURCE, TARGET):
            same(aws("s3api", "create-bucket", "--bucket", bucket)["Location"], f"/{bucket}")
        aws("s3api", "put-bucket-versioning", "--bucket", SOURCE, "--versioning-configuration", "Status=Enabled")
        same(aws("s3api", "get-bucket-versioning", "--bucket", SOURCE)["Status"], "Enabled")
        same([b["Name"] for b in aws("s3api", "list-buckets")["Buckets"]], [SOURCE, TARGET])
    data = bytes(range(256)) * 4 * 1024 * 10
    with s3.works("CreateMultipartUpload UploadPart CompleteMultipartUpload", "s3 cp of ten mebibytes"):
        aws("s3", "cp", path("big", data), f"s3://{SOURCE}/a dir/big ü", "--quiet", "--metadata", "m=1")
        head = aws("s3api", "head-object", "--bucket", SOURCE, "--key", "a dir/big ü")
        digests = b"".join(hashlib.md5(data[i : i + 8 * 1024 * 1024]).digest() for i in (0, 8 * 1024 * 1024))
        same((head["ETag"], head["ContentLength"], head["Metadata"]), (f'"{hashlib.md5(digests).hexdigest()}-2"', len(data), {"m": "1"}))
    with s3.works("HeadObject GetObject", "s3 cp back to the same bytes"):
        aws("s3", "cp", f"s3://{SOURCE}/a dir/big ü", path("back"), "--quiet")
        same(read("back") == data, True)
    with s3.works("PutObject", "ETag and version"):
        put = aws("s3api", "put-object", "--bucket", SOURCE, "--key", "small", "--body", path("small", b"hello"))
        same(put["ETag"], '"5d41402abc4b2a76b9719d911017c592"')
        same(len(put["VersionId"]) >= 32, True)
    with s3.works("CopyObject ListObjectsV2", "s3 sync from bucket to bucket"):
        for name in ("one", "sub/two"):
            path(f"tree/{name}", name.encode())
        aws("s3", "sync", path("tree"), f"s3://{SOURCE}/tree/", "--quiet")
        aws("s3", "sync", f"s3://{SOURCE}/tree", f"s3://{TARGET}/copy", "--quiet")
        listed = aws("s3api", "list-objects-v2", "--bucket", TARGET)
        same([(o["Key"], o["Size"]) for o in listed["Contents"]], [("copy/one", 3), ("copy/sub/two", 7)])
        same(aws("s3", "sync", f"s3://{SOURCE}/tree", f"s3://{TARGET}/copy"), "")
    with s3.works("UploadPartCopy", "s3 cp of ten mebibytes from bucket to bucket"):
        aws("s3", "cp", f"s3://{SOURCE}/a dir/big ü", f"s3://{TARGET}/big", "--quiet")
        same(aws("s3api", "head-object", "--bucket", TARGET, "--key", "big")["ETag"], head["ETag"])
    with s3.works("PutObjectTagging GetObjectTagging", "put and read"):
        target = ("--bucket", SOURCE, "--key", "small")
        aws("s3api", "put-object-tagging", *target, "--tagging", "TagSet=[{Key=k,Value=v}]")
        same(aws("s3api", "get-object-tagging", *target)["TagSet"], [{"Key": "k", "Value": "v"}])
    with s3.works("GetObjectAttributes", "of an object in parts"):
        found = aws("s3api", "get-object-attributes", "--bucket", TARGET, "--key", "big", "--object-attributes", "ObjectSize", "ObjectParts")
        same((found["ObjectSize"], found["ObjectParts"]["TotalPartsCount"]), (len(data), 2))
    with s3.works("DeleteObject ListObjectVersions", "s3 rm leaves a marker"):
        aws("s3", "rm", f"s3://{SOURCE}/small", "--quiet")
        listed = aws("s3api", "list-object-versions", "--bucket", SOURCE, "--prefix", "small")
        same([v["VersionId"] for v in listed["Versions"]], [put["VersionId"]])
        same([m["IsLatest"] for m in listed["DeleteMarkers"]], [True])
    with s3.works("PutBucketReplication GetBucketReplication", "put and read"):
        rule = {"ID": "r", "Status": "Enabled", "Prefix": "", "Destination": {"Bucket": f"arn:aws:s3:::{TARGET}"}}
        configuration = {"Role": "arn:aws:iam::000000000000:role/reader", "Rules": [rule]}
        aws("s3api", "put-bucket-replication", "--bucket", SOURCE, "--replication-configuration", json.dumps(configuration))
        same(aws("s3api", "get-bucket-replication", "--bucket", SOURCE)["ReplicationConfiguration"], configuration)
    with s3.refused("GetObject", "NoSuchKey", 404):
        aws("s3api", "get-object", "--bucket", SOURCE, "--key", "small", path("none"))
    with s3.refused("ListObjectsV2", "NoSuchBucket", 404):
        aws("s3", "ls", "s3://cli-missing/")
    with s3.refused("ListBuckets", "AccessDenied", 403):
        aws("s3", "ls", AWS_ACCESS_KEY_ID="AKIANOBODY", AWS_SECRET_ACCESS_KEY="nobody-secret")
    with s3.refused("DeleteBucket", "BucketNotEmpty", 409):
        aws("s3api", "delete-bucket", "--bucket", TARGET)
    with s3.works("DeleteBucket", "s3 rb --force"):
        aws("s3", "rb", f"s3://{TARGET}", "--force")
        same([b["Name"] for b in aws("s3api", "list-buckets")["Buckets"]], [SOURCE])


def queues():
    with sqs.works("CreateQueue GetQueueUrl GetQueueAttributes", "made and read"):
        url = aws("sqs", "create-queue", "--queue-name", "cli-queue", "--attributes", "VisibilityTimeout=7")["QueueUrl"]
        same(aws("sqs", "get-queue-url", "--queue-name", "cli-queue")["QueueUrl"], url)
        found = aws("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "VisibilityTimeout", "QueueArn")
        same(found["Attributes"], {"VisibilityTimeout": "7", "QueueArn": "arn:aws:sqs:us-east-1:000000000000:cli-queue"})
    with sqs.works("SendMessage ReceiveMessage DeleteMessage", "sent, received, deleted"):
        sent = aws("sqs", "send-message", "--queue-url", url, "--message-body", "body ü")
        (message,) = aws("sqs", "receive-message", "--queue-url", url, "--wait-time-seconds", "5", "--visibility-timeout", "600")["Messages"]
        same((message["Body"], message["MessageId"]), ("body ü", sent["MessageId"]))
        aws("sqs", "delete-message", "--queue-url", url, "--receipt-handle", message["ReceiptHandle"])
        counts = aws("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "ApproximateNumberOfMessagesNotVisible")
        same(counts["Attributes"], {"ApproximateNumberOfMessagesNotVisible": "0"})
    with sqs.works("ListQueues DeleteQueue", "listed, then gone"):
        same(aws("sqs", "list-queues")["QueueUrls"], [url])
        aws("sqs", "delete-queue", "--queue-url", url)
        same(aws("sqs", "list-queues"), "")
    with sqs.refused("GetQueueUrl", "AWS.SimpleQueueService.NonExistentQueue", 400):
        aws("sqs", "get-queue-url", "--queue-name", "cli-missing")


def identities():
    with sts.works("GetCallerIdentity", "the account"):
        same(aws("sts", "get-caller-identity")["Account"], "000000000000")
    arguments = ("--role-arn", "arn:aws:iam::000000000000:role/reader", "--role-session-name", "cli")
    with sts.works("AssumeRole", "a session with the role's ARN"):
        answer = aws("sts", "assume-role", *arguments, "--external-id", "only-this")
        same(answer["AssumedRoleUser"]["Arn"], "arn:aws:sts::000000000000:assumed-role/reader/cli")
        same(answer["Credentials"]["AccessKeyId"].startswith("ASIA"), True)
    with sts.refused("AssumeRole", "AccessDenied", 403):
        aws("sts", "assume-role", *arguments)
    with iam.works("CreateRole GetRole PutRolePolicy", "made, permitted, read"):
        trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
        permit = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        aws("iam", "create-role", "--role-name", "cli", "--assume-role-policy-document", json.dumps(trust))
        aws("iam", "put-role-policy", "--role-name", "cli", "--policy-name", "p", "--policy-document", json.dumps(permit))
        same(aws("iam", "get-role", "--role-name", "cli")["Role"]["Arn"], "arn:aws:iam::000000000000:role/cli")
    with iam.refused("GetRole", "NoSuchEntity", 404):
        aws("iam", "get-role", "--role-name", "missing")


buckets_and_objects()
queues()
identities()
end(s3, sqs, sts, iam)
