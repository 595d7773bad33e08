import { z } from 'zod'

/** Everything the environment tells, checked. */
export type Config = {
  readonly port: number
  /** The base of pay links, without a slash at its end. */
  readonly publicUrl: string
  readonly databaseUrl: string
  /** What this process does: everything, only answer HTTP, or only the work behind it. */
  readonly role: Role
  /** The first seals, all open; empty when one is to be made and kept beside the SQLite file. */
  readonly secretKeys: readonly Buffer[]
  readonly stripe: {
    readonly secretKeys: PerEnvironment<string>
    readonly webhookSecrets: PerEnvironment<readonly string[]>
    readonly ownAccounts: PerEnvironment<string>
    readonly apiBase: string
    /** How many requests a second Stripe allows each account, where that is not the usual. */
    readonly readsPerSecond: PerEnvironment<number>
    /** What the Dashboard's requests are signed with, several while one is rolled; empty where there is no panel. */
    readonly appSecrets: readonly string[]
  }
  readonly whatsapp: {
    /** Ends with the version. */
    readonly apiBase: string
    /** The Meta app `default`. */
    readonly app:
      | {
          readonly appId: string | undefined
          readonly secret: string
          readonly verifyToken: string
          /** Embedded Signup: its configuration, where Meta's script for browsers is, and the Graph API's version. */
          readonly signup:
            | { readonly configId: string; readonly sdkBase: string; readonly version: string }
            | undefined
        }
      | undefined
  }
  /** What alarms are mailed through. */
  readonly mailServer: { readonly url: string; readonly from: string } | undefined
  readonly logLevel: (typeof logLevels)[number]
}

/** What one process of several does. */
export type Role = (typeof roles)[number]

const roles = ['all', 'web', 'worker'] as const
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const

type PerEnvironment<T> = Readonly<Partial<Record<'live' | 'test' | 'sandbox', T>>>

const text = z
  .string()
  .trim()
  .refine((value) => !isExample(value), { error: 'is still the value of .env.example; put your own in' })
  .transform((value) => value || undefined)
  .optional()

/** Values everybody can read in `.env.example` protect nothing. */
function isExample(value: string): boolean {
  return (
    value.endsWith('...') || value === 'a-long-random-text-of-your-own' || value === 'https://pay.example.com'
  )
}

const list = text.transform(
  (value) =>
    value
      ?.split(',')
      .map((entry) => entry.trim())
      .filter(Boolean) ?? [],
)

const base = (example: string) =>
  text.refine((value) => value === undefined || /^https?:$/.test(URL.parse(value)?.protocol ?? ''), {
    error: `must be an address such as ${example}`,
  })

const digits = (what: string) =>
  text.refine((value) => value === undefined || /^\d+$/.test(value), {
    error: `must be ${what}, which is made of digits only`,
  })

const key = text
  .transform((value) => (value === undefined ? [] : [Buffer.from(value, 'base64')]))
  .refine((keys) => keys.every((bytes) => bytes.length === 32), {
    error: 'must be 32 bytes in base64; make one with: openssl rand -base64 32',
  })

const rate = text
  .transform((value) => (value === undefined ? undefined : Number(value)))
  .refine((value) => value === undefined || (Number.isInteger(value) && value >= 10), {
    error: 'must be a whole number of 10 or more',
  })

const prefixed = (prefix: string, example: string) =>
  text.refine((value) => value === undefined || value.startsWith(prefix), {
    error: `must look like ${example}`,
  })

const secretsOf = (prefix: string) =>
  list.refine((values) => values.every((value) => value.startsWith(prefix)), {
    error: `must hold signing secrets such as ${prefix}..., separated by commas`,
  })
const secrets = secretsOf('whsec_')

const stripeKey = (mode: 'live' | 'test') =>
  text.refine((value) => value === undefined || new RegExp(`^(sk|rk)_${mode}_`).test(value), {
    error: `must be a secret or restricted key of ${mode} mode (sk_${mode}_... or rk_${mode}_...)`,
  })

