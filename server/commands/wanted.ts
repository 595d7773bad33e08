import type { z } from 'zod'
import type { Problem } from '../domain/settings.ts'
import { type Refusal, refusal } from './tools.ts'

/** What was typed, checked. Refuses it in words that never repeat what was typed. */
export function readGiven<T extends z.ZodType>(shape: T, wanted: unknown): z.output<T> {
  const { success, data, error } = shape.safeParse(wanted)
  if (success) return data
  throw refusalOf(
    error.issues.map(({ path: [name = ''], message }) => ({ field: String(name), sentence: message })),
  )
}

/** The settings somebody may choose, each with what it may be. */
type Fields = Readonly<Record<string, z.ZodType>>

/** A change as it comes in, unchecked: null goes back to the usual, and what is left out stays. */
export type Wanted<F extends Fields> = { readonly [Name in keyof F]?: unknown }

/** The same change once it is checked; null still goes back to the usual. */
export type Checked<F extends Fields> = { readonly [Name in keyof F]?: z.output<F[Name]> | null }

/** Checks every field by itself, so that what is wrong with one does not hide what is wrong with the others. */
export function checkEach<F extends Fields>(
  fields: F,
  wanted: Wanted<F>,
): { readonly checked: Checked<F>; readonly problems: readonly Problem[] } {
  const results = Object.entries(fields)
    .filter(([name]) => wanted[name] !== undefined)
    .map(([name, field]) => [name, field.nullable().safeParse(wanted[name])] as const)
  const checked = results.flatMap(([name, { success, data }]) => (success ? [[name, data] as const] : []))
  const problems = results.flatMap(([name, { error }]) => problemsIn(name, error))
  return { checked: Object.fromEntries(checked) as Checked<F>, problems }
}

/** What is chosen after a change: what goes back to the usual is chosen no more. */
export function chosenAfter<T extends object>(
  before: Partial<T>,
  change: { readonly [Name in keyof T]?: T[Name] | null | undefined },
): Partial<T> {
  const said = Object.entries(change).filter(([, value]) => value !== undefined)
  const after = Object.entries({ ...before, ...Object.fromEntries(said) })
  return Object.fromEntries(after.filter(([, value]) => value !== null)) as Partial<T>
}

/** Refuses a change in which nothing is said. */
export function refuseNothing(wanted: object): void {
  const isSaid = Object.values(wanted).some((value) => value !== undefined)
  if (!isSaid)
    throw refusal('Say what to change', { typed: '; `npm run paynudge -- help` lists what can be chosen' })
}

/** What a check found wrong with a choice. */
export function problemsIn(field: string, error: z.ZodError | undefined): readonly Problem[] {
  return error?.issues.map(({ message: sentence }) => ({ field, sentence })) ?? []
}

/** Refuses what has problems, and names them all at once. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw refusalOf(problems)
}

function refusalOf(problems: readonly Problem[]): Refusal {
  const sentences = problems.map(({ sentence }) => sentence.replace(/\.$/, ''))
  const byField = Object.groupBy(problems, ({ field }) => field)
  const fields = Object.entries(byField).map(([field, some = []]) => [
    field,
    [...new Set(some.map(({ sentence }) => sentence))].join(' '),
  ])
  return refusal([...new Set(sentences)].join('. '), { fields: Object.fromEntries(fields) })
}

/** The words for a value that is not what it should be: how it is written, and what was given. */
export function written(how: string): { readonly error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => `${how}, not ${JSON.stringify(input)}` }
}
