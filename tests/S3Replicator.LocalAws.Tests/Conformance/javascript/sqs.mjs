// Every action of SQS by the official JavaScript SDK, which speaks SQS's JSON protocol.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import * as sdk from '@aws-sdk/client-sqs'
import { prover, settings } from './proof.mjs'

const sqs = new sdk.SQSClient(settings())
const nobody = new sdk.SQSClient(settings({ credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'nobody-secret' } }))
const { works, refused } = prover('sqs')
const call = (name, input = {}, client = sqs) => client.send(new sdk[`${name}Command`](input))
const md5 = (data) => createHash('md5').update(data).digest('hex')
// The SDK reports the codes of the older protocol, which SQS sends beside its own.
const named = (code) => `AWS.SimpleQueueService.${code}`
const missing = named('NonExistentQueue')
const account = '000000000000'
const Nowhere = `${(await sqs.config.endpoint()).protocol}//127.0.0.1/${account}/js-missing`
const arn = (name) => `arn:aws:sqs:us-east-1:${account}:${name}`
let QueueUrl, deadUrl

await queues()
await attributes()
await messages()
await batches()
await deadLetters()
await endings()

async function queues() {
  await works('CreateQueue', 'the URL, once more the same', async () => {
    QueueUrl = (await call('CreateQueue', { QueueName: 'js-queue', Attributes: { VisibilityTimeout: '60' }, tags: { made: 'here' } })).QueueUrl
    assert.match(QueueUrl, /\/000000000000\/js-queue$/)
    assert.equal((await call('CreateQueue', { QueueName: 'js-queue', Attributes: { VisibilityTimeout: '60' } })).QueueUrl, QueueUrl)
    deadUrl = (await call('CreateQueue', { QueueName: 'js-dead' })).QueueUrl
  })
  await refused('CreateQueue', 'QueueAlreadyExists', 400, () => call('CreateQueue', { QueueName: 'js-queue', Attributes: { VisibilityTimeout: '61' } }))
  await refused('CreateQueue', 'InvalidParameterValue', 400, () => call('CreateQueue', { QueueName: 'not a name' }))
  await refused('CreateQueue', 'InvalidAttributeValue', 400, () => call('CreateQueue', { QueueName: 'js-bad', Attributes: { VisibilityTimeout: '43201' } }))
  await works('GetQueueUrl', 'the URL', async () => assert.equal((await call('GetQueueUrl', { QueueName: 'js-queue' })).QueueUrl, QueueUrl))
  await refused('GetQueueUrl', missing, 400, () => call('GetQueueUrl', { QueueName: 'js-missing' }))
  await works('ListQueues', 'by prefix and by pages', async () => {
    assert.deepEqual((await call('ListQueues', { QueueNamePrefix: 'js-q' })).QueueUrls, [QueueUrl])
    const page = await call('ListQueues', { MaxResults: 1 })
    const rest = await call('ListQueues', { MaxResults: 10, NextToken: page.NextToken })
    assert.deepEqual([...page.QueueUrls, ...rest.QueueUrls].sort(), [deadUrl, QueueUrl])
  })
  await refused('ListQueues', 'AccessDenied', 403, () => call('ListQueues', {}, nobody))
}

