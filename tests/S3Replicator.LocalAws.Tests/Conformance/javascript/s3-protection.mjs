// Encryption, locks, archives, access and stored configurations of S3 by the official JavaScript SDK.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import * as sdk from '@aws-sdk/client-s3'
import { prover, settings } from './proof.mjs'

const s3 = new sdk.S3Client(settings({ forcePathStyle: true }))
const { works, refused } = prover('s3')
const call = (name, input = {}) => s3.send(new sdk[`${name}Command`](input))
const text = async (answer) => Buffer.from(await answer.Body.transformToByteArray()).toString()
const Bucket = 'js-protected'
const locked = 'js-locked'
const Key = 'object'
const key = (id) => `arn:aws:kms:us-east-1:000000000000:key/${id}`
const day = 86_400_000
const inDays = (days) => new Date(Math.ceil(Date.now() / 1000) * 1000 + days * day)

await call('CreateBucket', { Bucket })
await encryption()
await customerKeys()
await locks()
await archives()
await attributes()
await access()
await documents()

async function encryption() {
  const configuration = (rule) => ({ Bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } })
  await works('GetBucketEncryption', 'AES256 by default', async () => {
    const [rule] = (await call('GetBucketEncryption', { Bucket })).ServerSideEncryptionConfiguration.Rules
    assert.equal(rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm, 'AES256')
  })
  await works('PutBucketEncryption', 'objects get the key of the bucket', async () => {
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key('1111') }, BucketKeyEnabled: true }
    await call('PutBucketEncryption', configuration(rule))
    assert.deepEqual((await call('GetBucketEncryption', { Bucket })).ServerSideEncryptionConfiguration.Rules, [rule])
    const put = await call('PutObject', { Bucket, Key, Body: 'x' })
    assert.deepEqual([put.ServerSideEncryption, put.SSEKMSKeyId, put.BucketKeyEnabled], ['aws:kms', key('1111'), true])
  })
  await refused('PutBucketEncryption', 'MalformedXML', 400, () => call('PutBucketEncryption', configuration({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'rot13' } })))
  await works('DeleteBucketEncryption', 'AES256 again', async () => {
    assert.equal((await call('DeleteBucketEncryption', { Bucket })).$metadata.httpStatusCode, 204)
    assert.equal((await call('PutObject', { Bucket, Key, Body: 'x' })).ServerSideEncryption, 'AES256')
  })
  await works('PutObject', 'SSE-KMS by alias', async () => {
    const put = await call('PutObject', { Bucket, Key: 'kms', Body: 'secret', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/working' })
    assert.deepEqual([put.ServerSideEncryption, put.SSEKMSKeyId], ['aws:kms', key('1111')])
    assert.notEqual(put.ETag, `"${createHash('md5').update('secret').digest('hex')}"`)
    assert.equal(await text(await call('GetObject', { Bucket, Key: 'kms' })), 'secret')
  })
  for (const [id, code] of [['2222', 'KMS.DisabledException'], ['3333', 'KMS.KMSInvalidStateException'], ['4444', 'KMS.NotFoundException']]) {
    await refused('PutObject', code, 400, () => call('PutObject', { Bucket, Key: 'kms', Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key(id) }))
  }
}

async function customerKeys() {
  const material = Buffer.alloc(32, 7)
  const customer = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: material.toString('base64'), SSECustomerKeyMD5: createHash('md5').update(material).digest('base64') }
  await works('PutObject', 'SSE-C', async () => {
    await call('PutBucketEncryption', { Bucket, ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }] } })
    const put = await call('PutObject', { Bucket, Key: 'customer', Body: 'mine', ...customer })
    assert.deepEqual([put.SSECustomerAlgorithm, put.SSECustomerKeyMD5], ['AES256', customer.SSECustomerKeyMD5])
  })
  await works('GetObject', 'SSE-C with its key', async () => assert.equal(await text(await call('GetObject', { Bucket, Key: 'customer', ...customer })), 'mine'))
  await refused('GetObject', 'InvalidRequest', 400, () => call('GetObject', { Bucket, Key: 'customer' }))
  const other = Buffer.alloc(32, 8)
  await refused('GetObject', 'AccessDenied', 403, () =>
    call('GetObject', { Bucket, Key: 'customer', SSECustomerAlgorithm: 'AES256', SSECustomerKey: other.toString('base64'), SSECustomerKeyMD5: createHash('md5').update(other).digest('base64') }))
}

