import type { Credentials, WhatsApp } from './client.ts'

/** A number as Meta shows it. */
export type SeenNumber = {
  readonly displayPhone: string
  readonly verifiedName: string
  readonly status: string | undefined
}

/** Whether credentials hold, and if not, in words for the merchant. */
export type Checked =
  | { readonly kind: 'fine'; readonly number: SeenNumber }
  | { readonly kind: 'refused'; readonly why: string }

/** Checks that the token opens this number and that the number belongs to the business account. */
export async function checkNumber(whatsapp: WhatsApp, credentials: Credentials): Promise<Checked> {
  const { token, phoneNumberId, wabaId } = credentials
  const fields = 'verified_name,display_phone_number,status'
  const number = await whatsapp.call(token, 'GET', `/${phoneNumberId}?fields=${fields}`)
  if (number.kind === 'error') return refuse(number.code, number.text)
  const owned = await whatsapp.call(token, 'GET', `/${wabaId}/phone_numbers?limit=100`)
  if (owned.kind === 'error') return refuse(owned.code, owned.text)
  const ids = (owned.body.data as readonly { id?: string }[]).map(({ id }) => id)
  if (!ids.includes(phoneNumberId)) {
    return {
      kind: 'refused',
      why: `The number ${phoneNumberId} does not belong to the business account ${wabaId}.`,
    }
  }
  const { display_phone_number, verified_name, status } = number.body
  return {
    kind: 'fine',
    number: {
      displayPhone: String(display_phone_number),
      verifiedName: String(verified_name),
      status: typeof status === 'string' ? status : undefined,
    },
  }
}

/** Has the account's webhooks sent to the app of the token. Throws when Meta refuses. */
export async function subscribeApp(whatsapp: WhatsApp, { token, wabaId }: Credentials): Promise<void> {
  const answer = await whatsapp.call(token, 'POST', `/${wabaId}/subscribed_apps`)
  if (answer.kind === 'error')
    throw new Error(`Meta did not subscribe the webhooks of ${wabaId}: ${answer.text}`)
}

function refuse(code: number | undefined, text: string): Checked {
  if (code === 190)
    return { kind: 'refused', why: 'Meta does not accept the token: it is wrong or has expired.' }
  if (code === 100)
    return {
      kind: 'refused',
      why: 'Meta knows no such number, or the token may not see it. Compare both ids with API Setup: they are easily swapped.',
    }
  return { kind: 'refused', why: `Meta refused: ${text}` }
}
