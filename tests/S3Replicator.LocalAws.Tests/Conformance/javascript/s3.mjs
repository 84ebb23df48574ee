// Every operation of S3 that the local AWS routes, by the official JavaScript SDK.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import * as sdk from '@aws-sdk/client-s3'
import { SQSClient, CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { prover, settings } from './proof.mjs'

const s3 = new sdk.S3Client(settings({ forcePathStyle: true }))
const nobody = new sdk.S3Client(settings({ forcePathStyle: true, credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'nobody-secret' } }))
const sqs = new SQSClient(settings())
const { works, refused } = prover('s3')
const call = (name, input = {}, client = s3) => client.send(new sdk[`${name}Command`](input))
const md5 = (data) => createHash('md5').update(data).digest('hex')
const text = async (answer) => Buffer.from(await answer.Body.transformToByteArray()).toString()
const Bucket = 'js-source'
const target = 'js-target'
const plain = 'js-plain'
const oddKey = 'dir one/a b+c=é&ü%41~(1)\'!.txt'
const part = Buffer.alloc(5 * 1024 * 1024, 'p')
const tail = Buffer.from('the end')

await buckets()
await settingsOfBuckets()
await notifications()
await objects()
await conditions()
await versions()
await copies()
await lists()
await tagsAndAcls()
await multipart()
await endings()

async function buckets() {
  await works('CreateBucket', 'answers the location', async () => {
    assert.equal((await call('CreateBucket', { Bucket })).Location, `/${Bucket}`)
    await call('CreateBucket', { Bucket: target })
    await call('CreateBucket', { Bucket: plain, ObjectOwnership: 'ObjectWriter' })
    await call('CreateBucket', { Bucket: 'js-other-region', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }, inRegion('eu-west-1'))
  })
  await refused('CreateBucket', 'InvalidBucketName', 400, () => call('CreateBucket', { Bucket: 'Not_A_Name' }))
  await refused('CreateBucket', 'BucketAlreadyOwnedByYou', 409, () =>
    call('CreateBucket', { Bucket: 'js-other-region', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }, inRegion('eu-west-1')))
  await refused('CreateBucket', 'IllegalLocationConstraintException', 400, () =>
    call('CreateBucket', { Bucket: 'js-nowhere', CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } }, inRegion('eu-west-1')))
  await works('ListBuckets', 'names, owner and dates', async () => {
    const answer = await call('ListBuckets')
    assert.deepEqual(answer.Buckets.map((b) => b.Name), ['js-other-region', plain, Bucket, target])
    assert.ok(answer.Owner.ID)
    assert.ok(answer.Buckets.every((b) => b.CreationDate instanceof Date))
  })
  await refused('ListBuckets', 'AccessDenied', 403, () => call('ListBuckets', {}, nobody))
  await works('HeadBucket', 'the region', async () => assert.equal((await call('HeadBucket', { Bucket })).BucketRegion, 'us-east-1'))
  await refused('HeadBucket', 'NotFound', 404, () => call('HeadBucket', { Bucket: 'js-missing' }))
  await works('GetBucketLocation', 'none for us-east-1, else the region', async () => {
    assert.equal((await call('GetBucketLocation', { Bucket })).LocationConstraint, undefined)
    assert.equal((await call('GetBucketLocation', { Bucket: 'js-other-region' })).LocationConstraint, 'eu-west-1')
  })
  await refused('GetBucketLocation', 'NoSuchBucket', 404, () => call('GetBucketLocation', { Bucket: 'js-missing' }))
  await refused('GetBucketVersioning', 'PermanentRedirect', 301, () => call('GetBucketVersioning', { Bucket: 'js-other-region' }))
}

function inRegion(region) {
  return new sdk.S3Client(settings({ forcePathStyle: true, region }))
}

