#!/bin/sh
# Makes what the worker needs: two versioned buckets, a queue that S3 may send to, its notifications, and the rules' role.
# It can run again over what is there.
set -eu

bucket() {
  aws s3api head-bucket --bucket "$1" >/dev/null 2>&1 || aws s3api create-bucket --bucket "$1" >/dev/null
  aws s3api put-bucket-versioning --bucket "$1" --versioning-configuration Status=Enabled
}

bucket source
bucket replica

url=$(aws sqs create-queue --queue-name events --query QueueUrl --output text)
arn=$(aws sqs get-queue-attributes --queue-url "$url" --attribute-names QueueArn --query Attributes.QueueArn --output text)
policy='{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"s3.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"'$arn'\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"arn:aws:s3:::source\"}}}]}'
aws sqs set-queue-attributes --queue-url "$url" --attributes '{"Policy":"'"$policy"'"}'

aws s3api put-bucket-notification-configuration --bucket source --notification-configuration \
  '{"QueueConfigurations":[{"QueueArn":"'"$arn"'","Events":["s3:ObjectCreated:*","s3:ObjectRemoved:*","s3:ObjectTagging:*"]}]}'

# On a laptop the role may do everything with S3; s3replicator iam prints what it needs in an account.
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}'
permissions='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
aws iam get-role --role-name s3replicator >/dev/null 2>&1 ||
  aws iam create-role --role-name s3replicator --assume-role-policy-document "$trust" >/dev/null
aws iam put-role-policy --role-name s3replicator --policy-name replicate --policy-document "$permissions"

echo "Ready: put objects into s3://source and find them in s3://replica. Queue: $url"
