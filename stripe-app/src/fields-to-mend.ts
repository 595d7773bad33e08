import type { Flows } from '../../server/routes/panel/contract.ts'
import { texts } from './texts.ts'
import type { Wrong, WrongFields } from './wrong.ts'

const words = texts.settings

/** A field to mend: its label as the form shows it, and what to write. */
export type ToMend = { readonly label: string; readonly todo: string }

type Labels<Draft> = Readonly<Partial<Record<keyof Draft, string>>>

/** In the order of the form. */
const accountLabels: Labels<WrongFields['account']> = {
  perDay: words.perDay,
  perWeek: words.perWeek,
  fromMinute: words.from,
  toMinute: words.to,
  holdOutPercent: words.holdOut,
  language: words.language,
  supportContact: words.support,
  keepWordsDays: words.keepWords,
  senders: texts.numbers.countries.title,
}
const wayLabels: Labels<WrongFields['ways']> = { webhook: words.alarms.webhook, email: words.alarms.email }
const flowLabels: Labels<WrongFields['flows'][string]> = {
  delays: words.delays,
  texts: words.texts,
  otherTexts: words.otherTexts,
  perSubject: words.perSubject,
  windowDays: words.window,
  holdOutPercent: words.holdOut,
  fallbackLanguage: words.fallback,
  sender: words.sender,
}

/** Every field to mend, in the order of the form. */
export function fieldsToMend({ account, ways, flows }: WrongFields, known: Flows): readonly ToMend[] {
  const ofFlows = known.flows.flatMap(({ key, name }) =>
    labelled(flows[key] ?? {}, flowLabels).map(({ label, todo }) => ({ label: `${name}, ${label}`, todo })),
  )
  return [...labelled(account, accountLabels), ...labelled(ways, wayLabels), ...ofFlows]
}

function labelled<Draft>(wrong: Wrong<Draft>, labels: Labels<Draft>): readonly ToMend[] {
  return (Object.keys(labels) as (keyof Draft)[]).flatMap((name) => {
    const label = labels[name]
    const todo = wrong[name]
    return label === undefined || todo === undefined ? [] : [{ label, todo }]
  })
}
