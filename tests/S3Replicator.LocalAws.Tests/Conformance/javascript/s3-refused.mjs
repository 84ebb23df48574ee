// Operations of S3 that the local AWS does not provide: each must be refused, none may pass in silence.
import * as sdk from '@aws-sdk/client-s3'
import { prover, settings } from './proof.mjs'

const s3 = new sdk.S3Client(settings({ forcePathStyle: true }))
const { refused } = prover('s3')
const Bucket = 'js-refused'
const Key = 'object'
await s3.send(new sdk.CreateBucketCommand({ Bucket }))
await s3.send(new sdk.PutObjectCommand({ Bucket, Key, Body: 'x' }))

const Id = 'id'
const operations = [
  ['GetBucketAccelerateConfiguration'],
  ['PutBucketAccelerateConfiguration', { AccelerateConfiguration: { Status: 'Enabled' } }],
  ['ListBucketAnalyticsConfigurations'],
  ['GetBucketCors'],
  ['PutBucketCors', { CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] } }],
  ['DeleteBucketCors'],
  ['GetBucketEncryption'],
  ['PutBucketEncryption', { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } }],
  ['DeleteBucketEncryption'],
  ['ListBucketIntelligentTieringConfigurations'],
  ['ListBucketInventoryConfigurations'],
  ['GetBucketLifecycleConfiguration'],
  ['PutBucketLifecycleConfiguration', { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }] } }],
  ['DeleteBucketLifecycle'],
  ['GetBucketLogging'],
  ['PutBucketLogging', { BucketLoggingStatus: {} }],
  ['ListBucketMetricsConfigurations'],
  ['GetBucketPolicyStatus'],
  ['GetPublicAccessBlock'],
  ['PutPublicAccessBlock', { PublicAccessBlockConfiguration: { BlockPublicAcls: true } }],
  ['DeletePublicAccessBlock'],
  ['GetBucketRequestPayment'],
  ['PutBucketRequestPayment', { RequestPaymentConfiguration: { Payer: 'Requester' } }],
  ['GetBucketWebsite'],
  ['PutBucketWebsite', { WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } }],
  ['DeleteBucketWebsite'],
  ['GetObjectLockConfiguration'],
  ['PutObjectLockConfiguration', { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }],
  ['GetBucketMetricsConfiguration', { Id }],
  ['GetObjectAttributes', { Key, ObjectAttributes: ['ETag'] }],
  ['GetObjectLegalHold', { Key }],
  ['PutObjectLegalHold', { Key, LegalHold: { Status: 'ON' } }],
  ['GetObjectRetention', { Key }],
  ['PutObjectRetention', { Key, Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date(Date.now() + 86_400_000) } }],
  ['GetObjectTorrent', { Key }],
  ['RestoreObject', { Key, RestoreRequest: { Days: 1 } }],
  ['SelectObjectContent', { Key, Expression: 'select * from s3object', ExpressionType: 'SQL', InputSerialization: { CSV: {} }, OutputSerialization: { CSV: {} } }],
]
for (const [name, input] of operations) {
  await refused(name, 'NotImplemented', 501, () => s3.send(new sdk[`${name}Command`]({ Bucket, ...input })))
}
for (const name of ['GetBucketTagging', 'DeleteBucketTagging', 'PutBucketTagging', 'PutBucketAcl', 'DeleteBucketOwnershipControls']) {
  const input = { Tagging: { TagSet: [{ Key: 'a', Value: '1' }] }, ACL: 'private' }
  await refused(name, 'NotImplemented', 501, () => s3.send(new sdk[`${name}Command`]({ Bucket, ...input })))
}