const environment = z
  .object({
    PORT: text
      .transform((value) => Number(value ?? 3000))
      .refine((port) => Number.isInteger(port) && port >= 0 && port < 65536, {
        error: 'must be a port number',
      }),
    PUBLIC_URL: base('https://pay.example.com'),
    DATABASE_URL: text
      .transform((value) => value ?? 'file:data/paynudge.db')
      .refine((url) => url.startsWith('file:') || isShared(url), {
        error: 'must be a SQLite file such as file:data/paynudge.db, or postgres://user:password@host/name',
      }),
    ROLE: text
      .transform((value) => value ?? 'all')
      .refine((value) => roles.some((role) => role === value), { error: 'must be all, web or worker' }),
    SECRET_KEY: key,
    SECRET_KEY_PREVIOUS: key,
    STRIPE_SECRET_KEY_LIVE: stripeKey('live'),
    STRIPE_SECRET_KEY_TEST: stripeKey('test'),
    STRIPE_SECRET_KEY_SANDBOX: stripeKey('test'),
    STRIPE_WEBHOOK_SECRET_LIVE: secrets,
    STRIPE_WEBHOOK_SECRET_TEST: secrets,
    STRIPE_WEBHOOK_SECRET_SANDBOX: secrets,
    STRIPE_ACCOUNT_LIVE: prefixed('acct_', 'acct_...'),
    STRIPE_ACCOUNT_TEST: prefixed('acct_', 'acct_...'),
    STRIPE_ACCOUNT_SANDBOX: prefixed('acct_', 'acct_...'),
    STRIPE_APP_SECRET: secretsOf('absec_'),
    STRIPE_READS_PER_SECOND_LIVE: rate,
    STRIPE_READS_PER_SECOND_TEST: rate,
    STRIPE_READS_PER_SECOND_SANDBOX: rate,
    STRIPE_API_BASE: base('https://api.stripe.com'),
    WHATSAPP_API_BASE: base('https://graph.facebook.com'),
    WHATSAPP_GRAPH_VERSION: text
      .transform((value) => value ?? 'v25.0')
      .refine((value) => /^v\d+\.\d+$/.test(value), {
        error: 'must be a version of the Graph API such as v25.0',
      }),
    WHATSAPP_APP_SECRET: text,
    WHATSAPP_VERIFY_TOKEN: text,
    WHATSAPP_APP_ID: digits('the app id'),
    WHATSAPP_SIGNUP_CONFIG_ID: digits('the id of a Facebook Login configuration'),
    WHATSAPP_SDK_BASE: base('https://connect.facebook.net'),
    SMTP_URL: text.refine(
      (value) => value === undefined || /^smtps?:$/.test(URL.parse(value)?.protocol ?? ''),
      { error: 'must be an address such as smtp://user:password@mail.example.com:587' },
    ),
    SMTP_FROM: text,
    LOG_LEVEL: text.refine(isLogLevel, { error: `must be one of ${logLevels.join(', ')}` }),
  })
  .refine((env) => (env.WHATSAPP_APP_SECRET === undefined) === (env.WHATSAPP_VERIFY_TOKEN === undefined), {
    path: ['WHATSAPP_APP_SECRET'],
    error: 'and WHATSAPP_VERIFY_TOKEN go together: set both or neither',
  })
  .refine(
    ({ WHATSAPP_SIGNUP_CONFIG_ID: id, WHATSAPP_APP_ID: app, WHATSAPP_APP_SECRET: secret }) =>
      id === undefined || (app !== undefined && secret !== undefined),
    {
      path: ['WHATSAPP_SIGNUP_CONFIG_ID'],
      error: 'needs WHATSAPP_APP_ID and WHATSAPP_APP_SECRET beside it: the configuration belongs to that app',
    },
  )
  .refine((env) => (env.SMTP_URL === undefined) === (env.SMTP_FROM === undefined), {
    path: ['SMTP_URL'],
    error: 'and SMTP_FROM go together: set both or neither',
  })
  .refine((env) => env.ROLE === 'all' || isShared(env.DATABASE_URL), {
    path: ['ROLE'],
    error: 'must be all with SQLite: only PostgreSQL lets several processes share the work',
  })
  .refine((env) => env.SECRET_KEY.length > 0 || !isShared(env.DATABASE_URL), {
    path: ['SECRET_KEY'],
    error: 'is needed with PostgreSQL; make one with: openssl rand -base64 32',
  })
  .refine((env) => env.SECRET_KEY.length > 0 || env.SECRET_KEY_PREVIOUS.length === 0, {
    path: ['SECRET_KEY_PREVIOUS'],
    error: 'needs SECRET_KEY beside it',
  })

