"""Clients of boto3, which signs as the default user unless told otherwise."""

import boto3
from botocore.config import Config
from proof import ACCESS_KEY, ENDPOINT, SECRET_KEY


def client(service, access_key=ACCESS_KEY, secret_key=SECRET_KEY, token=None, region="us-east-1"):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name=region,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        aws_session_token=token,
        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
    )


def nobody(service):
    return client(service, "AKIANOBODY", "nobody-secret")


def status(response):
    return response["ResponseMetadata"]["HTTPStatusCode"]
