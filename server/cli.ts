import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { commands, type Given } from './command-lines.ts'
import { type CommandTools, isRefusal, refusal } from './commands/tools.ts'
import { type Config, processConfig } from './config.ts'
import { type AccountKey, isEnvironment } from './domain/account.ts'
import { build } from './start.ts'
import { systemClock } from './system-clock.ts'

const options = {
  account: { type: 'string' },
  environment: { type: 'string' },
  name: { type: 'string' },
  country: { type: 'string' },
  language: { type: 'string' },
  'link-domain': { type: 'string' },
  'phone-number-id': { type: 'string' },
  'waba-id': { type: 'string' },
  'token-file': { type: 'string' },
  purpose: { type: 'string' },
  wording: { type: 'string' },
  proof: { type: 'string' },
  'given-at': { type: 'string' },
  text: { type: 'string' },
  format: { type: 'string' },
} as const

/** Carries out one command line and returns what to print. Throws a refusal for words that cannot be followed. */
export async function runCommand(
  tools: CommandTools,
  config: Config,
  argv: readonly string[],
): Promise<readonly string[]> {
  const { name, given } = readLine(argv)
  const command = commands[name]
  if (!command) return helpLines()
  const by = { actor: actorName(), account: accountFrom(config, given.options) }
  return command.run(tools, by, given)
}

/** Every command, a line each. */
export function helpLines(): readonly string[] {
  const lines = Object.entries(commands).map(
    ([name, { usage, does }]) => `  ${`${name} ${usage}`.trim()}\n      ${does}`,
  )
  return [
    'npm run paynudge -- COMMAND [--environment live|test|sandbox] [--account acct_...]',
    '',
    'The account is the one of STRIPE_ACCOUNT_*, unless --account names another.',
    '',
    ...lines,
  ]
}

function readLine(argv: readonly string[]): { readonly name: string; readonly given: Given } {
  const { values, positionals } = parsed(argv)
  const two = positionals.slice(0, 2).join(' ')
  const name = two in commands ? two : (positionals[0] ?? 'help')
  if (!(name in commands) && name !== 'help') {
    throw refusal(`There is no command ${two}; \`npm run paynudge -- help\` lists them`)
  }
  return { name, given: { words: positionals.slice(name.split(' ').length), options: values } }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true })
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error))
  }
}

function accountFrom({ stripe }: Config, given: Given['options']): AccountKey {
  const known = Object.keys(stripe.ownAccounts).filter(isEnvironment)
  const environment = given.environment ?? (known.length === 1 ? known[0] : undefined)
  if (!environment || !isEnvironment(environment)) throw refusal('Say --environment live, test or sandbox')
  const accountId = given.account ?? stripe.ownAccounts[environment]
  if (!accountId) throw refusal(`Say --account acct_..., or set STRIPE_ACCOUNT_${environment.toUpperCase()}`)
  return { environment, accountId }
}

function actorName(): string {
  return `cli:${userInfo().username}`
}

async function main() {
  const argv = process.argv.slice(2)
  if (argv.length === 0 || argv[0] === 'help' || argv[0] === '--help')
    return console.log(helpLines().join('\n'))
  const config = processConfig()
  const house = await build({ ...config, logLevel: 'silent' }, systemClock())
  try {
    const lines = await runCommand({ ...house.tools, publicUrl: config.publicUrl }, config, argv)
    console.log(lines.join('\n'))
  } finally {
    await house.close()
  }
}

if (import.meta.main) {
  try {
    await main()
  } catch (error) {
    console.error(isRefusal(error) ? error.message : error)
    process.exitCode = 1
  }
}
