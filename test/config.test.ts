import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'

const key = randomBytes(32).toString('base64')

describe('the environment', () => {
  test('may be empty', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: 'file:data/paynudge.db',
      role: 'all',
      secretKeys: [],
      stripe: {
        secretKeys: {},
        webhookSecrets: { live: [], test: [], sandbox: [] },
        ownAccounts: {},
        apiBase: 'https://api.stripe.com',
        readsPerSecond: {},
        appSecrets: [],
      },
      whatsapp: { apiBase: 'https://graph.facebook.com/v25.0', app: undefined },
      mailServer: undefined,
      logLevel: 'info',
    })
  })

  test('is read whole', () => {
    const signup = { configId: '600', sdkBase: 'https://connect.facebook.net', version: 'v26.0' }
    const config = readConfig({
      PORT: '8080',
      PUBLIC_URL: 'https://pay.example.com//',
      DATABASE_URL: 'file:/var/lib/paynudge/paynudge.db',
      ROLE: 'all',
      SECRET_KEY: key,
      STRIPE_SECRET_KEY_LIVE: 'sk_live_1',
      STRIPE_SECRET_KEY_SANDBOX: ' rk_test_1 ',
      STRIPE_WEBHOOK_SECRET_LIVE: 'whsec_new, whsec_old,',
      STRIPE_ACCOUNT_TEST: 'acct_bodega',
      STRIPE_API_BASE: 'http://127.0.0.1:4010',
      STRIPE_READS_PER_SECOND_LIVE: '200',
      WHATSAPP_API_BASE: 'http://127.0.0.1:4020/',
      WHATSAPP_GRAPH_VERSION: 'v26.0',
      WHATSAPP_APP_SECRET: 'secret',
      WHATSAPP_VERIFY_TOKEN: 'word',
      WHATSAPP_APP_ID: '700',
      WHATSAPP_SIGNUP_CONFIG_ID: '600',
      SMTP_URL: 'smtps://user:word@mail.example.com:465',
      SMTP_FROM: 'alarms@example.com',
      LOG_LEVEL: 'debug',
    })
    expect(config).toMatchObject({
      port: 8080,
      publicUrl: 'https://pay.example.com',
      databaseUrl: 'file:/var/lib/paynudge/paynudge.db',
      stripe: {
        secretKeys: { live: 'sk_live_1', sandbox: 'rk_test_1' },
        webhookSecrets: { live: ['whsec_new', 'whsec_old'], test: [], sandbox: [] },
        ownAccounts: { test: 'acct_bodega' },
        apiBase: 'http://127.0.0.1:4010',
        readsPerSecond: { live: 200 },
      },
      whatsapp: {
        apiBase: 'http://127.0.0.1:4020/v26.0',
        app: { secret: 'secret', verifyToken: 'word', signup },
      },
      mailServer: { url: 'smtps://user:word@mail.example.com:465', from: 'alarms@example.com' },
      logLevel: 'debug',
    })
  })

  test('may share one PostgreSQL among several processes', () => {
    const DATABASE_URL = 'postgres://paynudge:secret@db.example.com/paynudge'
    const config = readConfig({ DATABASE_URL, ROLE: 'worker', SECRET_KEY: key })
    expect(config).toMatchObject({ databaseUrl: DATABASE_URL, role: 'worker' })
  })

  test('has pay links follow the port where no other address is given', () => {
    expect(readConfig({ PORT: '4000' }).publicUrl).toBe('http://127.0.0.1:4000')
  })

  test('seals with the new key and opens with the previous one too', () => {
    const previous = randomBytes(32).toString('base64')
    const { secretKeys } = readConfig({ SECRET_KEY: key, SECRET_KEY_PREVIOUS: previous })
    expect(secretKeys.map((bytes) => bytes.toString('base64'))).toEqual([key, previous])
  })
})

describe('a variable that is set to nothing counts as not set', () => {
  test.each([
    'PORT',
    'PUBLIC_URL',
    'DATABASE_URL',
    'ROLE',
    'SECRET_KEY',
    'STRIPE_SECRET_KEY_LIVE',
    'STRIPE_WEBHOOK_SECRET_LIVE',
    'STRIPE_ACCOUNT_LIVE',
    'STRIPE_API_BASE',
    'STRIPE_READS_PER_SECOND_LIVE',
    'WHATSAPP_API_BASE',
    'WHATSAPP_APP_SECRET',
    'LOG_LEVEL',
  ])('%s', (name) => {
    expect(readConfig({ [name]: '' })).toEqual(readConfig({}))
  })
})

