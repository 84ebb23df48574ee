// Every action of STS by the official JavaScript SDK, and S3 with the credentials that it gives.
import assert from 'node:assert/strict'
import { GetObjectCommand, ListObjectsV2Command, CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import * as sdk from '@aws-sdk/client-sts'
import { prover, settings } from './proof.mjs'

const sts = new sdk.STSClient(settings())
const { works, refused } = prover('sts')
const call = (name, input = {}, client = sts) => client.send(new sdk[`${name}Command`](input))
const reader = 'arn:aws:iam::000000000000:role/reader'
const federated = 'arn:aws:iam::000000000000:role/federated'
const RoleSessionName = 'conformance'
const withSession = ({ AccessKeyId, SecretAccessKey, SessionToken }) => ({ credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } })
const encode = (json) => Buffer.from(JSON.stringify(json)).toString('base64url')
const token = (claims = {}) => {
  const all = { iss: 'https://issuer.example', sub: 'system:worker', aud: 'sts.amazonaws.com', exp: Math.floor(Date.now() / 1000) + 600, ...claims }
  return [encode({ alg: 'RS256', typ: 'JWT' }), encode(all), 'c2lnbmF0dXJl'].join('.')
}

await works('GetCallerIdentity', 'account, id and ARN of the user', async () => {
  const answer = await call('GetCallerIdentity')
  assert.equal(answer.Account, '000000000000')
  assert.ok(answer.UserId)
  assert.match(answer.Arn, /^arn:aws:iam::000000000000:/)
})
await refused('GetCallerIdentity', 'InvalidClientTokenId', 403, () =>
  call('GetCallerIdentity', {}, new sdk.STSClient(settings({ credentials: { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' } }))))
await refused('GetCallerIdentity', 'SignatureDoesNotMatch', 403, () =>
  call('GetCallerIdentity', {}, new sdk.STSClient(settings({ credentials: { accessKeyId: 'test', secretAccessKey: 'wrong' } }))))

let session
await works('AssumeRole', 'a session that may do what its role may', async () => {
  const answer = await call('AssumeRole', { RoleArn: reader, RoleSessionName, ExternalId: 'only-this', DurationSeconds: 900 })
  session = answer.Credentials
  assert.equal(answer.AssumedRoleUser.Arn, 'arn:aws:sts::000000000000:assumed-role/reader/conformance')
  assert.match(answer.AssumedRoleUser.AssumedRoleId, /:conformance$/)
  assert.ok(Math.abs(session.Expiration - Date.now() - 900_000) < 60_000)
  const identity = await call('GetCallerIdentity', {}, new sdk.STSClient(settings(withSession(session))))
  assert.equal(identity.Arn, answer.AssumedRoleUser.Arn)
  const s3 = new S3Client(settings({ forcePathStyle: true }))
  await s3.send(new CreateBucketCommand({ Bucket: 'js-sts' }))
  await s3.send(new PutObjectCommand({ Bucket: 'js-sts', Key: 'k', Body: 'x' }))
  const asReader = new S3Client(settings({ forcePathStyle: true, ...withSession(session) }))
  assert.equal((await asReader.send(new ListObjectsV2Command({ Bucket: 'js-sts' }))).KeyCount, 1)
  await assert.rejects(() => asReader.send(new PutObjectCommand({ Bucket: 'js-sts', Key: 'k', Body: 'x' })), { name: 'AccessDenied' })
})
await works('AssumeRole', 'a session policy narrows it', async () => {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }] })
  const { Credentials } = await call('AssumeRole', { RoleArn: reader, RoleSessionName, ExternalId: 'only-this', Policy })
  const s3 = new S3Client(settings({ forcePathStyle: true, ...withSession(Credentials) }))
  assert.equal((await s3.send(new ListObjectsV2Command({ Bucket: 'js-sts' }))).KeyCount, 1)
  await assert.rejects(() => s3.send(new GetObjectCommand({ Bucket: 'js-sts', Key: 'k' })), { name: 'AccessDenied' })
})
await refused('AssumeRole', 'AccessDenied', 403, () => call('AssumeRole', { RoleArn: reader, RoleSessionName, ExternalId: 'another' }))
await refused('AssumeRole', 'AccessDenied', 403, () => call('AssumeRole', { RoleArn: 'arn:aws:iam::000000000000:role/missing', RoleSessionName }))
await refused('AssumeRole', 'ValidationError', 400, () => call('AssumeRole', { RoleArn: reader, RoleSessionName, ExternalId: 'only-this', DurationSeconds: 899 }))
await refused('AssumeRole', 'ValidationError', 400, () => call('AssumeRole', { RoleArn: reader, RoleSessionName, ExternalId: 'only-this', DurationSeconds: 3601 }))
await refused('AssumeRole', 'MalformedPolicyDocument', 400, () => call('AssumeRole', { RoleArn: reader, RoleSessionName, ExternalId: 'only-this', Policy: '{' }))

await works('AssumeRoleWithWebIdentity', 'a session without a signature', async () => {
  const answer = await call('AssumeRoleWithWebIdentity', { RoleArn: federated, RoleSessionName, WebIdentityToken: token() })
  assert.deepEqual([answer.SubjectFromWebIdentityToken, answer.Audience], ['system:worker', 'sts.amazonaws.com'])
  assert.equal(answer.AssumedRoleUser.Arn, 'arn:aws:sts::000000000000:assumed-role/federated/conformance')
  const identity = await call('GetCallerIdentity', {}, new sdk.STSClient(settings(withSession(answer.Credentials))))
  assert.equal(identity.Arn, answer.AssumedRoleUser.Arn)
})
const web = (WebIdentityToken) => call('AssumeRoleWithWebIdentity', { RoleArn: federated, RoleSessionName, WebIdentityToken })
await refused('AssumeRoleWithWebIdentity', 'AccessDenied', 403, () => web(token({ sub: 'someone:else' })))
await refused('AssumeRoleWithWebIdentity', 'ExpiredTokenException', 400, () => web(token({ exp: 1 })))
await refused('AssumeRoleWithWebIdentity', 'InvalidIdentityToken', 400, () => web('not-a-token'))

// What is not provided.
await refused('GetSessionToken', 'NotImplemented', 501, () => call('GetSessionToken'))
await refused('GetFederationToken', 'NotImplemented', 501, () => call('GetFederationToken', { Name: 'someone' }))
await refused('GetAccessKeyInfo', 'NotImplemented', 501, () => call('GetAccessKeyInfo', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }))
await refused('DecodeAuthorizationMessage', 'NotImplemented', 501, () => call('DecodeAuthorizationMessage', { EncodedMessage: 'x' }))
await refused('AssumeRoot', 'NotImplemented', 501, () => call('AssumeRoot', { TargetPrincipal: '000000000000', TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' } }))
await refused('GetDelegatedAccessToken', 'NotImplemented', 501, () => call('GetDelegatedAccessToken', { TradeInToken: 'x' }))
await refused('GetWebIdentityToken', 'NotImplemented', 501, () => call('GetWebIdentityToken', { Audience: ['x'], SigningAlgorithm: 'RS256' }))
await refused('AssumeRoleWithSAML', 'NotImplemented', 501, () =>
  call('AssumeRoleWithSAML', { RoleArn: reader, PrincipalArn: 'arn:aws:iam::000000000000:saml-provider/example', SAMLAssertion: 'PHNhbWw+' }))