type Environment = z.output<typeof environment>

/** A database that several processes may share. */
function isShared(databaseUrl: string): boolean {
  return /^postgres(ql)?:\/\//.test(databaseUrl)
}

function isLogLevel(value: string | undefined): boolean {
  return value === undefined || logLevels.some((level) => level === value)
}

/** Reads the environment. Throws one error that names every problem in it. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const checked = environment.safeParse(env)
  if (checked.success) return configOf(checked.data)
  const problems = checked.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`)
  throw new Error(`The environment cannot be used:\n${problems.join('\n')}`)
}

/** The environment of this process. */
export function processConfig(): Config {
  return readConfig(process.env)
}

function configOf(env: Environment): Config {
  const { WHATSAPP_APP_SECRET: secret, WHATSAPP_VERIFY_TOKEN: verifyToken } = env
  const { SMTP_URL: url, SMTP_FROM: from } = env
  return {
    port: env.PORT,
    publicUrl: (env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/+$/, ''),
    databaseUrl: env.DATABASE_URL,
    role: roles.find((role) => role === env.ROLE) ?? 'all',
    secretKeys: [...env.SECRET_KEY, ...env.SECRET_KEY_PREVIOUS],
    stripe: {
      secretKeys: perEnvironment(
        env.STRIPE_SECRET_KEY_LIVE,
        env.STRIPE_SECRET_KEY_TEST,
        env.STRIPE_SECRET_KEY_SANDBOX,
      ),
      webhookSecrets: {
        live: env.STRIPE_WEBHOOK_SECRET_LIVE,
        test: env.STRIPE_WEBHOOK_SECRET_TEST,
        sandbox: env.STRIPE_WEBHOOK_SECRET_SANDBOX,
      },
      ownAccounts: perEnvironment(
        env.STRIPE_ACCOUNT_LIVE,
        env.STRIPE_ACCOUNT_TEST,
        env.STRIPE_ACCOUNT_SANDBOX,
      ),
      appSecrets: env.STRIPE_APP_SECRET,
      apiBase: env.STRIPE_API_BASE ?? 'https://api.stripe.com',
      readsPerSecond: perEnvironment(
        env.STRIPE_READS_PER_SECOND_LIVE,
        env.STRIPE_READS_PER_SECOND_TEST,
        env.STRIPE_READS_PER_SECOND_SANDBOX,
      ),
    },
    whatsapp: {
      apiBase: graphBase(env),
      app:
        secret && verifyToken
          ? { appId: env.WHATSAPP_APP_ID, secret, verifyToken, signup: signupOf(env) }
          : undefined,
    },
    mailServer: url && from ? { url, from } : undefined,
    logLevel: logLevels.find((level) => level === env.LOG_LEVEL) ?? 'info',
  }
}

function signupOf(env: Environment) {
  const {
    WHATSAPP_SIGNUP_CONFIG_ID: configId,
    WHATSAPP_SDK_BASE: base,
    WHATSAPP_GRAPH_VERSION: version,
  } = env
  return configId
    ? { configId, sdkBase: (base ?? 'https://connect.facebook.net').replace(/\/+$/, ''), version }
    : undefined
}

/** The address of the Graph API with its version. */
function graphBase({ WHATSAPP_API_BASE: host, WHATSAPP_GRAPH_VERSION: version }: Environment): string {
  return `${(host ?? 'https://graph.facebook.com').replace(/\/+$/, '')}/${version}`
}

function perEnvironment<T>(live?: T, test?: T, sandbox?: T): PerEnvironment<T> {
  return { ...(live ? { live } : {}), ...(test ? { test } : {}), ...(sandbox ? { sandbox } : {}) }
}
