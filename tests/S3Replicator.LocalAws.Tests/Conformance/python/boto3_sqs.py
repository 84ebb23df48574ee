"""Every action of SQS by boto3, which speaks SQS's older Query protocol."""

import hashlib
import json

from boto import client, nobody, status
from proof import ACCOUNT, ENDPOINT, Prover, end, same

sqs, denied = client("sqs"), nobody("sqs")
proof = Prover("sqs", "boto3")
MISSING = "AWS.SimpleQueueService.NonExistentQueue"
NOWHERE = f"{ENDPOINT.rstrip('/')}/{ACCOUNT}/boto-missing"


def arn(name):
    return f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def receive(url, **more):
    return sqs.receive_message(QueueUrl=url, AttributeNames=["All"], MessageAttributeNames=["All"], **more).get("Messages", [])


def receive_one(url, **more):
    messages = receive(url, WaitTimeSeconds=10, **more)
    same(len(messages), 1)
    return messages[0]


def attribute(url, name):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"][name]


def queues():
    with proof.works("CreateQueue", "the URL, once more the same"):
        attributes = {"VisibilityTimeout": "60"}
        url = sqs.create_queue(QueueName="boto-queue", Attributes=attributes, tags={"made": "here"})["QueueUrl"]
        same(url.endswith("/000000000000/boto-queue"), True)
        same(sqs.create_queue(QueueName="boto-queue", Attributes=attributes)["QueueUrl"], url)
    dead = sqs.create_queue(QueueName="boto-dead")["QueueUrl"]
    with proof.refused("CreateQueue", "QueueAlreadyExists", 400):
        sqs.create_queue(QueueName="boto-queue", Attributes={"VisibilityTimeout": "61"})
    with proof.refused("CreateQueue", "InvalidParameterValue", 400):
        sqs.create_queue(QueueName="not a name")
    with proof.works("GetQueueUrl", "the URL"):
        same(sqs.get_queue_url(QueueName="boto-queue")["QueueUrl"], url)
    with proof.refused("GetQueueUrl", MISSING, 400):
        sqs.get_queue_url(QueueName="boto-missing")
    with proof.works("ListQueues", "by prefix and by pages"):
        same(sqs.list_queues(QueueNamePrefix="boto-q")["QueueUrls"], [url])
        pages = sqs.get_paginator("list_queues").paginate(PaginationConfig={"PageSize": 1})
        same(sorted(url for page in pages for url in page["QueueUrls"]), [dead, url])
    with proof.refused("ListQueues", "AccessDenied", 403):
        denied.list_queues()
    return url, dead


def attributes(url):
    with proof.works("SetQueueAttributes GetQueueAttributes", "is read back"):
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "30", "MessageRetentionPeriod": "600"})
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        same((found["VisibilityTimeout"], found["MessageRetentionPeriod"], found["QueueArn"]), ("30", "600", arn("boto-queue")))
    with proof.refused("SetQueueAttributes", "InvalidAttributeValue", 400):
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"DelaySeconds": "901"})
    with proof.refused("GetQueueAttributes", "InvalidAttributeName", 400):
        sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Colour"])
    with proof.refused("GetQueueAttributes", MISSING, 400):
        sqs.get_queue_attributes(QueueUrl=NOWHERE, AttributeNames=["All"])
    with proof.works("TagQueue ListQueueTags", "added to those that are there"):
        sqs.tag_queue(QueueUrl=url, Tags={"team": "a", "ü": "1"})
        same(sqs.list_queue_tags(QueueUrl=url)["Tags"], {"made": "here", "team": "a", "ü": "1"})
    with proof.works("UntagQueue", "gone then"):
        sqs.untag_queue(QueueUrl=url, TagKeys=["team", "ü"])
        same(sqs.list_queue_tags(QueueUrl=url)["Tags"], {"made": "here"})
    with proof.works("AddPermission", "writes the policy"):
        sqs.add_permission(QueueUrl=url, Label="send", AWSAccountIds=["111122223333"], Actions=["SendMessage"])
        same(json.loads(attribute(url, "Policy"))["Statement"][0]["Sid"], "send")
    with proof.works("RemovePermission", "the label is free again"):
        sqs.remove_permission(QueueUrl=url, Label="send")
        sqs.add_permission(QueueUrl=url, Label="send", AWSAccountIds=["111122223333"], Actions=["SendMessage"])
    with proof.refused("RemovePermission", "InvalidParameterValue", 400):
        sqs.remove_permission(QueueUrl=url, Label="other")


