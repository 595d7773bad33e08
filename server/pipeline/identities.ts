import { equivalentPhones, normalizePhone } from '../domain/phone.ts'
import { isUserId } from '../domain/user-id.ts'
import { type Identity, phoneIdentities } from '../store/shoppers.ts'
import type { PersonIds } from '../whatsapp/person.ts'

/** How we came to hear of somebody. */
type Told = {
  /** The WhatsApp Business Account Meta told it. */
  readonly wabaId: string
  /** Whom we had written to: a phone (E.164), or an id of Meta's; undefined when they wrote first. */
  readonly to?: string
}

/** The ids Meta gives a person, with the number we wrote to when it named them, where we did. */
export function identitiesOf(
  { waId, bsuid, parentBsuid }: PersonIds,
  { wabaId, to }: Told,
): readonly Identity[] {
  const known = to && !isUserId(to) ? { ofPhone: to } : {}
  const identities: Identity[] = []
  if (waId) identities.push({ kind: 'wa_id', value: waId, ...known })
  if (bsuid) identities.push({ kind: 'bsuid', value: bsuid, wabaId, ...known })
  if (parentBsuid) identities.push({ kind: 'parent_bsuid', value: parentBsuid, ...known })
  return identities
}

/** An inbound wa_id is an international number, and so tells the phone as well, in one of its forms. */
export function personIdentities(person: PersonIds, wabaId: string): readonly Identity[] {
  const isNumber = person.waId !== undefined && /^[1-9]\d{6,14}$/.test(person.waId)
  const phones = isNumber ? equivalentPhones(`+${person.waId}`) : []
  return [...phoneIdentities(phones), ...identitiesOf(person, { wabaId })]
}

/** The phone that a person's wa_id tells, in the form that is dialled (E.164). */
export function phoneOf({ waId }: PersonIds): string | undefined {
  return waId ? normalizePhone(`+${waId}`, undefined) : undefined
}
