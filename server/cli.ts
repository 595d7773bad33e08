import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import type { Command, Given, OptionKind } from './command-lines/command.ts'
import { commands } from './command-lines/index.ts'
import { requireAccount } from './commands/known-account.ts'
import { type CommandTools, isRefusal, refusal } from './commands/tools.ts'
import { type Config, processConfig } from './config.ts'
import { type AccountKey, isEnvironment } from './domain/account.ts'
import { build } from './start.ts'
import { systemClock } from './system-clock.ts'

/** What every command about an account takes. */
const accountOptions: Readonly<Record<string, OptionKind>> = { account: 'text', environment: 'text' }

const options = {
  ...Object.fromEntries(
    [accountOptions, ...Object.values(commands).map((command) => command.options ?? {})]
      .flatMap((known) => Object.entries(known))
      .map(([name, kind]) => [name, parsedAs(kind)]),
  ),
  help: { type: 'boolean', short: 'h' },
} as const

/** An option given twice is noticed later, and refused where it is no list. */
function parsedAs(kind: OptionKind) {
  return kind === 'flag' ? ({ type: 'boolean' } as const) : ({ type: 'string', multiple: true } as const)
}

/** Carries out one command line and returns what to print. Throws a refusal for words that cannot be followed. */
export async function runCommand(
  tools: CommandTools,
  config: Config,
  argv: readonly string[],
): Promise<readonly string[]> {
  try {
    return await followLine(tools, config, readLine(argv))
  } catch (error) {
    throw isRefusal(error) ? refusal(`${error.message}${error.typed}`) : error
  }
}

async function followLine(
  tools: CommandTools,
  config: Config,
  { name, given }: ReturnType<typeof readLine>,
): Promise<readonly string[]> {
  const command = commands[name]
  if (!command) return helpLines()
  const actor = actorName()
  if (command.isForAll) return command.run(tools, { actor }, given)
  const by = { actor, account: accountFrom(config, given.options) }
  if (!command.anyAccount) await requireAccount(tools, by)
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
  const { help, ...given } = values
  const two = positionals.slice(0, 2).join(' ')
  const name = help ? 'help' : two in commands ? two : (positionals[0] ?? 'help')
  if (name === 'help') return { name, given: { words: [], options: {} } }
  const command = commands[name]
  if (!command) throw refusal(`There is no command ${two}; \`npm run paynudge -- help\` lists them`)
  const words = positionals.slice(name.split(' ').length)
  const surplus = words[command.takes ?? 0]
  if (surplus) throw refusal(`\`${name}\` takes no "${surplus}"; see \`npm run paynudge -- help\``)
  return { name, given: { words, options: optionsOf(name, command, given) } }
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

function optionsOf(name: string, command: Command, values: Values): Given['options'] {
  const known = { ...(command.isForAll ? {} : accountOptions), ...command.options }
  return Object.fromEntries(
    Object.entries(values).map(([option, value]) => {
      const kind = known[option]
      if (!kind) throw refusal(`\`${name}\` takes no --${option}; see \`npm run paynudge -- help\``)
      const texts = Array.isArray(value) ? value : ['']
      if (texts.length > 1 && kind !== 'list') throw refusal(`--${option} is given more than once`)
      return [option, texts.join(',')]
    }),
  )
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true })
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const unknown = /Unknown option '([^']+)'/.exec(text)?.[1]
    throw refusal(`${unknown ? `There is no option ${unknown}` : text}; see \`npm run paynudge -- help\``)
  }
}

function accountFrom({ stripe }: Config, given: Given['options']): AccountKey {
  const known = Object.keys(stripe.ownAccounts).filter(isEnvironment)
  const environment = given.environment ?? (known.length === 1 ? known[0] : undefined)
  if (!environment && known.length === 0) {
    throw refusal(
      'No Stripe account is configured: copy .env.example to .env and fill it in, or say --environment and --account',
    )
  }
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
  if (argv.length === 0 || argv[0] === 'help') return console.log(helpLines().join('\n'))
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
    // What a person can mend is said in the message; a stack would only hide it.
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