async function locks() {
  await call('CreateBucket', { Bucket: locked, ObjectLockEnabledForBucket: true })
  const { VersionId } = await call('PutObject', { Bucket: locked, Key, Body: 'x' })
  await refused('GetObjectLockConfiguration', 'ObjectLockConfigurationNotFoundError', 404, () => call('GetObjectLockConfiguration', { Bucket }))
  await works('GetObjectLockConfiguration', 'enabled without a default', async () => {
    assert.equal((await call('GetBucketVersioning', { Bucket: locked })).Status, 'Enabled')
    assert.deepEqual((await call('GetObjectLockConfiguration', { Bucket: locked })).ObjectLockConfiguration, { ObjectLockEnabled: 'Enabled' })
  })
  await works('PutObjectLockConfiguration', 'the default holds for new objects', async () => {
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3 } } }
    await call('PutObjectLockConfiguration', { Bucket: locked, ObjectLockConfiguration })
    assert.deepEqual((await call('GetObjectLockConfiguration', { Bucket: locked })).ObjectLockConfiguration, ObjectLockConfiguration)
    await call('PutObject', { Bucket: locked, Key: 'by-default', Body: 'x' })
    const head = await call('HeadObject', { Bucket: locked, Key: 'by-default' })
    assert.equal(head.ObjectLockMode, 'GOVERNANCE')
    assert.ok(Math.abs(head.ObjectLockRetainUntilDate - Date.now() - 3 * day) < day / 2)
  })
  await refused('PutObjectLockConfiguration', 'InvalidBucketState', 409, () => call('PutObjectLockConfiguration', { Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }))
  await refused('GetObjectRetention', 'NoSuchObjectLockConfiguration', 404, () => call('GetObjectRetention', { Bucket: locked, Key }))
  const RetainUntilDate = inDays(2)
  await works('PutObjectRetention', 'the version cannot be deleted, unless GOVERNANCE is bypassed', async () => {
    await call('PutObjectRetention', { Bucket: locked, Key, Retention: { Mode: 'GOVERNANCE', RetainUntilDate } })
    await assert.rejects(() => call('DeleteObject', { Bucket: locked, Key, VersionId }), { name: 'AccessDenied' })
  })
  await works('GetObjectRetention', 'mode and date', async () =>
    assert.deepEqual((await call('GetObjectRetention', { Bucket: locked, Key })).Retention, { Mode: 'GOVERNANCE', RetainUntilDate }))
  await refused('PutObjectRetention', 'AccessDenied', 403, () => call('PutObjectRetention', { Bucket: locked, Key, Retention: { Mode: 'GOVERNANCE', RetainUntilDate: inDays(1) } }))
  await refused('PutObjectRetention', 'InvalidRequest', 400, () => call('PutObjectRetention', { Bucket, Key, Retention: { Mode: 'GOVERNANCE', RetainUntilDate } }))
  await refused('GetObjectLegalHold', 'NoSuchObjectLockConfiguration', 404, () => call('GetObjectLegalHold', { Bucket: locked, Key }))
  await works('PutObjectLegalHold', 'holds even where GOVERNANCE is bypassed', async () => {
    await call('PutObjectLegalHold', { Bucket: locked, Key, LegalHold: { Status: 'ON' } })
    await assert.rejects(() => call('DeleteObject', { Bucket: locked, Key, VersionId, BypassGovernanceRetention: true }), { name: 'AccessDenied' })
  })
  await works('GetObjectLegalHold', 'ON, then OFF', async () => {
    assert.equal((await call('GetObjectLegalHold', { Bucket: locked, Key })).LegalHold.Status, 'ON')
    await call('PutObjectLegalHold', { Bucket: locked, Key, LegalHold: { Status: 'OFF' } })
    assert.equal((await call('GetObjectLegalHold', { Bucket: locked, Key })).LegalHold.Status, 'OFF')
  })
  await refused('PutObjectLegalHold', 'InvalidRequest', 400, () => call('PutObjectLegalHold', { Bucket, Key, LegalHold: { Status: 'ON' } }))
  await works('DeleteObject', 'bypasses GOVERNANCE', async () =>
    assert.equal((await call('DeleteObject', { Bucket: locked, Key, VersionId, BypassGovernanceRetention: true })).$metadata.httpStatusCode, 204))
}