def messages(url):
    body = "body ü <&>\n"
    with proof.works("SendMessage", "the digests of body and attributes"):
        sent = sqs.send_message(
            QueueUrl=url,
            MessageBody=body,
            MessageAttributes={
                "kind": {"DataType": "String", "StringValue": "a"},
                "raw": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
                "count": {"DataType": "Number.int", "StringValue": "7"},
            },
        )
        same(sent["MD5OfMessageBody"], md5(body))
    with proof.refused("SendMessage", "InvalidMessageContents", 400):
        sqs.send_message(QueueUrl=url, MessageBody="a\ufffe")
    with proof.refused("SendMessage", MISSING, 400):
        sqs.send_message(QueueUrl=NOWHERE, MessageBody=body)
    with proof.works("ReceiveMessage", "body, attributes, count"):
        received = receive_one(url)
        same((received["Body"], received["MessageId"]), (body, sent["MessageId"]))
        same(received["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"])
        same(received["MessageAttributes"]["raw"]["BinaryValue"], b"\x00\xff")
        same(received["MessageAttributes"]["count"], {"DataType": "Number.int", "StringValue": "7"})
        same(received["Attributes"]["ApproximateReceiveCount"], "1")
        same(receive(url), [])
    with proof.refused("ReceiveMessage", "InvalidParameterValue", 400):
        receive(url, MaxNumberOfMessages=11)
    with proof.works("ChangeMessageVisibility", "0 gives it back at once"):
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=received["ReceiptHandle"], VisibilityTimeout=0)
        received = receive_one(url)
        same(received["Attributes"]["ApproximateReceiveCount"], "2")
    with proof.refused("ChangeMessageVisibility", "InvalidParameterValue", 400):
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=received["ReceiptHandle"], VisibilityTimeout=43201)
    with proof.works("DeleteMessage", "gone then"):
        sqs.delete_message(QueueUrl=url, ReceiptHandle=received["ReceiptHandle"])
        same(attribute(url, "ApproximateNumberOfMessagesNotVisible"), "0")
    with proof.refused("DeleteMessage", "ReceiptHandleIsInvalid", 400):
        sqs.delete_message(QueueUrl=url, ReceiptHandle="made up")


