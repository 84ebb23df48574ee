"""STS and as much of IAM as there is, by boto3."""

import base64
import datetime
import json
import time

from boto import client, nobody
from proof import Prover, end, same

sts, iam = client("sts"), client("iam")
proof, of_iam, of_s3 = Prover("sts", "boto3"), Prover("iam", "boto3"), Prover("s3", "boto3")
READER = "arn:aws:iam::000000000000:role/reader"
FEDERATED = "arn:aws:iam::000000000000:role/federated"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:root"}, "Action": "sts:AssumeRole"}],
}


def policy(*actions):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]})


def session(service, answer):
    given = answer["Credentials"]
    return client(service, given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])


def assume(arn, **more):
    return sts.assume_role(RoleArn=arn, RoleSessionName="boto", **more)


def token(**claims):
    def encode(part):
        return base64.urlsafe_b64encode(part).rstrip(b"=").decode()

    all_claims = {"iss": "https://issuer.example", "sub": "system:worker", "aud": ["sts.amazonaws.com"], "exp": int(time.time()) + 600, **claims}
    return ".".join([encode(b'{"alg":"RS256"}'), encode(json.dumps(all_claims).encode()), encode(b"signature")])


with proof.works("GetCallerIdentity", "account and ARN"):
    identity = sts.get_caller_identity()
    same(identity["Account"], "000000000000")
    same(identity["Arn"].startswith("arn:aws:iam::000000000000:"), True)
with proof.refused("GetCallerIdentity", "SignatureDoesNotMatch", 403):
    client("sts", secret_key="wrong").get_caller_identity()
with proof.refused("GetCallerIdentity", "InvalidClientTokenId", 403):
    client("sts", "AKIAUNKNOWN", "x").get_caller_identity()
with proof.works("AssumeRole", "a session of fifteen minutes"):
    answer = assume(READER, ExternalId="only-this", DurationSeconds=900)
    left = answer["Credentials"]["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    same(800 < left.total_seconds() < 1000, True)
    same(session("sts", answer).get_caller_identity()["Arn"], "arn:aws:sts::000000000000:assumed-role/reader/boto")
with proof.refused("AssumeRole", "AccessDenied", 403):
    assume(READER)
with proof.refused("AssumeRole", "ValidationError", 400):
    sts.assume_role(RoleArn=READER, RoleSessionName="not a name", ExternalId="only-this")
with proof.works("AssumeRoleWithWebIdentity", "a session without a signature"):
    answer = sts.assume_role_with_web_identity(RoleArn=FEDERATED, RoleSessionName="boto", WebIdentityToken=token())
    same((answer["SubjectFromWebIdentityToken"], answer["Audience"]), ("system:worker", "sts.amazonaws.com"))
    same(session("sts", answer).get_caller_identity()["Arn"], "arn:aws:sts::000000000000:assumed-role/federated/boto")
with proof.refused("AssumeRoleWithWebIdentity", "AccessDenied", 403):
    sts.assume_role_with_web_identity(RoleArn=FEDERATED, RoleSessionName="boto", WebIdentityToken=token(iss="https://other.example"))
with proof.refused("AssumeRoleWithWebIdentity", "InvalidIdentityToken", 400):
    sts.assume_role_with_web_identity(RoleArn=FEDERATED, RoleSessionName="boto", WebIdentityToken="not-a-token")

with of_iam.works("CreateRole", "ARN, id, path"):
    role = iam.create_role(RoleName="made", Path="/of/boto/", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]
    same((role["Arn"], role["RoleName"], role["Path"]), ("arn:aws:iam::000000000000:role/of/boto/made", "made", "/of/boto/"))
    same(role["RoleId"].startswith("AROA"), True)
with of_iam.refused("CreateRole", "EntityAlreadyExists", 409):
    iam.create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps(TRUST))
with of_iam.refused("CreateRole", "MalformedPolicyDocument", 400):
    iam.create_role(RoleName="bad", AssumeRolePolicyDocument="{")
with of_iam.refused("CreateRole", "AccessDenied", 403):
    nobody("iam").create_role(RoleName="other", AssumeRolePolicyDocument=json.dumps(TRUST))
with of_iam.works("GetRole", "what was made"):
    iam.create_role(RoleName="plain", AssumeRolePolicyDocument=json.dumps(TRUST))
    same(iam.get_role(RoleName="plain")["Role"]["Arn"], "arn:aws:iam::000000000000:role/plain")
with of_iam.refused("GetRole", "NoSuchEntity", 404):
    iam.get_role(RoleName="missing")
with of_iam.works("PutRolePolicy", "the role may do that, and nothing else"):
    iam.put_role_policy(RoleName="plain", PolicyName="list", PolicyDocument=policy("s3:ListAllMyBuckets"))
    as_role = session("s3", assume("arn:aws:iam::000000000000:role/plain"))
    same(as_role.list_buckets()["Buckets"], [])
    with of_s3.refused("CreateBucket", "AccessDenied", 403):
        as_role.create_bucket(Bucket="boto-denied")
with of_iam.refused("PutRolePolicy", "NoSuchEntity", 404):
    iam.put_role_policy(RoleName="missing", PolicyName="list", PolicyDocument=policy("s3:ListAllMyBuckets"))
with of_iam.refused("PutRolePolicy", "MalformedPolicyDocument", 400):
    iam.put_role_policy(RoleName="plain", PolicyName="bad", PolicyDocument="{}")
with of_iam.refused("DeleteRole", "InvalidAction", 400):
    iam.delete_role(RoleName="plain")
end(proof, of_iam, of_s3)