async function attributes() {
  await works('SetQueueAttributes', 'is read back', async () => {
    await call('SetQueueAttributes', { QueueUrl, Attributes: { VisibilityTimeout: '30', ReceiveMessageWaitTimeSeconds: '1' } })
    const { Attributes } = await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })
    assert.deepEqual([Attributes.VisibilityTimeout, Attributes.ReceiveMessageWaitTimeSeconds], ['30', '1'])
  })
  await refused('SetQueueAttributes', 'InvalidAttributeValue', 400, () => call('SetQueueAttributes', { QueueUrl, Attributes: { DelaySeconds: '901' } }))
  await refused('SetQueueAttributes', 'InvalidAttributeName', 400, () => call('SetQueueAttributes', { QueueUrl, Attributes: { Colour: 'blue' } }))
  await works('GetQueueAttributes', 'ARN and counts', async () => {
    const { Attributes } = await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages', 'MessageRetentionPeriod'] })
    assert.deepEqual(Attributes, { QueueArn: arn('js-queue'), ApproximateNumberOfMessages: '0', MessageRetentionPeriod: '345600' })
  })
  await refused('GetQueueAttributes', missing, 400, () => call('GetQueueAttributes', { QueueUrl: Nowhere }))
  await works('TagQueue', 'is added to those that are there', async () => {
    await call('TagQueue', { QueueUrl, Tags: { team: 'a', ü: '1' } })
    assert.deepEqual((await call('ListQueueTags', { QueueUrl })).Tags, { made: 'here', team: 'a', ü: '1' })
  })
  await works('UntagQueue', 'is gone then', () => call('UntagQueue', { QueueUrl, TagKeys: ['team', 'ü'] }))
  await works('ListQueueTags', 'what is left', async () => assert.deepEqual((await call('ListQueueTags', { QueueUrl })).Tags, { made: 'here' }))
  for (const [name, input] of [['TagQueue', { Tags: { a: '1' } }], ['UntagQueue', { TagKeys: ['a'] }], ['ListQueueTags', {}]]) {
    await refused(name, missing, 400, () => call(name, { QueueUrl: Nowhere, ...input }))
  }
  await works('AddPermission', 'writes the policy', async () => {
    await call('AddPermission', { QueueUrl, Label: 'send', AWSAccountIds: ['111122223333'], Actions: ['SendMessage'] })
    const [statement] = JSON.parse((await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['Policy'] })).Attributes.Policy).Statement
    assert.deepEqual([statement.Sid, statement.Effect, statement.Action, statement.Resource], ['send', 'Allow', 'SQS:SendMessage', arn('js-queue')])
  })
  await refused('AddPermission', 'InvalidParameterValue', 400, () =>
    call('AddPermission', { QueueUrl, Label: 'send', AWSAccountIds: ['111122223333'], Actions: ['SendMessage'] }))
  await works('RemovePermission', 'the label is free again', async () => {
    await call('RemovePermission', { QueueUrl, Label: 'send' })
    await call('AddPermission', { QueueUrl, Label: 'send', AWSAccountIds: ['111122223333'], Actions: ['SendMessage'] })
  })
  await refused('RemovePermission', 'InvalidParameterValue', 400, () => call('RemovePermission', { QueueUrl, Label: 'other' }))
}

function receive(more = {}) {
  return call('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 0, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'], ...more })
}

async function messages() {
  const MessageBody = 'body ü <&>'
  let sent, received
  await works('SendMessage', 'the digests of body and attributes', async () => {
    sent = await call('SendMessage', { QueueUrl, MessageBody, MessageAttributes: { kind: { DataType: 'String', StringValue: 'a' }, raw: { DataType: 'Binary', BinaryValue: Buffer.from([0, 255]) } } })
    assert.equal(sent.MD5OfMessageBody, md5(MessageBody))
    assert.match(sent.MessageId, /^[0-9a-f-]{36}$/)
  })
  await refused('SendMessage', 'InvalidMessageContents', 400, () => call('SendMessage', { QueueUrl, MessageBody: 'a\u0001' }))
  await refused('SendMessage', 'InvalidParameterValue', 400, () => call('SendMessage', { QueueUrl, MessageBody: 'x'.repeat(1024 * 1024 + 1) }))
  await refused('SendMessage', missing, 400, () => call('SendMessage', { QueueUrl: Nowhere, MessageBody }))
  await works('ReceiveMessage', 'body, attributes, count', async () => {
    const { Messages } = await receive()
    received = Messages[0]
    assert.deepEqual([received.Body, received.MessageId, received.MD5OfMessageAttributes], [MessageBody, sent.MessageId, sent.MD5OfMessageAttributes])
    assert.equal(received.MessageAttributes.kind.StringValue, 'a')
    assert.deepEqual([...received.MessageAttributes.raw.BinaryValue], [0, 255])
    assert.equal(received.Attributes.ApproximateReceiveCount, '1')
    assert.ok(Math.abs(Number(received.Attributes.SentTimestamp) - Date.now()) < 3_600_000)
    assert.equal((await receive()).Messages, undefined)
  })
  await refused('ReceiveMessage', 'InvalidParameterValue', 400, () => receive({ MaxNumberOfMessages: 11 }))
  await works('ChangeMessageVisibility', '0 gives it back at once', async () => {
    await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: received.ReceiptHandle, VisibilityTimeout: 0 })
    received = (await receive({ WaitTimeSeconds: 5 })).Messages[0]
    assert.equal(received.Attributes.ApproximateReceiveCount, '2')
  })
  await refused('ChangeMessageVisibility', 'ReceiptHandleIsInvalid', 400, () => call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: 'made up', VisibilityTimeout: 0 }))
  await works('DeleteMessage', 'is gone then', async () => {
    await call('DeleteMessage', { QueueUrl, ReceiptHandle: received.ReceiptHandle })
    const { Attributes } = await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] })
    assert.deepEqual(Object.values(Attributes), ['0', '0'])
  })
  await refused('DeleteMessage', 'ReceiptHandleIsInvalid', 400, () => call('DeleteMessage', { QueueUrl, ReceiptHandle: 'made up' }))
}

