import { equivalentPhones, normalizePhone } from '../domain/phone.ts'
import { type Identity, phoneIdentities } from '../store/shoppers.ts'
import type { PersonIds } from '../whatsapp/person.ts'

/** The ids Meta gives a person, with the number we wrote to when it named them, where we did. */
export function identitiesOf({ waId, bsuid, parentBsuid }: PersonIds, ofPhone?: string): readonly Identity[] {
  const known = ofPhone ? { ofPhone } : {}
  const identities: Identity[] = []
  if (waId) identities.push({ kind: 'wa_id', value: waId, ...known })
  if (bsuid) identities.push({ kind: 'bsuid', value: bsuid, ...known })
  if (parentBsuid) identities.push({ kind: 'parent_bsuid', value: parentBsuid, ...known })
  return identities
}

/** An inbound wa_id is an international number, and so tells the phone as well, in one of its forms. */
export function personIdentities(person: PersonIds): readonly Identity[] {
  const isNumber = person.waId !== undefined && /^[1-9]\d{6,14}$/.test(person.waId)
  const phones = isNumber ? equivalentPhones(`+${person.waId}`) : []
  return [...phoneIdentities(phones), ...identitiesOf(person)]
}

/** The phone that a person's wa_id tells, in the form that is dialled (E.164). */
export function phoneOf({ waId }: PersonIds): string | undefined {
  return waId ? normalizePhone(`+${waId}`, undefined) : undefined
}
