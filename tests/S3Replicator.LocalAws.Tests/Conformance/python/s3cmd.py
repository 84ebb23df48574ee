"""S3 by s3cmd."""

import os
import re
import urllib.parse

from commands import path, read, start
from proof import ACCESS_KEY, ENDPOINT, SECRET_KEY, ClientFailure, Prover, end, same

proof = Prover("s3", "s3cmd")
BUCKET, OTHER = "s3cmd-source", "s3cmd-target"
HOST = urllib.parse.urlparse(ENDPOINT).netloc
DATA = os.urandom(1024) * 1024 * 12
CONFIGURATION = path("s3cfg", b"[default]\nmax_retries = 1\n")


def s3cmd(*arguments):
    command = ["s3cmd", "--config", CONFIGURATION, "--no-ssl", f"--host={HOST}", f"--host-bucket={HOST}", f"--access_key={ACCESS_KEY}"]
    command += [f"--secret_key={SECRET_KEY}", "--region=us-east-1", "--no-progress", "--multipart-chunk-size-mb=5", *arguments]
    done = start(command)
    if done.returncode != 0:
        found = re.search(r"S3 error: (\d+) \((\w+)\)", done.stderr)
        if not found:
            raise AssertionError(f"{' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}")
        raise ClientFailure(found[2], int(found[1]), done.stderr)
    return done.stdout


def listed(*arguments):
    return [line.split(maxsplit=3)[-1] for line in s3cmd("ls", *arguments).splitlines()]


with proof.works("CreateBucket ListBuckets", "mb and ls"):
    s3cmd("mb", f"s3://{BUCKET}")
    s3cmd("mb", f"s3://{OTHER}")
    same([line.split()[-1] for line in s3cmd("ls").splitlines()], [f"s3://{BUCKET}", f"s3://{OTHER}"])
with proof.works("PutObject HeadObject", "put and info"):
    s3cmd("put", path("small", b"hello"), f"s3://{BUCKET}/dir/small ü+", "--mime-type=text/x-odd", "--add-header=x-amz-meta-colour:blue")
    info = s3cmd("info", f"s3://{BUCKET}/dir/small ü+")
    found = dict(re.findall(r"^\s+([\w. -]+?):\s+(.*)$", info, re.MULTILINE))
    same((found["File size"], found["MD5 sum"], found["MIME type"]), ("5", "5d41402abc4b2a76b9719d911017c592", "text/x-odd"))
    same(found["x-amz-meta-colour"], "blue")
with proof.works("GetObject", "the same bytes"):
    s3cmd("get", "--force", f"s3://{BUCKET}/dir/small ü+", path("got"))
    same(read("got"), b"hello")
with proof.works("CreateMultipartUpload UploadPart CompleteMultipartUpload", "twelve mebibytes in three parts"):
    s3cmd("put", path("large", DATA), f"s3://{BUCKET}/large")
    s3cmd("get", "--force", f"s3://{BUCKET}/large", path("got"))
    same(read("got") == DATA, True)
with proof.works("ListObjects", "keys and folders"):
    same(listed(f"s3://{BUCKET}/"), [f"s3://{BUCKET}/dir/", f"s3://{BUCKET}/large"])
    same(listed(f"s3://{BUCKET}/dir/"), [f"s3://{BUCKET}/dir/small ü+"])
with proof.works("CopyObject", "cp"):
    s3cmd("cp", f"s3://{BUCKET}/dir/small ü+", f"s3://{OTHER}/copy")
    same("x-amz-meta-colour: blue" in s3cmd("info", f"s3://{OTHER}/copy"), True)
with proof.works("PutBucketPolicy DeleteBucketPolicy", "setpolicy and delpolicy"):
    policy = b'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::s3cmd-target/copy"}]}'
    s3cmd("setpolicy", path("policy", policy), f"s3://{OTHER}")
    try:
        s3cmd("get", "--force", f"s3://{OTHER}/copy", path("got"))
    except ClientFailure as failure:
        same(failure.status, 403)
    else:
        raise AssertionError("the policy denies nothing")
    s3cmd("delpolicy", f"s3://{OTHER}")
    s3cmd("get", "--force", f"s3://{OTHER}/copy", path("got"))
    same(read("got"), b"hello")
with proof.works("ListMultipartUploads", "none is left"):
    same(s3cmd("multipart", f"s3://{BUCKET}").split(), [f"s3://{BUCKET}/", "Initiated", "Path", "Id"])
with proof.works("DeleteObject DeleteObjects", "del, then del --recursive"):
    s3cmd("del", f"s3://{OTHER}/copy")
    same(listed(f"s3://{OTHER}/"), [])
    s3cmd("del", "--recursive", "--force", f"s3://{BUCKET}/dir/")
    same(listed(f"s3://{BUCKET}/"), [f"s3://{BUCKET}/large"])
with proof.works("DeleteBucket", "rb"):
    s3cmd("rb", f"s3://{OTHER}")
    same([line.split()[-1] for line in s3cmd("ls").splitlines()], [f"s3://{BUCKET}"])
for code, status, arguments in (
    ("BucketNotEmpty", 409, ["rb", f"s3://{BUCKET}"]),
    ("NoSuchBucket", 404, ["rb", "s3://s3cmd-missing"]),
):
    with proof.refused("DeleteBucket", code, status):
        s3cmd(*arguments)
with proof.refused("ListObjects", "NoSuchBucket", 404):
    s3cmd("ls", "s3://s3cmd-missing")
end(proof)
