import type { Identity } from '../store/shoppers.ts'
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
