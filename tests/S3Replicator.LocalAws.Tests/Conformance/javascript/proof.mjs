// What every script needs: settings, and lines of JSON that say what was proved.
import assert from 'node:assert/strict'

const [endpoint] = process.argv.slice(2)
assert.ok(endpoint, 'usage: node SCRIPT ENDPOINT')

export const settings = (more = {}) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
  ...more,
})

const say = (service, operation, outcome, detail) =>
  console.log(JSON.stringify({ service, operation, client: 'JavaScript SDK', outcome, detail }))

const fail = (operation, detail, error) => {
  process.exitCode = 1
  console.error(`${operation}: ${detail}: ${error.stack ?? error}`)
}

export const prover = (service) => ({
  // `run` asserts what the operation answered.
  async works(operation, detail, run) {
    try {
      await run()
      say(service, operation, 'works', detail)
    } catch (error) {
      fail(operation, detail, error)
    }
  },

  // `run` must end with that error and status.
  async refused(operation, code, status, run) {
    try {
      await assert.rejects(run, (error) => {
        assert.deepEqual([error.Code ?? error.Error?.Code ?? error.name, error.$metadata?.httpStatusCode], [code, status], error.message)
        return true
      })
      say(service, operation, 'refused', code)
    } catch (error) {
      fail(operation, `must be refused with ${code}`, error)
    }
  },
})
