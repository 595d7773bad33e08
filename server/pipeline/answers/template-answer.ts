import type { Account } from '../../domain/account.ts'
import type { Answer } from '../../domain/answer.ts'
import type { Content } from '../../domain/content.ts'
import { newToken } from '../../domain/ids.ts'
import { flowOf } from '../../flows/index.ts'
import { inTransaction } from '../../store/database.ts'
import { openEnrollments } from '../../store/enrollments.ts'
import { nudgesOf } from '../../store/nudges.ts'
import { addPayLink } from '../../store/pay-links.ts'
import { catalogue } from '../../whatsapp/catalogue/index.ts'
import type { Json } from '../../whatsapp/client.ts'
import { valuesFor } from '../../whatsapp/compose.ts'
import { templateMessage } from '../../whatsapp/templates.ts'
import type { Tools } from '../tools.ts'
import { timeZoneFor } from './follow.ts'
import { firstOpenMatter, type Matter } from './matters.ts'

type Asked = {
  readonly account: Account
  readonly answer: Answer
  readonly content: Extract<Content, { readonly kind: 'template' }>
}

/** A message, and what it is about where it says something of that which may have changed since. */
export type Prepared = { readonly message: Json; readonly about?: Matter }

/** A text Meta approved, filled with what is open with the shopper now. Throws when nothing is. */
export async function composeTemplate(tools: Tools, { account, answer, content }: Asked): Promise<Prepared> {
  const template = catalogue[content.template]
  if (!template) throw new Error(`The catalogue has no text ${content.template}`)
  const open = await openEnrollments(tools.db, answer, answer.shopperId)
  const matter = await firstOpenMatter(tools, { account, answer }, open)
  const [nudge] = matter ? await nudgesOf(tools.db, matter.enrollment) : []
  if (!matter || !nudge) throw new Error(`Nothing is open that ${content.template} could be about`)
  const token = newToken()
  await inTransaction(tools.db, (tx) => addPayLink(tx, nudge, token, tools.clock.now()))
  const text = template.texts[content.language]
  const message = templateMessage({
    to: answer.to,
    name: template.name,
    language: content.language,
    values: valuesFor(text, {
      account,
      contact: flowOf(matter.enrollment.flow).contact(matter.seen),
      facts: matter.facts,
      language: content.language,
      timeZone: timeZoneFor(account, answer.to),
    }),
    buttons: text.buttons,
    token,
    nudgeId: nudge.id,
    sendId: answer.id,
  })
  return { message, about: matter }
}