async function archives() {
  await call('PutObject', { Bucket, Key: 'archived', Body: 'cold', StorageClass: 'GLACIER' })
  const RestoreRequest = { Days: 2, GlacierJobParameters: { Tier: 'Expedited' } }
  await refused('GetObject', 'InvalidObjectState', 403, () => call('GetObject', { Bucket, Key: 'archived' }))
  await refused('RestoreObject', 'InvalidObjectState', 403, () => call('RestoreObject', { Bucket, Key, RestoreRequest }))
  await works('RestoreObject', 'goes on at first', async () => {
    assert.equal((await call('RestoreObject', { Bucket, Key: 'archived', RestoreRequest })).$metadata.httpStatusCode, 202)
    assert.equal((await call('HeadObject', { Bucket, Key: 'archived' })).Restore, 'ongoing-request="true"')
  })
  await refused('RestoreObject', 'RestoreAlreadyInProgress', 409, () => call('RestoreObject', { Bucket, Key: 'archived', RestoreRequest }))
}

async function attributes() {
  const ObjectAttributes = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize']
  const Body = Buffer.alloc(5 * 1024 * 1024)
  const upload = { Bucket, Key: 'in-parts', UploadId: (await call('CreateMultipartUpload', { Bucket, Key: 'in-parts', ChecksumAlgorithm: 'SHA256' })).UploadId }
  const Parts = []
  for (const PartNumber of [1, 2]) {
    const { ETag, ChecksumSHA256 } = await call('UploadPart', { ...upload, PartNumber, Body, ChecksumAlgorithm: 'SHA256' })
    Parts.push({ PartNumber, ETag, ChecksumSHA256 })
  }
  await call('CompleteMultipartUpload', { ...upload, MultipartUpload: { Parts } })
  await works('GetObjectAttributes', 'of an object in parts', async () => {
    const answer = await call('GetObjectAttributes', { Bucket, Key: 'in-parts', ObjectAttributes })
    assert.deepEqual([answer.ObjectSize, answer.StorageClass, answer.Checksum.ChecksumType], [2 * Body.length, 'STANDARD', 'COMPOSITE'])
    assert.match(answer.ETag, /^[0-9a-f]{32}-2$/)
    assert.equal(answer.ObjectParts.TotalPartsCount, 2)
    assert.deepEqual(answer.ObjectParts.Parts.map((p) => [p.PartNumber, p.Size, p.ChecksumSHA256]), Parts.map((p) => [p.PartNumber, Body.length, p.ChecksumSHA256]))
  })
  await refused('GetObjectAttributes', 'NoSuchKey', 404, () => call('GetObjectAttributes', { Bucket, Key: 'missing', ObjectAttributes }))
}