async function batches() {
  let Messages
  await works('SendMessageBatch', 'each entry is answered', async () => {
    const answer = await call('SendMessageBatch', { QueueUrl, Entries: [{ Id: 'a', MessageBody: '1' }, { Id: 'b', MessageBody: '2' }, { Id: 'bad', MessageBody: '\u0001' }] })
    assert.deepEqual(answer.Successful.map((e) => [e.Id, e.MD5OfMessageBody]), [['a', md5('1')], ['b', md5('2')]])
    assert.deepEqual(answer.Failed.map((e) => [e.Id, e.Code, e.SenderFault]), [['bad', 'InvalidMessageContents', true]])
  })
  await refused('SendMessageBatch', named('EmptyBatchRequest'), 400, () => call('SendMessageBatch', { QueueUrl, Entries: [] }))
  await refused('SendMessageBatch', named('BatchEntryIdsNotDistinct'), 400, () => call('SendMessageBatch', { QueueUrl, Entries: [1, 2].map(() => ({ Id: 'a', MessageBody: 'x' })) }))
  await refused('SendMessageBatch', named('TooManyEntriesInBatchRequest'), 400, () => call('SendMessageBatch', { QueueUrl, Entries: Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'x' })) }))
  await works('ReceiveMessage', 'up to ten at once', async () => {
    Messages = []
    while (Messages.length < 2) {
      Messages.push(...((await receive({ MaxNumberOfMessages: 10, WaitTimeSeconds: 5 })).Messages ?? []))
    }
    assert.deepEqual(Messages.map((m) => m.Body).sort(), ['1', '2'])
  })
  await works('ChangeMessageVisibilityBatch', 'each entry is answered', async () => {
    const answer = await call('ChangeMessageVisibilityBatch', { QueueUrl, Entries: [{ Id: 'a', ReceiptHandle: Messages[0].ReceiptHandle, VisibilityTimeout: 100 }, { Id: 'b', ReceiptHandle: 'made up', VisibilityTimeout: 1 }] })
    assert.deepEqual([answer.Successful.map((e) => e.Id), answer.Failed.map((e) => [e.Id, e.Code])], [['a'], [['b', 'ReceiptHandleIsInvalid']]])
  })
  await refused('ChangeMessageVisibilityBatch', named('InvalidBatchEntryId'), 400, () => call('ChangeMessageVisibilityBatch', { QueueUrl, Entries: [{ Id: 'no spaces', ReceiptHandle: 'x', VisibilityTimeout: 1 }] }))
  await works('DeleteMessageBatch', 'each entry is answered', async () => {
    const answer = await call('DeleteMessageBatch', { QueueUrl, Entries: [...Messages.map((m, i) => ({ Id: `m${i}`, ReceiptHandle: m.ReceiptHandle })), { Id: 'bad', ReceiptHandle: 'made up' }] })
    assert.deepEqual([answer.Successful.map((e) => e.Id), answer.Failed.map((e) => [e.Id, e.Code])], [['m0', 'm1'], [['bad', 'ReceiptHandleIsInvalid']]])
  })
  await refused('DeleteMessageBatch', named('EmptyBatchRequest'), 400, () => call('DeleteMessageBatch', { QueueUrl, Entries: [] }))
}