const problems: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ['a port that is none', { PORT: 'http' }, 'PORT'],
  ['a port that is too high', { PORT: '65536' }, 'PORT'],
  ['an address without a protocol', { PUBLIC_URL: 'pay.example.com' }, 'PUBLIC_URL'],
  ['an address that is a script', { PUBLIC_URL: 'javascript:alert(1)' }, 'PUBLIC_URL'],
  [
    'a pace at which nothing gets done',
    { STRIPE_READS_PER_SECOND_TEST: '0' },
    'STRIPE_READS_PER_SECOND_TEST',
  ],
  ['a database we do not know', { DATABASE_URL: 'mysql://host/db' }, 'DATABASE_URL'],
  ['a role that is none', { ROLE: 'boss' }, 'ROLE'],
  ['a worker beside a file nobody else may write', { ROLE: 'worker' }, 'ROLE'],
  ['PostgreSQL without a key of its own', { DATABASE_URL: 'postgres://host/db' }, 'SECRET_KEY'],
  ['a key that is too short', { SECRET_KEY: 'c2hvcnQ=' }, 'SECRET_KEY'],
  ['a previous key without a new one', { SECRET_KEY_PREVIOUS: key }, 'SECRET_KEY_PREVIOUS'],
  ['a publishable key', { STRIPE_SECRET_KEY_LIVE: 'pk_live_1' }, 'STRIPE_SECRET_KEY_LIVE'],
  ['a test key for live mode', { STRIPE_SECRET_KEY_LIVE: 'sk_test_1' }, 'STRIPE_SECRET_KEY_LIVE'],
  [
    'a webhook secret that is an API key',
    { STRIPE_WEBHOOK_SECRET_TEST: 'whsec_1,sk_test_1' },
    'STRIPE_WEBHOOK_SECRET_TEST',
  ],
  ['an app secret of a webhook', { STRIPE_APP_SECRET: 'absec_1,whsec_1' }, 'STRIPE_APP_SECRET'],
  ['an account that is a customer', { STRIPE_ACCOUNT_LIVE: 'cus_1' }, 'STRIPE_ACCOUNT_LIVE'],
  ['a Meta secret without its word', { WHATSAPP_APP_SECRET: 'secret' }, 'WHATSAPP_VERIFY_TOKEN'],
  ['a Meta word without its secret', { WHATSAPP_VERIFY_TOKEN: 'word' }, 'WHATSAPP_APP_SECRET'],
  [
    'a configuration of Embedded Signup without its app',
    { WHATSAPP_SIGNUP_CONFIG_ID: '600' },
    'WHATSAPP_SIGNUP_CONFIG_ID',
  ],
  ['an app id with letters', { WHATSAPP_APP_ID: 'app' }, 'WHATSAPP_APP_ID'],
  ['a script of Meta’s without a host', { WHATSAPP_SDK_BASE: 'sdk.js' }, 'WHATSAPP_SDK_BASE'],
  ['a mail server that is none', { SMTP_URL: 'mail.example.com', SMTP_FROM: 'a@b.example' }, 'SMTP_URL'],
  ['a mail server nobody mails from', { SMTP_URL: 'smtp://mail.example.com' }, 'SMTP_FROM'],
  ['a Graph version that is none', { WHATSAPP_GRAPH_VERSION: '25' }, 'WHATSAPP_GRAPH_VERSION'],
  ['a log level that is none', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
]

function problemIn(env: Readonly<Record<string, string>>): string {
  try {
    readConfig(env)
    return 'none'
  } catch (error) {
    return (error as Error).message
  }
}

describe('a mistake in the environment is named', () => {
  test.each(problems)('%s', (_, env, name) => {
    expect(problemIn(env)).toMatch(new RegExp(`^  .*${name}`, 'm'))
  })

  test('together with all the others, so that one start shows them all', () => {
    // What these lack another mistake brings along.
    const mended = ['WHATSAPP_APP_SECRET', 'WHATSAPP_SIGNUP_CONFIG_ID', 'SECRET_KEY', 'SMTP_FROM']
    const together = problems.filter(([, , name]) => !mended.includes(name))
    const told = problemIn(Object.assign({}, ...together.map(([, env]) => env)))
    for (const [, , name] of together) expect(told).toMatch(new RegExp(`^  .*${name}`, 'm'))
  })

  test('without repeating a secret', () => {
    const told = problemIn({
      SECRET_KEY: 'c2hvcnQ=',
      STRIPE_SECRET_KEY_LIVE: 'live_4242',
      WHATSAPP_APP_SECRET: 'hush',
    })
    expect(told).not.toMatch(/c2hvcnQ|4242|hush/)
  })
})