async function access() {
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true, IgnorePublicAcls: false, BlockPublicPolicy: true, RestrictPublicBuckets: false }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }] })
  await works('GetPublicAccessBlock', 'all of it for a new bucket', async () => {
    const all = (await call('GetPublicAccessBlock', { Bucket })).PublicAccessBlockConfiguration
    assert.deepEqual(Object.values(all), [true, true, true, true])
  })
  await works('DeletePublicAccessBlock', 'is gone then', async () => {
    await call('DeletePublicAccessBlock', { Bucket })
    await assert.rejects(() => call('GetPublicAccessBlock', { Bucket }), { name: 'NoSuchPublicAccessBlockConfiguration' })
  })
  await refused('GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration', 404, () => call('GetPublicAccessBlock', { Bucket }))
  await refused('GetBucketPolicyStatus', 'NoSuchBucketPolicy', 404, () => call('GetBucketPolicyStatus', { Bucket }))
  await works('GetBucketPolicyStatus', 'whether the policy is public', async () => {
    await call('PutBucketPolicy', { Bucket, Policy })
    assert.equal((await call('GetBucketPolicyStatus', { Bucket })).PolicyStatus.IsPublic, true)
    await call('DeleteBucketPolicy', { Bucket })
  })
  await works('PutPublicAccessBlock', 'is read back, and keeps public policies out', async () => {
    await call('PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration })
    assert.deepEqual((await call('GetPublicAccessBlock', { Bucket })).PublicAccessBlockConfiguration, PublicAccessBlockConfiguration)
    await assert.rejects(() => call('PutBucketPolicy', { Bucket, Policy }), { name: 'AccessDenied' })
  })
  await works('DeleteBucketOwnershipControls', 'are gone then', async () => {
    assert.equal((await call('DeleteBucketOwnershipControls', { Bucket })).$metadata.httpStatusCode, 204)
    await assert.rejects(() => call('GetBucketOwnershipControls', { Bucket }), { name: 'OwnershipControlsNotFoundError' })
  })
  await refused('GetBucketOwnershipControls', 'OwnershipControlsNotFoundError', 404, () => call('GetBucketOwnershipControls', { Bucket }))
  await works('PutBucketAcl', 'is read back where ACLs are on', async () => {
    await call('PutBucketAcl', { Bucket, ACL: 'log-delivery-write' })
    const { Grants } = await call('GetBucketAcl', { Bucket })
    const log = Grants.filter((g) => g.Grantee.URI === 'http://acs.amazonaws.com/groups/s3/LogDelivery')
    assert.deepEqual(log.map((g) => g.Permission).sort(), ['READ_ACP', 'WRITE'])
  })
  await refused('PutBucketAcl', 'AccessDenied', 403, () => call('PutBucketAcl', { Bucket, ACL: 'public-read' }))
  await refused('PutBucketAcl', 'AccessControlListNotSupported', 400, () => call('PutBucketAcl', { Bucket: locked, ACL: 'log-delivery-write' }))
}

async function documents() {
  const Rules = [{ ID: 'old', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 30 } }]
  await refused('GetBucketLifecycleConfiguration', 'NoSuchLifecycleConfiguration', 404, () => call('GetBucketLifecycleConfiguration', { Bucket }))
  await works('PutBucketLifecycleConfiguration', 'is stored', () => call('PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration: { Rules } }))
  await works('GetBucketLifecycleConfiguration', 'what was stored', async () => assert.deepEqual((await call('GetBucketLifecycleConfiguration', { Bucket })).Rules, Rules))
  await refused('PutBucketLifecycleConfiguration', 'MalformedXML', 400, () =>
    call('PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Filter: { Prefix: '' } }] } }))
  await works('DeleteBucketLifecycle', 'is gone then', async () => {
    assert.equal((await call('DeleteBucketLifecycle', { Bucket })).$metadata.httpStatusCode, 204)
    await assert.rejects(() => call('GetBucketLifecycleConfiguration', { Bucket }), { name: 'NoSuchLifecycleConfiguration' })
  })
  const TagSet = [{ Key: 'team', Value: 'a b' }]
  await refused('GetBucketTagging', 'NoSuchTagSet', 404, () => call('GetBucketTagging', { Bucket }))
  await works('PutBucketTagging', 'is stored', async () => assert.equal((await call('PutBucketTagging', { Bucket, Tagging: { TagSet } })).$metadata.httpStatusCode, 204))
  await works('GetBucketTagging', 'what was stored', async () => assert.deepEqual((await call('GetBucketTagging', { Bucket })).TagSet, TagSet))
  await refused('PutBucketTagging', 'InvalidTag', 400, () => call('PutBucketTagging', { Bucket, Tagging: { TagSet: [TagSet[0], TagSet[0]] } }))
  await works('DeleteBucketTagging', 'is gone then', async () => {
    assert.equal((await call('DeleteBucketTagging', { Bucket })).$metadata.httpStatusCode, 204)
    await assert.rejects(() => call('GetBucketTagging', { Bucket }), { name: 'NoSuchTagSet' })
  })
}
