import type { Credentials, WhatsApp } from './client.ts'
import { usableStatuses } from './templates.ts'

/** Whether something Meta refused is well again, and if not, what Meta says of it. */
export type Health = { readonly kind: 'well' } | { readonly kind: 'ill'; readonly text: string }

/** Asks Meta whether a number and all that stands above it may send. Throws when Meta cannot be reached. */
export async function checkHealth(
  whatsapp: WhatsApp,
  { token, phoneNumberId }: Credentials,
): Promise<Health> {
  const answer = await whatsapp.call(token, 'GET', `/${phoneNumberId}?fields=status,health_status`)
  if (answer.kind === 'error') return { kind: 'ill', text: answer.text }
  const { status, health_status } = answer.body as {
    status?: string
    health_status?: { can_send_message?: string; entities?: readonly Entity[] }
  }
  if (status !== undefined && status !== 'CONNECTED') return { kind: 'ill', text: `the number is ${status}` }
  if (health_status?.can_send_message !== 'BLOCKED') return { kind: 'well' }
  const [said] = (health_status.entities ?? []).flatMap(({ errors }) => errors ?? [])
  return { kind: 'ill', text: said?.error_description ?? 'Meta blocks it' }
}

type Entity = { readonly errors?: readonly { readonly error_description?: string }[] }

/** Asks Meta whether a text may be sent with. Throws when Meta cannot be reached. */
export async function checkTemplate(
  whatsapp: WhatsApp,
  { token, metaId }: { readonly token: string; readonly metaId: string },
): Promise<Health> {
  const answer = await whatsapp.call(token, 'GET', `/${metaId}?fields=status`)
  if (answer.kind === 'error') return { kind: 'ill', text: answer.text }
  const status = String(answer.body.status)
  return usableStatuses.includes(status) ? { kind: 'well' } : { kind: 'ill', text: `the text is ${status}` }
}
