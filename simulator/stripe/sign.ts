import { createHmac } from 'node:crypto'

/**
 * The `Stripe-Signature` header over this exact body: one v1 for each secret, as while a secret is rolled
 * (facts/stripe-events.md section 2).
 */
export function sign(body: string, secrets: readonly string[], now: Temporal.Instant): string {
  const time = Math.floor(now.epochMilliseconds / 1000)
  const signatures = secrets.map((secret) => {
    const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
    return `v1=${digest}`
  })
  return [`t=${time}`, ...signatures].join(',')
}
