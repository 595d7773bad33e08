import { type Actor, type By, type CommandTools, refusal } from '../commands/tools.ts'

/** What a person typed behind a command: words without a name, and `--options`. */
export type Given = {
  readonly words: readonly string[]
  /** A list that was given in several options is one, separated by commas; a flag holds an empty text. */
  readonly options: Readonly<Record<string, string | undefined>>
}

/** One line of what a command prints. */
export type Line = string

/** `list`: may be given several times, each with several values; `flag`: has no value. */
export type OptionKind = 'text' | 'list' | 'flag'

type Usage = {
  readonly usage: string
  /** How many words it takes; none when absent. */
  readonly takes?: 1
  /** The options it knows, beside those every command has. */
  readonly options?: Readonly<Record<string, OptionKind>>
  readonly does: string
}

type AboutAnAccount = {
  readonly isForAll?: undefined
  /** Whether it may be asked about an account that nobody has set up. */
  readonly anyAccount?: true
  readonly run: (tools: CommandTools, by: By, given: Given) => Promise<readonly Line[]>
}

type AboutAll = {
  readonly isForAll: true
  readonly run: (tools: CommandTools, by: Actor, given: Given) => Promise<readonly Line[]>
}

/** One command of the command line: about one account, or about all of them. */
export type Command = Usage & (AboutAnAccount | AboutAll)

/** Commands by their words. */
export type Commands = Readonly<Record<string, Command>>

/** The first word. Refuses when there is none. */
export function word(words: readonly string[], what: string): string {
  const [first] = words
  if (!first) throw refusal(`${what} is missing; see \`npm run paynudge -- help\``)
  return first
}

/** The value of an option. Refuses when it is not given. */
export function required(options: Given['options'], name: string): string {
  const value = options[name]
  if (!value) throw refusal(`--${name} is missing; see \`npm run paynudge -- help\``)
  return value
}

/** Whether the answer is wanted as JSON. */
export function isJson({ format }: Given['options']): boolean {
  if (format !== undefined && format !== 'json') throw refusal('The only --format is json')
  return format === 'json'
}

/** The same without what is undefined. */
export function definedOnly<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}

/** The lines, or what to say when there are none. */
export function orElse(lines: readonly Line[], empty: Line): readonly Line[] {
  return lines.length > 0 ? lines : [empty]
}

/** A moment as commands print it, to the second. */
export function timeText(time: Temporal.Instant): string {
  return time.toString({ smallestUnit: 'second' })
}
