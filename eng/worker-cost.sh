#!/usr/bin/env bash
# What one small object costs a worker in processor time, requests and memory, against the local AWS of the same program.
# Two drains of different length are measured, so that what a start costs is not in the figure for an object.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: eng/worker-cost.sh PROGRAM [OBJECTS]

  PROGRAM  the built s3replicator that is measured, and whose local AWS it is measured against
  OBJECTS  how many objects the longer drain replicates (5000); the shorter one has a fifth of them

Needs the AWS CLI. Prints processor milliseconds (user and system) of the worker for each object.
USAGE
}

if (($# == 0)) || [[ $1 == --help ]]; then
  usage
  exit 2
fi
program=$(realpath "$1") objects=${2:-5000}
few=$((objects / 5))
folder=$(mktemp -d)
local_aws=''
finish() {
  [[ -z $local_aws ]] || kill "$local_aws"
  rm -rf "$folder"
}
trap finish EXIT
cd "$folder"

cat >seed.json <<'JSON'
{
  "queues": [{"name": "events", "allowS3": true}],
  "buckets": [
    {"name": "source", "versioning": "Enabled", "notifications": [{"queue": "events", "events": ["s3:ObjectCreated:*"]}]},
    {"name": "replica", "versioning": "Enabled"},
    {"name": "state"}
  ]
}
JSON
cat >rules.yaml <<'YAML'
Bucket: source
Role: arn:aws:iam::000000000000:role/s3replicator
Rules:
  - ID: everything
    Priority: 1
    Status: Enabled
    Filter: {Prefix: ""}
    DeleteMarkerReplication: {Status: Disabled}
    Destination: {Bucket: "arn:aws:s3:::replica", StorageClass: STANDARD_IA}
YAML

"$program" local --port 0 --seed seed.json >ready.json &
local_aws=$!
until [[ -s ready.json ]]; do
  kill -0 "$local_aws"
  sleep 0.1
done
endpoint=$(sed 's/.*"endpoint":"\([^"]*\)".*/\1/' ready.json)
export AWS_ENDPOINT_URL=$endpoint AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_EC2_METADATA_DISABLED=true

# Puts objects of 1 KB, drains the queue, and leaves the worker's processor milliseconds in $spent.
drain() {
  local number
  rm -rf many
  mkdir many
  for ((number = 0; number < $1; number++)); do
    printf '%01024d' "$number" >"many/$1-$number"
  done
  aws --endpoint-url "$endpoint" s3 cp --recursive --only-show-errors many "s3://source/run-$1"
  local TIMEFORMAT='%U %S' times
  times=$({ time "$program" run --queue-url "$endpoint/000000000000/events" --rules rules.yaml \
    --state s3://state/s3replicator --drain 1 --output json >"$1.json" 2>"$1.log"; } 2>&1)
  spent=$(awk '{ print ($1 + $2) * 1000 }' <<<"$times")
}

drain "$few"
short=$spent
drain "$objects"
awk -v few="$few" -v many="$objects" -v short="$short" -v long="$spent" 'BEGIN {
  printf "%d objects %.0f ms, %d objects %.0f ms: %.3f ms of processor time an object\n", few, short, many, long, (long - short) / (many - few)
}'
sed 's/.*\("replicated":[0-9]*\).*\("requests":{[^}]*}\).*/\1 \2/' "$objects.json"