async function deadLetters() {
  const counts = async (url) => (await call('GetQueueAttributes', { QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] })).Attributes.ApproximateNumberOfMessages
  await call('SetQueueAttributes', { QueueUrl, Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('js-dead'), maxReceiveCount: 1 }) } })
  await works('ListDeadLetterSourceQueues', 'the queue that names it', async () => assert.deepEqual((await call('ListDeadLetterSourceQueues', { QueueUrl: deadUrl })).queueUrls, [QueueUrl]))
  await refused('ListDeadLetterSourceQueues', missing, 400, () => call('ListDeadLetterSourceQueues', { QueueUrl: Nowhere }))
  await works('ReceiveMessage', 'moves to the dead-letter queue after maxReceiveCount', async () => {
    await call('SendMessage', { QueueUrl, MessageBody: 'poison' })
    const { Messages } = await receive({ VisibilityTimeout: 0, WaitTimeSeconds: 5 })
    assert.equal(Messages[0].Body, 'poison')
    assert.equal((await receive({ WaitTimeSeconds: 1 })).Messages, undefined)
    assert.equal(await counts(deadUrl), '1')
  })
  let handle
  await works('StartMessageMoveTask', 'messages go back to their queue', async () => {
    handle = (await call('StartMessageMoveTask', { SourceArn: arn('js-dead') })).TaskHandle
    assert.ok(handle)
    const { Messages } = await receive({ WaitTimeSeconds: 10 })
    assert.equal(Messages[0].Body, 'poison')
    await call('DeleteMessage', { QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle })
  })
  await works('ListMessageMoveTasks', 'the task that ended', async () => {
    let task
    do {
      task = (await call('ListMessageMoveTasks', { SourceArn: arn('js-dead') })).Results[0]
    } while (task.Status === 'RUNNING')
    assert.deepEqual([task.Status, task.SourceArn, task.ApproximateNumberOfMessagesMoved], ['COMPLETED', arn('js-dead'), 1])
  })
  await works('CancelMessageMoveTask', 'how many were moved', async () => {
    await call('SendMessageBatch', { QueueUrl: deadUrl, Entries: ['1', '2', '3', '4', '5'].map((Id) => ({ Id, MessageBody: Id })) })
    const { TaskHandle } = await call('StartMessageMoveTask', { SourceArn: arn('js-dead'), MaxNumberOfMessagesPerSecond: 1 })
    const answer = await call('CancelMessageMoveTask', { TaskHandle })
    assert.ok(answer.ApproximateNumberOfMessagesMoved < 5)
  })
  await refused('StartMessageMoveTask', 'ResourceNotFoundException', 404, () => call('StartMessageMoveTask', { SourceArn: arn('js-missing') }))
  await refused('CancelMessageMoveTask', 'InvalidParameterValue', 400, () => call('CancelMessageMoveTask', { TaskHandle: handle }))
  await refused('ListMessageMoveTasks', 'ResourceNotFoundException', 404, () => call('ListMessageMoveTasks', { SourceArn: arn('js-missing') }))
}

async function endings() {
  await works('PurgeQueue', 'nothing is left', async () => {
    await call('SendMessage', { QueueUrl, MessageBody: 'x' })
    await call('PurgeQueue', { QueueUrl })
    assert.equal((await receive()).Messages, undefined)
  })
  await refused('PurgeQueue', named('PurgeQueueInProgress'), 403, () => call('PurgeQueue', { QueueUrl }))
  await works('DeleteQueue', 'is gone then', async () => {
    await call('DeleteQueue', { QueueUrl })
    await assert.rejects(() => call('GetQueueUrl', { QueueName: 'js-queue' }), { name: 'QueueDoesNotExist' })
  })
  await refused('DeleteQueue', missing, 400, () => call('DeleteQueue', { QueueUrl: Nowhere }))
  await refused('CreateQueue', named('QueueDeletedRecently'), 400, () => call('CreateQueue', { QueueName: 'js-queue' }))
}
