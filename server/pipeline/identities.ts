import type { Identity } from '../store/shoppers.ts'
import type { PersonIds } from '../whatsapp/person.ts'

/** The ids Meta gives a person. */
export function identitiesOf({ waId, bsuid, parentBsuid }: PersonIds): readonly Identity[] {
  const identities: Identity[] = []
  if (waId) identities.push({ kind: 'wa_id', value: waId })
  if (bsuid) identities.push({ kind: 'bsuid', value: bsuid })
  if (parentBsuid) identities.push({ kind: 'parent_bsuid', value: parentBsuid })
  return identities
}
