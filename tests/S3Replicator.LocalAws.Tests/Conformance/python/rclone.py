"""S3 by rclone."""

import json
import os

from commands import path, read, run, start
from proof import ACCESS_KEY, ENDPOINT, SECRET_KEY, ClientFailure, Prover, end, same

proof = Prover("s3", "rclone")
BUCKET, OTHER = "rclone-source", "rclone-target"
DATA = os.urandom(1024) * 1024 * 12
SETTINGS = {
    "RCLONE_CONFIG": os.devnull,
    "RCLONE_CONFIG_AWS_TYPE": "s3",
    # As for AWS, but with buckets in the path: rclone takes AWS's own only with buckets as host names.
    "RCLONE_CONFIG_AWS_PROVIDER": "Minio",
    "RCLONE_CONFIG_AWS_ENDPOINT": ENDPOINT,
    "RCLONE_CONFIG_AWS_REGION": "us-east-1",
    "RCLONE_CONFIG_AWS_FORCE_PATH_STYLE": "true",
    "RCLONE_CONFIG_AWS_ACCESS_KEY_ID": ACCESS_KEY,
    "RCLONE_CONFIG_AWS_SECRET_ACCESS_KEY": SECRET_KEY,
    "RCLONE_S3_UPLOAD_CUTOFF": "5M",
    "RCLONE_S3_CHUNK_SIZE": "5M",
    "RCLONE_S3_COPY_CUTOFF": "5M",
    "RCLONE_RETRIES": "1",
    "RCLONE_LOW_LEVEL_RETRIES": "1",
}


def rclone(*arguments):
    return run(["rclone", *arguments], **SETTINGS)


def must_fail(code, status, *arguments):
    done = start(["rclone", *arguments], **SETTINGS)
    if done.returncode != 0 and code in done.stderr and f"status code: {status}" in done.stderr:
        raise ClientFailure(code, status, done.stderr)
    raise AssertionError(f"{code} {status} is not in: {done.returncode} {done.stderr}")


with proof.works("CreateBucket ListBuckets", "mkdir and lsd"):
    rclone("mkdir", f"aws:{BUCKET}")
    rclone("mkdir", f"aws:{OTHER}")
    same([line.split()[-1] for line in rclone("lsd", "aws:").splitlines()], [BUCKET, OTHER])
names = ["one", "dir ü/two+&", "dir ü/sub/three", "empty"]
for name in names:
    path(f"tree/{name}", b"" if name == "empty" else name.encode())
path("tree/large", DATA)
with proof.works("PutObject", "copy of a tree, then nothing left to do"):
    rclone("copy", path("tree"), f"aws:{BUCKET}/tree")
    rclone("check", path("tree"), f"aws:{BUCKET}/tree")
with proof.works("CreateMultipartUpload UploadPart CompleteMultipartUpload", "twelve mebibytes in three parts"):
    listed = json.loads(rclone("lsjson", "--files-only", f"aws:{BUCKET}/tree/large"))
    same([entry["Size"] for entry in listed], [len(DATA)])
with proof.works("GetObject HeadObject", "back to the same bytes"):
    rclone("copyto", f"aws:{BUCKET}/tree/large", path("large"))
    same(read("large") == DATA, True)
    same(rclone("cat", f"aws:{BUCKET}/tree/dir ü/two+&"), "dir ü/two+&")
with proof.works("ListObjectsV2", "all keys, and those of one folder"):
    same(sorted(rclone("lsf", "-R", "--files-only", f"aws:{BUCKET}/tree").splitlines()), sorted([*names, "large"]))
    same(sorted(rclone("lsf", f"aws:{BUCKET}/tree").splitlines()), ["dir ü/", "empty", "large", "one"])
with proof.works("CopyObject UploadPartCopy", "sync between buckets at the server"):
    rclone("sync", f"aws:{BUCKET}/tree", f"aws:{OTHER}/tree")
    rclone("check", "--download", f"aws:{BUCKET}/tree", f"aws:{OTHER}/tree")
with proof.works("ListMultipartUploads", "none is left"):
    same(json.loads(rclone("backend", "list-multipart-uploads", f"aws:{OTHER}")), {OTHER: []})
with proof.works("DeleteObject", "sync removes what is gone"):
    os.remove(path("tree/one"))
    rclone("sync", path("tree"), f"aws:{OTHER}/tree")
    same("one" in rclone("lsf", f"aws:{OTHER}/tree").splitlines(), False)
with proof.works("DeleteBucket", "purge"):
    rclone("purge", f"aws:{OTHER}")
    same([line.split()[-1] for line in rclone("lsd", "aws:").splitlines()], [BUCKET])
with proof.refused("DeleteBucket", "BucketNotEmpty", 409):
    must_fail("BucketNotEmpty", 409, "rmdir", f"aws:{BUCKET}")
end(proof)
