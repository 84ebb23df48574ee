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
  ['ListBucketIntelligentTieringConfigurations'],
  ['ListBucketInventoryConfigurations'],
  ['GetBucketLogging'],
  ['PutBucketLogging', { BucketLoggingStatus: {} }],
  ['ListBucketMetricsConfigurations'],
  ['GetBucketRequestPayment'],
  ['PutBucketRequestPayment', { RequestPaymentConfiguration: { Payer: 'Requester' } }],
  ['GetBucketWebsite'],
  ['PutBucketWebsite', { WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } }],
  ['DeleteBucketWebsite'],
  ['GetBucketMetricsConfiguration', { Id }],
  ['GetBucketAnalyticsConfiguration', { Id }],
  ['GetBucketInventoryConfiguration', { Id }],
  ['GetBucketIntelligentTieringConfiguration', { Id }],
  ['DeleteBucketMetricsConfiguration', { Id }],
  ['GetBucketMetadataConfiguration'],
  ['GetBucketMetadataTableConfiguration'],
  ['GetBucketAbac'],
  ['RenameObject', { Key: 'renamed', RenameSource: `/${Key}` }],
  ['CreateSession'],
  ['GetObjectTorrent', { Key }],
  ['SelectObjectContent', { Key, Expression: 'select * from s3object', ExpressionType: 'SQL', InputSerialization: { CSV: {} }, OutputSerialization: { CSV: {} } }],
]
for (const [name, input] of operations) {
  await refused(name, 'NotImplemented', 501, () => s3.send(new sdk[`${name}Command`]({ Bucket, ...input })))
}