def batches(url):
    with proof.works("SendMessageBatch", "each entry is answered"):
        entries = [{"Id": "a", "MessageBody": "1"}, {"Id": "b", "MessageBody": "2"}, {"Id": "bad", "MessageBody": "\ufffe"}]
        answer = sqs.send_message_batch(QueueUrl=url, Entries=entries)
        same([(e["Id"], e["MD5OfMessageBody"]) for e in answer["Successful"]], [("a", md5("1")), ("b", md5("2"))])
        same([(e["Id"], e["Code"], e["SenderFault"]) for e in answer["Failed"]], [("bad", "InvalidMessageContents", True)])
    with proof.refused("SendMessageBatch", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 400):
        sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": str(i), "MessageBody": "x"} for i in range(11)])
    with proof.refused("SendMessageBatch", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", 400):
        sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": "a", "MessageBody": "x"}] * 2)
    found = []
    while len(found) < 2:
        found += receive(url, MaxNumberOfMessages=10, WaitTimeSeconds=5)
    handles = [message["ReceiptHandle"] for message in found]
    with proof.works("ChangeMessageVisibilityBatch", "each entry is answered"):
        entries = [{"Id": str(i), "ReceiptHandle": handle, "VisibilityTimeout": 100} for i, handle in enumerate([*handles, "made up"])]
        answer = sqs.change_message_visibility_batch(QueueUrl=url, Entries=entries)
        same([e["Id"] for e in answer["Successful"]], ["0", "1"])
        same([(e["Id"], e["Code"]) for e in answer["Failed"]], [("2", "ReceiptHandleIsInvalid")])
    with proof.refused("ChangeMessageVisibilityBatch", "AWS.SimpleQueueService.InvalidBatchEntryId", 400):
        sqs.change_message_visibility_batch(QueueUrl=url, Entries=[{"Id": "no spaces", "ReceiptHandle": "x", "VisibilityTimeout": 1}])
    with proof.works("DeleteMessageBatch", "each entry is answered"):
        entries = [{"Id": str(i), "ReceiptHandle": handle} for i, handle in enumerate([*handles, "made up"])]
        answer = sqs.delete_message_batch(QueueUrl=url, Entries=entries)
        same([e["Id"] for e in answer["Successful"]], ["0", "1"])
        same([(e["Id"], e["Code"]) for e in answer["Failed"]], [("2", "ReceiptHandleIsInvalid")])


def dead_letters(url, dead):
    policy = {"deadLetterTargetArn": arn("boto-dead"), "maxReceiveCount": 1}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": json.dumps(policy)})
    with proof.works("ListDeadLetterSourceQueues", "the queue that names it"):
        same(sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"], [url])
    with proof.works("ReceiveMessage", "moves to the dead-letter queue after maxReceiveCount"):
        sqs.send_message(QueueUrl=url, MessageBody="poison")
        same(receive_one(url, VisibilityTimeout=0)["Body"], "poison")
        same(receive(url), [])
        same(receive_one(dead, VisibilityTimeout=0)["Body"], "poison")


def endings(url, dead):
    with proof.works("PurgeQueue", "nothing is left"):
        sqs.purge_queue(QueueUrl=dead)
        same(receive(dead), [])
    with proof.refused("PurgeQueue", "AWS.SimpleQueueService.PurgeQueueInProgress", 403):
        sqs.purge_queue(QueueUrl=dead)
    with proof.works("DeleteQueue", "gone then"):
        same(status(sqs.delete_queue(QueueUrl=url)), 200)
        same(len(sqs.list_queues(QueueNamePrefix="boto-q").get("QueueUrls", [])), 0)
    with proof.refused("DeleteQueue", MISSING, 400):
        sqs.delete_queue(QueueUrl=NOWHERE)


def fifo():
    with proof.works("SendMessage", "FIFO: in order, once"):
        attributes = {"FifoQueue": "true", "ContentBasedDeduplication": "true"}
        url = sqs.create_queue(QueueName="boto.fifo", Attributes=attributes)["QueueUrl"]
        first = sqs.send_message(QueueUrl=url, MessageBody="1", MessageGroupId="g")
        again = sqs.send_message(QueueUrl=url, MessageBody="1", MessageGroupId="g")
        second = sqs.send_message(QueueUrl=url, MessageBody="2", MessageGroupId="g")
        same(again["MessageId"], first["MessageId"])
        same(int(second["SequenceNumber"]) > int(first["SequenceNumber"]), True)
        found = receive(url, MaxNumberOfMessages=10, WaitTimeSeconds=5)
        same([message["Body"] for message in found], ["1", "2"])
        same(found[0]["Attributes"]["MessageGroupId"], "g")
    with proof.refused("SendMessage", "MissingParameter", 400):
        sqs.send_message(QueueUrl=url, MessageBody="x")


queue, dead_letter = queues()
attributes(queue)
messages(queue)
batches(queue)
dead_letters(queue, dead_letter)
endings(queue, dead_letter)
fifo()
end(proof)