async function settingsOfBuckets() {
  await works('GetBucketVersioning', 'nothing before it is set', async () => assert.equal((await call('GetBucketVersioning', { Bucket })).Status, undefined))
  await works('PutBucketVersioning', 'Enabled and Suspended are read back', async () => {
    for (const Status of ['Suspended', 'Enabled']) {
      await call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status } })
      assert.equal((await call('GetBucketVersioning', { Bucket })).Status, Status)
    }
    await call('PutBucketVersioning', { Bucket: target, VersioningConfiguration: { Status: 'Enabled' } })
  })
  await refused('PutBucketVersioning', 'MalformedXML', 400, () => call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Sometimes' } }))

  await works('PutBucketOwnershipControls', 'is read back', async () => {
    const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] }
    await call('PutBucketOwnershipControls', { Bucket: plain, OwnershipControls })
    assert.deepEqual((await call('GetBucketOwnershipControls', { Bucket: plain })).OwnershipControls, OwnershipControls)
  })
  await works('GetBucketOwnershipControls', 'BucketOwnerEnforced by default', async () =>
    assert.equal((await call('GetBucketOwnershipControls', { Bucket })).OwnershipControls.Rules[0].ObjectOwnership, 'BucketOwnerEnforced'))
  await refused('PutBucketOwnershipControls', 'MalformedXML', 400, () =>
    call('PutBucketOwnershipControls', { Bucket: plain, OwnershipControls: { Rules: [{ ObjectOwnership: 'Nobody' }] } }))

  await refused('GetBucketReplication', 'ReplicationConfigurationNotFoundError', 404, () => call('GetBucketReplication', { Bucket }))
  const ReplicationConfiguration = {
    Role: 'arn:aws:iam::000000000000:role/reader',
    Rules: [{ ID: 'all', Status: 'Enabled', Priority: 1, Filter: { Prefix: 'in/' }, DeleteMarkerReplication: { Status: 'Disabled' }, Destination: { Bucket: `arn:aws:s3:::${target}` } }],
  }
  await works('PutBucketReplication', 'is stored', () => call('PutBucketReplication', { Bucket, ReplicationConfiguration }))
  await works('GetBucketReplication', 'what was stored', async () =>
    assert.deepEqual((await call('GetBucketReplication', { Bucket })).ReplicationConfiguration, ReplicationConfiguration))
  await refused('PutBucketReplication', 'InvalidRequest', 400, () => call('PutBucketReplication', { Bucket: plain, ReplicationConfiguration }))
  await works('DeleteBucketReplication', 'is gone then', async () => {
    assert.equal((await call('DeleteBucketReplication', { Bucket })).$metadata.httpStatusCode, 204)
    await assert.rejects(() => call('GetBucketReplication', { Bucket }), { name: 'ReplicationConfigurationNotFoundError' })
  })

  await refused('GetBucketPolicy', 'NoSuchBucketPolicy', 404, () => call('GetBucketPolicy', { Bucket }))
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/secret/*` }] })
  await works('PutBucketPolicy', 'takes effect', async () => {
    await call('PutBucketPolicy', { Bucket, Policy })
    await call('PutObject', { Bucket, Key: 'secret/1', Body: 'x' })
    await assert.rejects(() => call('GetObject', { Bucket, Key: 'secret/1' }), { name: 'AccessDenied' })
  })
  await works('GetBucketPolicy', 'the text as it was put', async () => assert.equal((await call('GetBucketPolicy', { Bucket })).Policy, Policy))
  await refused('PutBucketPolicy', 'MalformedPolicy', 400, () => call('PutBucketPolicy', { Bucket, Policy: '{"Statement":' }))
  await works('DeleteBucketPolicy', 'is gone then', async () => {
    assert.equal((await call('DeleteBucketPolicy', { Bucket })).$metadata.httpStatusCode, 204)
    assert.equal(await text(await call('GetObject', { Bucket, Key: 'secret/1' })), 'x')
  })
}

async function notifications() {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' }] })
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'js-events', Attributes: { Policy } }))
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }))
  const QueueArn = Attributes.QueueArn
  const receive = async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10, MaxNumberOfMessages: 1 }))
    return JSON.parse(Messages[0].Body)
  }
  const NotificationConfiguration = {
    QueueConfigurations: [{ Id: 'events', QueueArn, Events: ['s3:ObjectCreated:*'], Filter: { Key: { FilterRules: [{ Name: 'Prefix', Value: 'noted/' }, { Name: 'Suffix', Value: '.txt' }] } } }],
  }
  await works('PutBucketNotificationConfiguration', 'sends the test event, then those of the filter', async () => {
    await call('PutBucketNotificationConfiguration', { Bucket, NotificationConfiguration })
    const test = await receive()
    assert.deepEqual([test.Event, test.Bucket], ['s3:TestEvent', Bucket])
    await call('PutObject', { Bucket, Key: 'not-noted', Body: 'x' })
    const put = await call('PutObject', { Bucket, Key: 'noted/a b+ü.txt', Body: 'event' })
    const [record] = (await receive()).Records
    assert.equal(record.eventName, 'ObjectCreated:Put')
    assert.equal(record.s3.configurationId, 'events')
    assert.equal(record.s3.object.key, 'noted/a+b%2B%C3%BC.txt')
    assert.equal(record.s3.object.versionId, put.VersionId)
    assert.equal(record.s3.object.size, 5)
    assert.equal(record.s3.object.eTag, md5('event'))
  })
  await works('GetBucketNotificationConfiguration', 'what was put', async () => {
    const { QueueConfigurations } = await call('GetBucketNotificationConfiguration', { Bucket })
    assert.deepEqual(QueueConfigurations, NotificationConfiguration.QueueConfigurations)
  })
  await refused('PutBucketNotificationConfiguration', 'InvalidArgument', 400, () =>
    call('PutBucketNotificationConfiguration', { Bucket, NotificationConfiguration: { QueueConfigurations: [{ QueueArn: `${QueueArn}-missing`, Events: ['s3:ObjectCreated:*'] }] } }))
  await call('PutBucketNotificationConfiguration', { Bucket, NotificationConfiguration: {} })
}

async function objects() {
  await works('PutObject', 'ETag, version, checksum', async () => {
    const answer = await call('PutObject', { Bucket, Key: oddKey, Body: 'hello', ContentType: 'text/x-odd', CacheControl: 'no-cache', Metadata: { colour: 'blue' }, Tagging: 'a=1&b=2', StorageClass: 'STANDARD_IA', ChecksumAlgorithm: 'SHA256' })
    assert.equal(answer.ETag, `"${md5('hello')}"`)
    assert.equal(answer.ChecksumSHA256, createHash('sha256').update('hello').digest('base64'))
    assert.ok(answer.VersionId.length >= 32)
    assert.equal(answer.ServerSideEncryption, 'AES256')
  })
  await refused('PutObject', 'BadDigest', 400, () => call('PutObject', { Bucket, Key: 'bad', Body: 'hello', ContentMD5: createHash('md5').update('other').digest('base64') }))
  await refused('PutObject', 'InvalidStorageClass', 400, () => call('PutObject', { Bucket, Key: 'bad', Body: 'x', StorageClass: 'CARBONITE' }))
  await refused('PutObject', 'NoSuchBucket', 404, () => call('PutObject', { Bucket: 'js-missing', Key: 'x', Body: 'x' }))
  await refused('PutObject', 'KeyTooLongError', 400, () => call('PutObject', { Bucket, Key: 'k'.repeat(1025), Body: 'x' }))
  await refused('PutObject', 'AccessControlListNotSupported', 400, () => call('PutObject', { Bucket, Key: 'x', Body: 'x', ACL: 'public-read' }))
  await refused('PutObject', 'InvalidAccessKeyId', 403, () => call('PutObject', { Bucket, Key: 'x', Body: 'x' }, signedBy('AKIAUNKNOWN', 'x')))
  await refused('PutObject', 'SignatureDoesNotMatch', 403, () => call('PutObject', { Bucket, Key: 'x', Body: 'x' }, signedBy('test', 'wrong')))
  await refused('PutObject', 'AccessDenied', 403, () => call('PutObject', { Bucket, Key: 'x', Body: 'x' }, nobody))
  await works('GetObject', 'body, headers, metadata, checksum', async () => {
    const answer = await call('GetObject', { Bucket, Key: oddKey, ChecksumMode: 'ENABLED' })
    assert.equal(await text(answer), 'hello')
    assert.deepEqual(
      [answer.ContentType, answer.CacheControl, answer.Metadata, answer.TagCount, answer.StorageClass, answer.ContentLength, answer.AcceptRanges],
      ['text/x-odd', 'no-cache', { colour: 'blue' }, 2, 'STANDARD_IA', 5, 'bytes'])
    assert.equal(answer.ChecksumSHA256, createHash('sha256').update('hello').digest('base64'))
  })
  await works('GetObject', 'ranges', async () => {
    const ranged = await call('GetObject', { Bucket, Key: oddKey, Range: 'bytes=1-3' })
    assert.deepEqual([await text(ranged), ranged.ContentRange, ranged.$metadata.httpStatusCode], ['ell', 'bytes 1-3/5', 206])
    assert.equal(await text(await call('GetObject', { Bucket, Key: oddKey, Range: 'bytes=-2' })), 'lo')
  })
  await works('GetObject', 'headers of the answer by request', async () =>
    assert.equal((await call('GetObject', { Bucket, Key: oddKey, ResponseContentType: 'text/other' })).ContentType, 'text/other'))
  await refused('GetObject', 'NoSuchKey', 404, () => call('GetObject', { Bucket, Key: 'missing' }))
  await refused('GetObject', 'InvalidRange', 416, () => call('GetObject', { Bucket, Key: oddKey, Range: 'bytes=9-' }))
  await refused('GetObject', 'AccessDenied', 403, () => call('GetObject', { Bucket, Key: oddKey, ExpectedBucketOwner: '999999999999' }))
  await works('HeadObject', 'what GetObject says, without the body', async () => {
    const answer = await call('HeadObject', { Bucket, Key: oddKey, ChecksumMode: 'ENABLED' })
    assert.deepEqual([answer.ContentLength, answer.ETag, answer.Metadata, answer.StorageClass], [5, `"${md5('hello')}"`, { colour: 'blue' }, 'STANDARD_IA'])
    assert.equal(answer.ChecksumType, 'FULL_OBJECT')
    assert.ok(answer.LastModified instanceof Date)
  })
  await refused('HeadObject', 'NotFound', 404, () => call('HeadObject', { Bucket, Key: 'missing' }))
  for (const [ChecksumAlgorithm, member] of [['CRC32', 'ChecksumCRC32'], ['CRC32C', 'ChecksumCRC32C'], ['SHA1', 'ChecksumSHA1'], ['CRC64NVME', 'ChecksumCRC64NVME']]) {
    await works('PutObject', `checksum ${ChecksumAlgorithm}`, async () => {
      const sums = { CRC32: 'NhCmhg==', CRC32C: 'mnG7TA==', SHA1: 'qvTGHdzF6KLavt4PO0gs2a6pQ00=', CRC64NVME: 'M3eFcAZSQlc=' }
      const answer = await call('PutObject', { Bucket, Key: `sum/${ChecksumAlgorithm}`, Body: 'hello', ...(ChecksumAlgorithm === 'CRC64NVME' ? { ChecksumCRC64NVME: sums.CRC64NVME } : { ChecksumAlgorithm }) })
      assert.equal(answer[member], sums[ChecksumAlgorithm])
    })
  }
  await refused('PutObject', 'BadDigest', 400, () => call('PutObject', { Bucket, Key: 'bad', Body: 'hello', ChecksumCRC32: 'AAAAAA==' }))
}

function signedBy(accessKeyId, secretAccessKey) {
  return new sdk.S3Client(settings({ forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } }))
}

async function conditions() {
  const Key = 'conditional'
  await works('PutObject', 'If-None-Match: * and If-Match', async () => {
    await call('PutObject', { Bucket, Key, Body: 'first', IfNoneMatch: '*' })
    await call('PutObject', { Bucket, Key, Body: 'second', IfMatch: md5('first') })
  })
  await refused('PutObject', 'PreconditionFailed', 412, () => call('PutObject', { Bucket, Key, Body: 'x', IfNoneMatch: '*' }))
  await refused('PutObject', 'NoSuchKey', 404, () => call('PutObject', { Bucket, Key: 'missing', Body: 'x', IfMatch: md5('x') }))
  await refused('GetObject', 'PreconditionFailed', 412, () => call('GetObject', { Bucket, Key, IfMatch: md5('x') }))
  await works('HeadObject', '304 where If-None-Match holds', () =>
    assert.rejects(() => call('HeadObject', { Bucket, Key, IfNoneMatch: md5('second') }), (e) => e.$metadata.httpStatusCode === 304))
  await works('GetObject', '304 where it was not modified', async () => {
    const { LastModified } = await call('HeadObject', { Bucket, Key })
    await assert.rejects(() => call('GetObject', { Bucket, Key, IfModifiedSince: LastModified }), (e) => e.$metadata.httpStatusCode === 304)
    assert.equal(await text(await call('GetObject', { Bucket, Key, IfUnmodifiedSince: LastModified })), 'second')
  })
}

async function versions() {
  const Key = 'versioned'
  const first = await call('PutObject', { Bucket, Key, Body: 'one' })
  const second = await call('PutObject', { Bucket, Key, Body: 'two' })
  let marker
  await works('GetObject', 'by version', async () => {
    const answer = await call('GetObject', { Bucket, Key, VersionId: first.VersionId })
    assert.deepEqual([await text(answer), answer.VersionId], ['one', first.VersionId])
  })
  await refused('GetObject', 'NoSuchVersion', 404, () => call('GetObject', { Bucket, Key, VersionId: first.VersionId.replace(/^..../, 'AAAA') }))
  await works('DeleteObject', 'leaves a delete marker', async () => {
    marker = await call('DeleteObject', { Bucket, Key })
    assert.deepEqual([marker.DeleteMarker, marker.$metadata.httpStatusCode], [true, 204])
    await assert.rejects(() => call('GetObject', { Bucket, Key }), { name: 'NoSuchKey' })
  })
  await refused('GetObject', 'MethodNotAllowed', 405, () => call('GetObject', { Bucket, Key, VersionId: marker.VersionId }))
  await works('ListObjectVersions', 'versions and markers, newest first', async () => {
    const { Versions, DeleteMarkers } = await call('ListObjectVersions', { Bucket, Prefix: Key })
    assert.deepEqual(Versions.map((v) => [v.VersionId, v.IsLatest, v.Size]), [[second.VersionId, false, 3], [first.VersionId, false, 3]])
    assert.deepEqual(DeleteMarkers.map((v) => [v.VersionId, v.IsLatest, v.Key]), [[marker.VersionId, true, Key]])
  })
  await works('ListObjectVersions', 'by pages', async () => {
    const pages = []
    for await (const page of byVersion(Key)) {
      pages.push(page)
    }
    assert.deepEqual(pages.map((p) => (p.Versions ?? p.DeleteMarkers)[0].VersionId), [marker, second, first].map((v) => v.VersionId))
  })
  await works('DeleteObject', 'removes a version for good', async () => {
    const answer = await call('DeleteObject', { Bucket, Key, VersionId: marker.VersionId })
    assert.deepEqual([answer.DeleteMarker, answer.VersionId], [true, marker.VersionId])
    assert.equal(await text(await call('GetObject', { Bucket, Key })), 'two')
    assert.equal((await call('DeleteObject', { Bucket, Key, VersionId: second.VersionId })).DeleteMarker, undefined)
    assert.equal(await text(await call('GetObject', { Bucket, Key })), 'one')
  })
  await refused('DeleteObject', 'AccessDenied', 403, () => call('DeleteObject', { Bucket, Key }, nobody))
  await works('PutObject', 'null versions where versioning is suspended', async () => {
    await call('PutObject', { Bucket: plain, Key, Body: 'null' })
    await call('PutBucketVersioning', { Bucket: plain, VersioningConfiguration: { Status: 'Suspended' } })
    assert.equal((await call('GetObject', { Bucket: plain, Key })).VersionId, 'null')
    const removed = await call('DeleteObject', { Bucket: plain, Key })
    assert.deepEqual([removed.DeleteMarker, removed.VersionId], [true, 'null'])
  })
}

async function* byVersion(Prefix) {
  let page = {}
  do {
    page = await call('ListObjectVersions', { Bucket, Prefix, MaxKeys: 1, KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker })
    yield page
  } while (page.IsTruncated)
}

async function copies() {
  const CopySource = `${Bucket}/${encodeURIComponent(oddKey)}`
  await works('CopyObject', 'keeps metadata and tags', async () => {
    const answer = await call('CopyObject', { Bucket: target, Key: oddKey, CopySource })
    assert.equal(answer.CopyObjectResult.ETag, `"${md5('hello')}"`)
    assert.ok(answer.VersionId && answer.CopySourceVersionId)
    const copy = await call('HeadObject', { Bucket: target, Key: oddKey })
    assert.deepEqual([copy.ContentType, copy.Metadata, copy.StorageClass], ['text/x-odd', { colour: 'blue' }, undefined])
    assert.equal((await call('GetObjectTagging', { Bucket: target, Key: oddKey })).TagSet.length, 2)
  })
  await works('CopyObject', 'REPLACE of metadata and tags', async () => {
    await call('CopyObject', { Bucket: target, Key: 'replaced', CopySource, MetadataDirective: 'REPLACE', Metadata: { other: '1' }, TaggingDirective: 'REPLACE', Tagging: 'c=3', StorageClass: 'GLACIER_IR' })
    const copy = await call('HeadObject', { Bucket: target, Key: 'replaced' })
    assert.deepEqual([copy.Metadata, copy.StorageClass], [{ other: '1' }, 'GLACIER_IR'])
    assert.deepEqual((await call('GetObjectTagging', { Bucket: target, Key: 'replaced' })).TagSet, [{ Key: 'c', Value: '3' }])
  })
  await refused('CopyObject', 'PreconditionFailed', 412, () => call('CopyObject', { Bucket: target, Key: 'x', CopySource, CopySourceIfMatch: md5('x') }))
  await refused('CopyObject', 'PreconditionFailed', 412, () => call('CopyObject', { Bucket: target, Key: oddKey, CopySource, IfNoneMatch: '*' }))
  await refused('CopyObject', 'NoSuchKey', 404, () => call('CopyObject', { Bucket: target, Key: 'x', CopySource: `${Bucket}/missing` }))
  await refused('CopyObject', 'InvalidRequest', 400, () => call('CopyObject', { Bucket, Key: oddKey, CopySource }))
  const Key = 'gone'
  await call('PutObject', { Bucket, Key, Body: 'x' })
  const marker = await call('DeleteObject', { Bucket, Key })
  await refused('CopyObject', 'InvalidRequest', 400, () => call('CopyObject', { Bucket: target, Key, CopySource: `${Bucket}/${Key}?versionId=${marker.VersionId}` }))
}

async function lists() {
  const keys = ['l/a', 'l/b+ü &<', 'l/sub/1', 'l/sub/2', 'l/z']
  for (const Key of keys) {
    await call('PutObject', { Bucket, Key, Body: Key })
  }
  await works('ListObjects', 'a delimiter, and pages by marker', async () => {
    const answer = await call('ListObjects', { Bucket, Prefix: 'l/', Delimiter: '/' })
    assert.deepEqual(answer.Contents.map((o) => o.Key), ['l/a', 'l/b+ü &<', 'l/z'])
    assert.deepEqual(answer.CommonPrefixes, [{ Prefix: 'l/sub/' }])
    const page = await call('ListObjects', { Bucket, Prefix: 'l/', Delimiter: '/', MaxKeys: 2 })
    assert.deepEqual([page.IsTruncated, page.NextMarker], [true, 'l/b+ü &<'])
    assert.deepEqual((await call('ListObjects', { Bucket, Prefix: 'l/', Marker: page.NextMarker })).Contents.map((o) => o.Key), ['l/sub/1', 'l/sub/2', 'l/z'])
  })
  await works('ListObjectsV2', 'pages by token', async () => {
    const found = []
    for await (const page of sdk.paginateListObjectsV2({ client: s3 }, { Bucket, Prefix: 'l/', MaxKeys: 2 })) {
      assert.equal(page.KeyCount, page.Contents.length)
      found.push(...page.Contents)
    }
    assert.deepEqual(found.map((o) => o.Key), keys)
    assert.deepEqual([found[0].Size, found[0].ETag, found[0].StorageClass, found[0].Owner], [3, `"${md5('l/a')}"`, 'STANDARD', undefined])
  })
  await works('ListObjectsV2', 'StartAfter, FetchOwner and encoded keys', async () => {
    const answer = await call('ListObjectsV2', { Bucket, Prefix: 'l/', StartAfter: 'l/a', FetchOwner: true, EncodingType: 'url', MaxKeys: 1 })
    assert.equal(answer.Contents[0].Key, 'l/b%2B%C3%BC+%26%3C')
    assert.ok(answer.Contents[0].Owner.ID)
  })
  await refused('ListObjectsV2', 'NoSuchBucket', 404, () => call('ListObjectsV2', { Bucket: 'js-missing' }))
  await refused('ListObjectsV2', 'InvalidArgument', 400, () => call('ListObjectsV2', { Bucket, ContinuationToken: 'made up' }))
  await refused('ListObjects', 'InvalidArgument', 400, () => call('ListObjects', { Bucket, MaxKeys: -1 }))
}

async function tagsAndAcls() {
  const Key = 'tagged'
  const { VersionId } = await call('PutObject', { Bucket, Key, Body: 'x' })
  const TagSet = [{ Key: 'a', Value: '1' }, { Key: 'b ü', Value: '' }]
  await works('PutObjectTagging', 'answers the version', async () =>
    assert.equal((await call('PutObjectTagging', { Bucket, Key, Tagging: { TagSet } })).VersionId, VersionId))
  await works('GetObjectTagging', 'what was put', async () => assert.deepEqual((await call('GetObjectTagging', { Bucket, Key, VersionId })).TagSet, TagSet))
  await works('DeleteObjectTagging', 'none then', async () => {
    assert.equal((await call('DeleteObjectTagging', { Bucket, Key })).$metadata.httpStatusCode, 204)
    assert.deepEqual((await call('GetObjectTagging', { Bucket, Key })).TagSet, [])
  })
  await refused('PutObjectTagging', 'InvalidTag', 400, () => call('PutObjectTagging', { Bucket, Key, Tagging: { TagSet: [TagSet[0], TagSet[0]] } }))
  await refused('PutObjectTagging', 'BadRequest', 400, () =>
    call('PutObjectTagging', { Bucket, Key, Tagging: { TagSet: Array.from({ length: 11 }, (_, i) => ({ Key: `${i}`, Value: '' })) } }))
  await refused('GetObjectTagging', 'NoSuchKey', 404, () => call('GetObjectTagging', { Bucket, Key: 'missing' }))
  await refused('DeleteObjectTagging', 'AccessDenied', 403, () => call('DeleteObjectTagging', { Bucket, Key }, nobody))

  await works('GetBucketAcl', 'the owner has full control', async () => {
    const answer = await call('GetBucketAcl', { Bucket })
    assert.deepEqual(answer.Grants.map((g) => [g.Grantee.ID, g.Grantee.Type, g.Permission]), [[answer.Owner.ID, 'CanonicalUser', 'FULL_CONTROL']])
  })
  await works('PutObjectAcl', 'canned ACLs are read back where ACLs are on', async () => {
    await call('DeletePublicAccessBlock', { Bucket: plain })
    await call('PutObject', { Bucket: plain, Key, Body: 'x' })
    await call('PutObjectAcl', { Bucket: plain, Key, ACL: 'public-read' })
    const grants = (await call('GetObjectAcl', { Bucket: plain, Key })).Grants
    assert.deepEqual(grants.map((g) => g.Permission).sort(), ['FULL_CONTROL', 'READ'])
    assert.ok(grants.some((g) => g.Grantee.URI === 'http://acs.amazonaws.com/groups/global/AllUsers'))
  })
  await works('GetObjectAcl', 'the owner has full control', async () =>
    assert.deepEqual((await call('GetObjectAcl', { Bucket, Key })).Grants.map((g) => g.Permission), ['FULL_CONTROL']))
  await refused('PutObjectAcl', 'AccessControlListNotSupported', 400, () => call('PutObjectAcl', { Bucket, Key, ACL: 'public-read' }))
  await refused('GetObjectAcl', 'NoSuchKey', 404, () => call('GetObjectAcl', { Bucket, Key: 'missing' }))
}

async function multipart() {
  const Key = 'multipart ü'
  let UploadId
  await works('CreateMultipartUpload', 'an id', async () => {
    const answer = await call('CreateMultipartUpload', { Bucket, Key, ContentType: 'text/m', Metadata: { m: '1' }, Tagging: 't=1', ChecksumAlgorithm: 'CRC32' })
    assert.deepEqual([answer.Bucket, answer.Key, answer.ChecksumAlgorithm], [Bucket, Key, 'CRC32'])
    UploadId = answer.UploadId
    assert.ok(UploadId)
  })
  const parts = []
  await works('UploadPart', 'ETag and checksum', async () => {
    for (const [i, Body] of [part, tail].entries()) {
      const answer = await call('UploadPart', { Bucket, Key, UploadId, PartNumber: i + 1, Body, ChecksumAlgorithm: 'CRC32' })
      assert.equal(answer.ETag, `"${md5(Body)}"`)
      parts.push({ PartNumber: i + 1, ETag: answer.ETag, ChecksumCRC32: answer.ChecksumCRC32 })
    }
  })
  await refused('UploadPart', 'NoSuchUpload', 404, () => call('UploadPart', { Bucket, Key, UploadId: 'missing', PartNumber: 1, Body: 'x' }))
  await refused('UploadPart', 'InvalidArgument', 400, () => call('UploadPart', { Bucket, Key, UploadId, PartNumber: 10001, Body: 'x' }))
  await works('ListMultipartUploads', 'the one that runs', async () => {
    const { Uploads } = await call('ListMultipartUploads', { Bucket })
    assert.deepEqual(Uploads.map((u) => [u.Key, u.UploadId, u.StorageClass, u.ChecksumAlgorithm]), [[Key, UploadId, 'STANDARD', 'CRC32']])
  })
  await refused('ListMultipartUploads', 'NoSuchBucket', 404, () => call('ListMultipartUploads', { Bucket: 'js-missing' }))
  await works('ListParts', 'by pages', async () => {
    const page = await call('ListParts', { Bucket, Key, UploadId, MaxParts: 1 })
    assert.deepEqual([page.IsTruncated, page.NextPartNumberMarker, page.Parts[0].Size], [true, '1', part.length])
    const rest = await call('ListParts', { Bucket, Key, UploadId, PartNumberMarker: '1' })
    assert.deepEqual([rest.IsTruncated, rest.Parts.length, rest.Parts[0].ETag, rest.Parts[0].ChecksumCRC32], [false, 1, parts[1].ETag, parts[1].ChecksumCRC32])
  })
  await refused('ListParts', 'NoSuchUpload', 404, () => call('ListParts', { Bucket, Key, UploadId: 'missing' }))
  const complete = (Parts, more = {}) => call('CompleteMultipartUpload', { Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more })
  await refused('CompleteMultipartUpload', 'InvalidPart', 400, () => complete([parts[0], { ...parts[1], ETag: `"${md5('x')}"` }]))
  await refused('CompleteMultipartUpload', 'InvalidPartOrder', 400, () => complete([parts[1], parts[0]]))
  await works('CompleteMultipartUpload', 'the ETag of parts, once more the same', async () => {
    const answer = await complete(parts, { IfNoneMatch: '*' })
    const digests = Buffer.concat([part, tail].map((p) => createHash('md5').update(p).digest()))
    assert.equal(answer.ETag, `"${md5(digests)}-2"`)
    assert.match(answer.ChecksumCRC32, /-2$/)
    const head = await call('HeadObject', { Bucket, Key })
    assert.deepEqual([head.ContentLength, head.ContentType, head.Metadata, head.VersionId], [part.length + tail.length, 'text/m', { m: '1' }, answer.VersionId])
    const second = await call('HeadObject', { Bucket, Key, PartNumber: 2 })
    assert.deepEqual([second.ContentLength, second.PartsCount, second.$metadata.httpStatusCode], [tail.length, 2, 206])
    assert.equal(await text(await call('GetObject', { Bucket, Key, PartNumber: 2 })), tail.toString())
  })
  await refused('CompleteMultipartUpload', 'NoSuchUpload', 404, () => call('CompleteMultipartUpload', { Bucket, Key, UploadId: 'missing', MultipartUpload: { Parts: parts } }))

  await works('UploadPartCopy', 'a range of an object', async () => {
    const { UploadId: id } = await call('CreateMultipartUpload', { Bucket: target, Key })
    const input = { Bucket: target, Key, UploadId: id, CopySource: `${Bucket}/${encodeURIComponent(Key)}` }
    const first = await call('UploadPartCopy', { ...input, PartNumber: 1, CopySourceRange: `bytes=0-${part.length - 1}` })
    const second = await call('UploadPartCopy', { ...input, PartNumber: 2, CopySourceRange: `bytes=${part.length}-${part.length + tail.length - 1}` })
    assert.deepEqual([first.CopyPartResult.ETag, second.CopyPartResult.ETag], [parts[0].ETag, parts[1].ETag])
    assert.ok(first.CopySourceVersionId)
    await assert.rejects(() => call('UploadPartCopy', { ...input, PartNumber: 3, CopySourceRange: 'bytes=0-99999999' }), { name: 'InvalidArgument' })
    await call('CompleteMultipartUpload', { Bucket: target, Key, UploadId: id, MultipartUpload: { Parts: [first, second].map((a, i) => ({ PartNumber: i + 1, ETag: a.CopyPartResult.ETag })) } })
    assert.equal((await call('HeadObject', { Bucket: target, Key })).ContentLength, part.length + tail.length)
  })
  await refused('UploadPartCopy', 'NoSuchUpload', 404, () => call('UploadPartCopy', { Bucket: target, Key, UploadId: 'missing', PartNumber: 1, CopySource: `${Bucket}/${encodeURIComponent(Key)}` }))
  const small = await call('CreateMultipartUpload', { Bucket, Key: 'small' })
  const of = { Bucket, Key: 'small', UploadId: small.UploadId }
  const pieces = []
  for (const PartNumber of [1, 2]) {
    pieces.push({ PartNumber, ETag: (await call('UploadPart', { ...of, PartNumber, Body: 'x' })).ETag })
  }
  await refused('CompleteMultipartUpload', 'EntityTooSmall', 400, () => call('CompleteMultipartUpload', { ...of, MultipartUpload: { Parts: pieces } }))
  await refused('UploadPartCopy', 'PreconditionFailed', 412, () => call('UploadPartCopy', { ...of, PartNumber: 1, CopySource: `${Bucket}/versioned`, CopySourceIfMatch: md5('x') }))
  await works('AbortMultipartUpload', 'the upload is gone', async () => {
    assert.equal((await call('AbortMultipartUpload', of)).$metadata.httpStatusCode, 204)
    assert.equal((await call('ListMultipartUploads', { Bucket })).Uploads, undefined)
  })
  await refused('AbortMultipartUpload', 'NoSuchUpload', 404, () => call('AbortMultipartUpload', { ...of, UploadId: 'missing' }))
}

async function endings() {
  await refused('DeleteBucket', 'BucketNotEmpty', 409, () => call('DeleteBucket', { Bucket }))
  await works('DeleteObjects', 'each key is answered', async () => {
    const { VersionId } = await call('PutObject', { Bucket: target, Key: 'd1', Body: 'x' })
    const answer = await call('DeleteObjects', { Bucket: target, Delete: { Objects: [{ Key: 'd1', VersionId }, { Key: 'd2' }] } })
    assert.deepEqual(answer.Deleted[0], { Key: 'd1', VersionId })
    assert.deepEqual([answer.Deleted[1].Key, answer.Deleted[1].DeleteMarker], ['d2', true])
    assert.equal(answer.Errors, undefined)
  })
  await refused('DeleteObjects', 'MalformedXML', 400, () => call('DeleteObjects', { Bucket, Delete: { Objects: [] } }))
  await works('DeleteObjects', 'each key that is denied is an error', async () => {
    const answer = await call('DeleteObjects', { Bucket, Delete: { Objects: [{ Key: 'versioned' }] } }, nobody)
    assert.deepEqual(answer.Errors.map((e) => [e.Key, e.Code]), [['versioned', 'AccessDenied']])
  })
  await works('DeleteBucket', 'is gone then', async () => {
    await call('CreateBucket', { Bucket: 'js-short' })
    assert.equal((await call('DeleteBucket', { Bucket: 'js-short' })).$metadata.httpStatusCode, 204)
    await assert.rejects(() => call('HeadBucket', { Bucket: 'js-short' }), { name: 'NotFound' })
  })
  await refused('DeleteBucket', 'NoSuchBucket', 404, () => call('DeleteBucket', { Bucket: 'js-missing' }))
}
